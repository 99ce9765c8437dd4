import { sqs } from "@pulumi/aws";
import { type ComponentResource, jsonStringify } from "@pulumi/pulumi";
import { callTime, deadLettersKept } from "fourfold";
import { kept } from "../support/options.ts";
import { type Transform, transformed } from "../support/transform.ts";
import type { QueueBuilder, QueuePlan } from "./plan.ts";

export interface AwsQueueNodes {
  readonly queue: sqs.Queue;
  readonly deadLetters: sqs.Queue;
  readonly redrive: sqs.RedriveAllowPolicy;
}

export interface AwsQueueTransform {
  /** The queue. @default unchanged */
  readonly queue?: Transform<sqs.QueueArgs>;
  /** The queue that keeps what could not be processed. @default unchanged */
  readonly deadLetters?: Transform<sqs.QueueArgs>;
  /** Which queues may have their dead letters there: this one. @default unchanged */
  readonly redrive?: Transform<sqs.RedriveAllowPolicyArgs>;
}

type Plan = QueuePlan<AwsQueueTransform>;

function createDeadLetters(self: ComponentResource, { name, tags, protection, transform }: Plan): sqs.Queue {
  const args: sqs.QueueArgs = { messageRetentionSeconds: deadLettersKept, sqsManagedSseEnabled: true, tags };
  const options = kept(self, protection);
  return new sqs.Queue(...transformed(transform.deadLetters, `${name}-dead-letters`, args, options));
}

/** "Set the source queue's visibility timeout to at least six times the function timeout": https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
const visibility = 6;

function createQueue(
  self: ComponentResource,
  { name, settled, tags, protection, transform }: Plan,
  deadLetters: sqs.Queue,
): sqs.Queue {
  const args: sqs.QueueArgs = {
    visibilityTimeoutSeconds: visibility * callTime(settled),
    messageRetentionSeconds: settled.keepFor,
    sqsManagedSseEnabled: true,
    redrivePolicy: jsonStringify({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount: settled.attempts }),
    tags,
  };
  return new sqs.Queue(...transformed(transform.queue, `${name}-queue`, args, kept(self, protection)));
}

function createRedrive(
  self: ComponentResource,
  { name, transform }: Plan,
  { queue, deadLetters }: Pick<AwsQueueNodes, "queue" | "deadLetters">,
): sqs.RedriveAllowPolicy {
  const policy = { redrivePermission: "byQueue", sourceQueueArns: [queue.arn] };
  const args: sqs.RedriveAllowPolicyArgs = { queueUrl: deadLetters.url, redriveAllowPolicy: jsonStringify(policy) };
  return new sqs.RedriveAllowPolicy(...transformed(transform.redrive, `${name}-redrive`, args, { parent: self }));
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
