import { Topic, type TopicArgs } from "@pulumi/aws/sns/topic.js";
import { kept } from "../support/options.ts";
import { type Transform, transformed } from "../support/transform.ts";
import type { TopicBuilder } from "./plan.ts";

export interface AwsTopicNodes {
  readonly topic: Topic;
}

export interface AwsTopicTransform {
  /** The topic. @default unchanged */
  readonly topic?: Transform<TopicArgs>;
}

/** A topic of SNS: https://docs.aws.amazon.com/sns/latest/dg/welcome.html */
export const build: TopicBuilder<AwsTopicNodes, AwsTopicTransform> = (self, plan) => {
  const { name, tags, protection, transform } = plan;
  const topic = new Topic(...transformed(transform.topic, `${name}-topic`, { tags }, kept(self, protection)));
  return { id: topic.arn, attributes: { arn: topic.arn }, nodes: { topic } };
};
