import { pubsub } from "@pulumi/gcp";
import type { ComponentResource, Output } from "@pulumi/pulumi";
import { deadLettersKept } from "fourfold";
import { sharedMessages } from "../support/messages.ts";
import { kept } from "../support/options.ts";
import { type Transform, transformed } from "../support/transform.ts";
import type { QueueBuilder, QueuePlan } from "./plan.ts";

export interface GcpQueueNodes {
  readonly topic: pubsub.Topic;
  readonly deadLetters: pubsub.Topic;
  readonly deadLettersKept: pubsub.Subscription;
  readonly agentAccess: pubsub.TopicIAMMember;
}

export interface GcpQueueTransform {
  /** The topic that messages are sent to. @default unchanged */
  readonly topic?: Transform<pubsub.TopicArgs>;
  /** The topic of what could not be processed. @default unchanged */
  readonly deadLetters?: Transform<pubsub.TopicArgs>;
  /** The subscription that keeps what could not be processed. @default unchanged */
  readonly deadLettersKept?: Transform<pubsub.SubscriptionArgs>;
  /** What lets Pub/Sub itself put messages into the dead letters. @default unchanged */
  readonly agentAccess?: Transform<pubsub.TopicIAMMemberArgs>;
}

type Plan = QueuePlan<GcpQueueTransform>;

function createTopic(
  self: ComponentResource,
  { name, on, tags, protection, transform }: Plan,
  child: "topic" | "deadLetters",
  suffix: string,
): pubsub.Topic {
  const args: pubsub.TopicArgs = { project: on("project"), labels: tags };
  return new pubsub.Topic(...transformed(transform[child], `${name}-${suffix}`, args, kept(self, protection)));
}

/** "Messages published to a topic with no subscriptions are lost": https://cloud.google.com/pubsub/docs/dead-letter-topics */
function keepDeadLetters(
  self: ComponentResource,
  { name, on, tags, protection, transform }: Plan,
  topic: pubsub.Topic,
): pubsub.Subscription {
  const args: pubsub.SubscriptionArgs = {
    project: on("project"),
    topic: topic.id,
    ackDeadlineSeconds: 60,
    messageRetentionDuration: `${deadLettersKept}s`,
    // Otherwise it is deleted when nobody has used it for 31 days, with what it keeps.
    expirationPolicy: { ttl: "" },
    labels: tags,
  };
  const options = kept(self, protection);
  return new pubsub.Subscription(...transformed(transform.deadLettersKept, `${name}-dead-letters`, args, options));
}

/** Pub/Sub moves messages as an account of its own: https://cloud.google.com/pubsub/docs/dead-letter-topics#grant_forwarding_permissions */
function letAgentMove(
  self: ComponentResource,
  { name, on, transform }: Plan,
  deadLetters: pubsub.Topic,
  member: Output<string>,
): pubsub.TopicIAMMember {
  const args: pubsub.TopicIAMMemberArgs = {
    project: on("project"),
    topic: deadLetters.name,
    role: "roles/pubsub.publisher",
    member,
  };
  return new pubsub.TopicIAMMember(
    ...transformed(transform.agentAccess, `${name}-agent-access`, args, { parent: self }),
  );
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
