import { Topic, type TopicArgs } from "@pulumi/azure-native/servicebus/topic.js";
import { interpolate } from "@pulumi/pulumi";
import { namespaceOf } from "../support/messages.ts";
import { physicalName } from "../support/naming.ts";
import { kept } from "../support/options.ts";
import { type Transform, transformed } from "../support/transform.ts";
import type { TopicBuilder } from "./plan.ts";

export interface AzureTopicNodes {
  readonly topic: Topic;
}

export interface AzureTopicTransform {
  /** The topic. @default unchanged */
  readonly topic?: Transform<TopicArgs>;
}

/** A topic of Service Bus: https://learn.microsoft.com/azure/service-bus-messaging/service-bus-queues-topics-subscriptions */
export const build: TopicBuilder<AzureTopicNodes, AzureTopicTransform> = (self, plan) => {
  const { name, on, where, protection, transform } = plan;
  const args: TopicArgs = {
    ...namespaceOf(on, where),
    topicName: physicalName(self, `${name}-topic-name`, name, { max: 100, separator: "-" }),
  };
  const topic = new Topic(...transformed(transform.topic, `${name}-topic`, args, kept(self, protection)));
  return {
    id: topic.id,
    attributes: {
      name: topic.name,
      scope: topic.id,
      namespace: on("messagesNamespace"),
      address: interpolate`${on("messagesEndpoint")}${topic.name}`,
    },
    nodes: { topic },
  };
};
