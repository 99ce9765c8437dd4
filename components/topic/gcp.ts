import { Topic, type TopicArgs } from "@pulumi/gcp/pubsub/topic.js";
import { kept } from "../support/options.ts";
import { type Transform, transformed } from "../support/transform.ts";
import type { TopicBuilder } from "./plan.ts";

export interface GcpTopicNodes {
  readonly topic: Topic;
}

export interface GcpTopicTransform {
  /** The topic. @default unchanged */
  readonly topic?: Transform<TopicArgs>;
}

/** A topic of Pub/Sub: https://cloud.google.com/pubsub/docs/overview */
export const build: TopicBuilder<GcpTopicNodes, GcpTopicTransform> = (self, plan) => {
  const { name, on, tags, protection, transform } = plan;
  const args: TopicArgs = { project: on("project"), labels: tags };
  const topic = new Topic(...transformed(transform.topic, `${name}-topic`, args, kept(self, protection)));
  return {
    id: topic.id,
    attributes: { topic: topic.id, name: topic.name, project: topic.project },
    nodes: { topic },
  };
};
