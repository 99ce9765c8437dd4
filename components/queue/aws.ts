import { Queue, type QueueArgs } from "@pulumi/aws/sqs/queue.js";
import { RedriveAllowPolicy, type RedriveAllowPolicyArgs } from "@pulumi/aws/sqs/redriveAllowPolicy.js";
import { type ComponentResource, jsonStringify } from "@pulumi/pulumi";
import { callTime, deadLettersKept } from "fourfold";
import { kept } from "../support/options.ts";
import { type Transform, transformed } from "../support/transform.ts";
import type { QueueBuilder, QueuePlan } from "./plan.ts";

export interface AwsQueueNodes {
  readonly queue: Queue;
  readonly deadLetters: Queue;
  readonly redrive: RedriveAllowPolicy;
}

export interface AwsQueueTransform {
  /** The queue. @default unchanged */
  readonly queue?: Transform<QueueArgs>;
  /** The queue that keeps what could not be processed. @default unchanged */
  readonly deadLetters?: Transform<QueueArgs>;
  /** Which queues may have their dead letters there: this one. @default unchanged */
  readonly redrive?: Transform<RedriveAllowPolicyArgs>;
}

type Plan = QueuePlan<AwsQueueTransform>;

function createDeadLetters(self: ComponentResource, { name, tags, protection, transform }: Plan): Queue {
  const args: QueueArgs = { messageRetentionSeconds: deadLettersKept, sqsManagedSseEnabled: true, tags };
  const options = kept(self, protection);
  return new Queue(...transformed(transform.deadLetters, `${name}-dead-letters`, args, options));
}

/** "Set the source queue's visibility timeout to at least six times the function timeout": https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
const visibility = 6;

function createQueue(
  self: ComponentResource,
  { name, settled, tags, protection, transform }: Plan,
  deadLetters: Queue,
): Queue {
  const args: QueueArgs = {
    visibilityTimeoutSeconds: visibility * callTime(settled),
    messageRetentionSeconds: settled.keepFor,
    sqsManagedSseEnabled: true,
    redrivePolicy: jsonStringify({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount: settled.attempts }),
    tags,
  };
  return new Queue(...transformed(transform.queue, `${name}-queue`, args, kept(self, protection)));
}

function createRedrive(
  self: ComponentResource,
  { name, transform }: Plan,
  { queue, deadLetters }: Pick<AwsQueueNodes, "queue" | "deadLetters">,
): RedriveAllowPolicy {
  const policy = { redrivePermission: "byQueue", sourceQueueArns: [queue.arn] };
  const args: RedriveAllowPolicyArgs = { queueUrl: deadLetters.url, redriveAllowPolicy: jsonStringify(policy) };
  return new RedriveAllowPolicy(...transformed(transform.redrive, `${name}-redrive`, args, { parent: self }));
}

/** Two queues of SQS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html */
export const build: QueueBuilder<AwsQueueNodes, AwsQueueTransform> = (self, plan) => {
  const deadLetters = createDeadLetters(self, plan);
  const queue = createQueue(self, plan, deadLetters);
  const redrive = createRedrive(self, plan, { queue, deadLetters });
  return {
    id: queue.arn,
    attributes: {
      url: queue.url,
      arn: queue.arn,
      deadLetters: deadLetters.url,
      deadLettersArn: deadLetters.arn,
    },
    nodes: { queue, deadLetters, redrive },
  };
};
