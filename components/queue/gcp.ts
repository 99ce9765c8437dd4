import { Subscription, type SubscriptionArgs } from "@pulumi/gcp/pubsub/subscription.js";
import { Topic, type TopicArgs } from "@pulumi/gcp/pubsub/topic.js";
import { TopicIAMMember, type TopicIAMMemberArgs } from "@pulumi/gcp/pubsub/topicIAMMember.js";
import type { ComponentResource, Output } from "@pulumi/pulumi";
import { deadLettersKept } from "fourfold";
import { sharedMessages } from "../support/messages.ts";
import { kept } from "../support/options.ts";
import { type Transform, transformed } from "../support/transform.ts";
import type { QueueBuilder, QueuePlan } from "./plan.ts";

export interface GcpQueueNodes {
  readonly topic: Topic;
  readonly deadLetters: Topic;
  readonly deadLettersKept: Subscription;
  readonly agentAccess: TopicIAMMember;
}

export interface GcpQueueTransform {
  /** The topic that messages are sent to. @default unchanged */
  readonly topic?: Transform<TopicArgs>;
  /** The topic of what could not be processed. @default unchanged */
  readonly deadLetters?: Transform<TopicArgs>;
  /** The subscription that keeps what could not be processed. @default unchanged */
  readonly deadLettersKept?: Transform<SubscriptionArgs>;
  /** What lets Pub/Sub itself put messages into the dead letters. @default unchanged */
  readonly agentAccess?: Transform<TopicIAMMemberArgs>;
}

type Plan = QueuePlan<GcpQueueTransform>;

function createTopic(
  self: ComponentResource,
  { name, on, tags, protection, transform }: Plan,
  child: "topic" | "deadLetters",
  suffix: string,
): Topic {
  const args: TopicArgs = { project: on("project"), labels: tags };
  return new Topic(...transformed(transform[child], `${name}-${suffix}`, args, kept(self, protection)));
}

/** "Messages published to a topic with no subscriptions are lost": https://cloud.google.com/pubsub/docs/dead-letter-topics */
function keepDeadLetters(
  self: ComponentResource,
  { name, on, tags, protection, transform }: Plan,
  topic: Topic,
): Subscription {
  const args: SubscriptionArgs = {
    project: on("project"),
    topic: topic.id,
    ackDeadlineSeconds: 60,
    messageRetentionDuration: `${deadLettersKept}s`,
    // Otherwise it is deleted when nobody has used it for 31 days, with what it keeps.
    expirationPolicy: { ttl: "" },
    labels: tags,
  };
  const options = kept(self, protection);
  return new Subscription(...transformed(transform.deadLettersKept, `${name}-dead-letters`, args, options));
}

/** Pub/Sub moves messages as an account of its own: https://cloud.google.com/pubsub/docs/dead-letter-topics#grant_forwarding_permissions */
function letAgentMove(
  self: ComponentResource,
  { name, on, transform }: Plan,
  deadLetters: Topic,
  member: Output<string>,
): TopicIAMMember {
  const args: TopicIAMMemberArgs = {
    project: on("project"),
    topic: deadLetters.name,
    role: "roles/pubsub.publisher",
    member,
  };
  return new TopicIAMMember(...transformed(transform.agentAccess, `${name}-agent-access`, args, { parent: self }));
}

/** Two topics of Pub/Sub, and a subscription on the dead letters: https://cloud.google.com/pubsub/docs/dead-letter-topics */
export const build: QueueBuilder<GcpQueueNodes, GcpQueueTransform> = (self, plan) => {
  const topic = createTopic(self, plan, "topic", "topic");
  const deadLetters = createTopic(self, plan, "deadLetters", "dead-letters");
  const deadLettersKept = keepDeadLetters(self, plan, deadLetters);
  const agent = sharedMessages(plan.on, "gcp", plan.where);
  const agentAccess = letAgentMove(self, plan, deadLetters, agent);
  return {
    id: topic.id,
    attributes: {
      topic: topic.id,
      name: topic.name,
      project: topic.project,
      deadLetters: deadLetters.id,
      deadLettersName: deadLetters.name,
      deadLettersKept: deadLettersKept.id,
      agent,
    },
    nodes: { topic, deadLetters, deadLettersKept, agentAccess },
  };
};
