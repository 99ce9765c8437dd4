import { dynamodb, getCallerIdentityOutput, lambda, sqs } from "@pulumi/aws";
import { interpolate, jsonStringify, type Output } from "@pulumi/pulumi";
import { RandomId } from "@pulumi/random";
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

const layout = { key: ["customer", "id"], indexes: { byStatus: ["status"] }, counters: ["views"] };

function createTable(set: string): dynamodb.Table {
  const name = `${set}-kept`;
  // What ours tells a table with another key by.
  new RandomId(`${name}-key`, { byteLength: 1, prefix: "customer/id/" });
  const args: dynamodb.TableArgs = {
    billingMode: "PAY_PER_REQUEST",
    hashKey: "customer",
    rangeKey: "id",
    attributes: ["customer", "id", "status"].map((attribute) => ({ name: attribute, type: "S" })),
    globalSecondaryIndexes: [{ name: "byStatus", hashKey: "status", projectionType: "ALL" }],
    ttl: { enabled: false },
    pointInTimeRecovery: { enabled: false },
    deletionProtectionEnabled: false,
    tags: { "fourfold-set": set },
  };
  return new dynamodb.Table(`${name}-table`, args, { ignoreChanges: ["ttl.attributeName"] });
}

const keptVariable = ({ name }: dynamodb.Table): { FOURFOLD_KEPT: Output<string> } => ({
  FOURFOLD_KEPT: jsonStringify({ address: name, layout }),
});

const writeStatements = ({ arn }: dynamodb.Table) => [
  { Effect: "Allow", Action: ["dynamodb:PutItem", "dynamodb:DeleteItem"], Resource: arn },
  { Effect: "Allow", Action: ["dynamodb:UpdateItem"], Resource: [arn] },
];

/** What who may not read is held to, so that no answer to a write shows an item. */
const unread = [
  { StringEqualsIfExists: { "dynamodb:ReturnValues": ["NONE"] } },
  {
    StringEqualsIfExists: { "dynamodb:ReturnValues": ["NONE", "UPDATED_NEW"] },
    "ForAllValues:StringEquals": { "dynamodb:Attributes": ["customer", "id", "_views"] },
  },
];

function createSender(set: string, { queue }: Queues, table: dynamodb.Table): lambda.Function {
  return createFunction(set, "api", {
    timeout: 20,
    variables: { ...keptVariable(table), FOURFOLD_ORDERS: queue.url },
    statements: [
      { Effect: "Allow", Action: ["dynamodb:GetItem", "dynamodb:BatchGetItem"], Resource: table.arn },
      { Effect: "Allow", Action: ["dynamodb:Query"], Resource: [table.arn, interpolate`${table.arn}/index/byStatus`] },
      ...writeStatements(table),
      { Effect: "Allow", Action: ["sqs:SendMessage"], Resource: queue.arn },
    ],
  });
}

function createConsumer(set: string, { queue, deadLetters }: Queues, table: dynamodb.Table): void {
  const receive = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"];
  const worker = createFunction(set, "worker", {
    timeout: 35,
    variables: { ...keptVariable(table), FOURFOLD_0_QUEUE: queue.url, FOURFOLD_0_DEAD_LETTERS: deadLetters.url },
    statements: [
      ...writeStatements(table).map((statement, at) => ({ ...statement, Condition: unread[at] })),
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
    const table = createTable(set);
    const queues = createQueues(set);
    const sender = createSender(set, queues, table);
    createConsumer(set, queues, table);
    createRoutes(set, "api", createApi(set), sender);
  }
}
