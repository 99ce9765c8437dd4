import { EventSourceMapping, type EventSourceMappingArgs } from "@pulumi/aws/lambda/eventSourceMapping.js";
import { TopicSubscription, type TopicSubscriptionArgs } from "@pulumi/aws/sns/topicSubscription.js";
import { QueuePolicy, type QueuePolicyArgs } from "@pulumi/aws/sqs/queuePolicy.js";
import { type ComponentResource, jsonStringify } from "@pulumi/pulumi";
import { type Transform, transformed } from "../support/transform.ts";
import type { Consumer, DeliveryBuilder, DeliveryPlan, Feed } from "./plan.ts";

export interface AwsDeliveryNodes {
  /** What lets the topic send to the queue. */
  readonly access?: QueuePolicy;
  readonly subscription?: TopicSubscription;
  readonly mapping?: EventSourceMapping;
}

export interface AwsDeliveryTransform {
  /** What lets the topic send to the queue. @default unchanged */
  readonly access?: Transform<QueuePolicyArgs>;
  /** The queue's subscription to the topic. @default unchanged */
  readonly subscription?: Transform<TopicSubscriptionArgs>;
  /** What hands the queue's messages to the function. @default unchanged */
  readonly mapping?: Transform<EventSourceMappingArgs>;
}

type Plan = DeliveryPlan<AwsDeliveryTransform>;

/** This one topic may send: https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html */
function createAccess(self: ComponentResource, { name, queue, transform }: Plan, { topic }: Feed): QueuePolicy {
  const statement = {
    Effect: "Allow",
    Principal: { Service: "sns.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: queue("arn"),
    Condition: { ArnEquals: { "aws:SourceArn": topic("arn") } },
  };
  const policy = jsonStringify({ Version: "2012-10-17", Statement: [statement] });
  const args: QueuePolicyArgs = { queueUrl: queue("url"), policy };
  return new QueuePolicy(...transformed(transform.access, `${name}-access`, args, { parent: self }));
}

/** Raw, since the attributes of a message then stay attributes: https://docs.aws.amazon.com/sns/latest/dg/sns-large-payload-raw-message-delivery.html */
function createSubscription(
  self: ComponentResource,
  { name, queue, transform }: Plan,
  { topic, filter }: Feed,
  access: QueuePolicy,
): TopicSubscription {
  const args: TopicSubscriptionArgs = {
    topic: topic("arn"),
    protocol: "sqs",
    endpoint: queue("arn"),
    rawMessageDelivery: true,
    ...(filter === undefined ? {} : { filterPolicy: filter, filterPolicyScope: "MessageAttributes" }),
  };
  // What is published before would be refused.
  const options = { parent: self, dependsOn: [access] };
  return new TopicSubscription(...transformed(transform.subscription, `${name}-subscription`, args, options));
}

/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting */
function createMapping(
  self: ComponentResource,
  { name, queue, tags, transform }: Plan,
  { target, settled }: Consumer,
): EventSourceMapping {
  const args: EventSourceMappingArgs = {
    functionName: target("name"),
    eventSourceArn: queue("arn"),
    batchSize: settled.batch,
    maximumBatchingWindowInSeconds: settled.within,
    functionResponseTypes: ["ReportBatchItemFailures"],
    ...(settled.parallel === undefined ? {} : { scalingConfig: { maximumConcurrency: settled.parallel } }),
    tags,
  };
  return new EventSourceMapping(...transformed(transform.mapping, `${name}-mapping`, args, { parent: self }));
}

/** SNS to SQS to Lambda: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
export const build: DeliveryBuilder<AwsDeliveryNodes, AwsDeliveryTransform> = (self, plan) => {
  const { queue, feed, consumer } = plan;
  const access = feed && createAccess(self, plan, feed);
  const subscription = feed && access && createSubscription(self, plan, feed, access);
  const mapping = consumer && createMapping(self, plan, consumer);
  return {
    id: queue("arn"),
    attributes: {},
    nodes: {
      ...(access && { access }),
      ...(subscription && { subscription }),
      ...(mapping && { mapping }),
    },
  };
};
