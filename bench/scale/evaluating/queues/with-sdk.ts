import { getCallerIdentityOutput, lambda, sqs } from "@pulumi/aws";
import { jsonStringify } from "@pulumi/pulumi";
import { createApi, createFunction, createRoutes } from "../aws-parts.ts";

interface Queues {
  readonly queue: sqs.Queue;
  readonly deadLetters: sqs.Queue;
}

function createQueues(set: string): Queues {
  const name = `${set}-orders`;
  const tags = { "fourfold-set": set };
  const common = { sqsManagedSseEnabled: true, tags };
  const deadLetters = new sqs.Queue(`${name}-dead-letters`, { messageRetentionSeconds: 1_209_600, ...common });
  const queue = new sqs.Queue(`${name}-queue`, {
    visibilityTimeoutSeconds: 210,
    messageRetentionSeconds: 345_600,
    redrivePolicy: jsonStringify({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount: 5 }),
    ...common,
  });
  const policy = { redrivePermission: "byQueue", sourceQueueArns: [queue.arn] };
  new sqs.RedriveAllowPolicy(`${name}-redrive`, {
    queueUrl: deadLetters.url,
    redriveAllowPolicy: jsonStringify(policy),
  });
  return { queue, deadLetters };
}

function createSender(set: string, { queue }: Queues): lambda.Function {
  return createFunction(set, "api", {
    timeout: 20,
    variables: { FOURFOLD_ORDERS: queue.url },
    statements: [{ Effect: "Allow", Action: ["sqs:SendMessage"], Resource: queue.arn }],
  });
}

function createConsumer(set: string, { queue, deadLetters }: Queues): void {
  const receive = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"];
  const worker = createFunction(set, "worker", {
    timeout: 35,
    variables: { FOURFOLD_0_QUEUE: queue.url, FOURFOLD_0_DEAD_LETTERS: deadLetters.url },
    statements: [
      { Effect: "Allow", Action: receive, Resource: queue.arn },
      { Effect: "Allow", Action: ["sqs:SendMessage"], Resource: deadLetters.arn },
    ],
  });
  new lambda.EventSourceMapping(`${set}-orders-delivery-mapping`, {
    functionName: worker.name,
    eventSourceArn: queue.arn,
    batchSize: 10,
    maximumBatchingWindowInSeconds: 0,
    functionResponseTypes: ["ReportBatchItemFailures"],
    tags: { "fourfold-set": set },
  });
}

/** The same resources with the same names and arguments, written without components. */
export function create(names: readonly string[]): void {
  getCallerIdentityOutput({}); // As the foundation does, to report the account.
  for (const set of names) {
    const queues = createQueues(set);
    const sender = createSender(set, queues);
    createConsumer(set, queues);
    createRoutes(set, "api", createApi(set), sender);
  }
}
