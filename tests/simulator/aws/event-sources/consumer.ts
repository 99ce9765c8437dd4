import { GetQueueAttributesCommand, SendMessageBatchCommand } from "@aws-sdk/client-sqs";
import { until } from "../../../support/until.ts";
import type { Deployed, Deployment } from "../../deployment.ts";
import { codeOf, linesOf, tokens, trustOf } from "../shop.ts";
import { deployQueue, openClient } from "../sqs/client.ts";

type Properties = Readonly<Record<string, unknown>>;

/** A queue, the function that is called for it, and what connects them. */
export interface Consumer {
  readonly role: Deployed;
  readonly queue: Deployed;
  readonly fn: Deployed;
  readonly mapping: Deployed;
}

const sqsExecution = "arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole";

/** A handler that logs its event and then does something: `return "x"`. */
export function logging(then = ""): string {
  return `async ({ Records }) => { console.log("event " + JSON.stringify(Records)); ${then} }`;
}

export interface ConsumerInputs {
  readonly role?: Properties;
  readonly queue?: Properties;
  readonly fn?: Properties;
  readonly mapping?: Properties;
}

/** Everything but the mapping. */
export async function deployGround(
  aws: Deployment,
  handler: string,
  inputs: ConsumerInputs = {},
): Promise<Omit<Consumer, "mapping">> {
  const role = await aws.create(tokens.role, "worker", {
    ...{ name: "worker", assumeRolePolicy: trustOf("lambda.amazonaws.com"), managedPolicyArns: [sqsExecution] },
    ...inputs.role,
  });
  const queue = await deployQueue(aws, "orders", inputs.queue);
  const fn = await aws.create(tokens.function, "worker", {
    ...{ name: "worker", role: role.outputs.arn, handler: "index.handler", runtime: "nodejs24.x" },
    ...{ code: codeOf(handler), timeout: 10 },
    ...inputs.fn,
  });
  return { role, queue, fn };
}

export function connect(aws: Deployment, queue: Deployed, inputs: Properties = {}): Promise<Deployed> {
  return aws.create(tokens.eventSourceMapping, "orders", {
    ...{ functionName: "worker", eventSourceArn: queue.outputs.arn },
    ...inputs,
  });
}

export async function deployConsumer(aws: Deployment, handler: string, inputs: ConsumerInputs = {}): Promise<Consumer> {
  const ground = await deployGround(aws, handler, inputs);
  return { ...ground, mapping: await connect(aws, ground.queue, inputs.mapping) };
}

/** Sends at once, up to ten. */
export async function send(aws: Deployment, queue: Deployed, ...bodies: readonly string[]): Promise<void> {
  const client = await openClient(aws);
  const Entries = bodies.map((MessageBody, index) => ({ Id: `${index}`, MessageBody }));
  await client.send(new SendMessageBatchCommand({ QueueUrl: queue.id, Entries }));
  client.destroy();
}

/** A record of an event, as far as tests look at it by name. */
export interface SqsRecord {
  readonly messageId: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The records that a function got, by event. */
export function eventsOf(aws: Deployment): readonly (readonly SqsRecord[])[] {
  return linesOf(aws, "/aws/lambda/worker").flatMap((line) => {
    const [, json] = /\tevent (\[.*\])/.exec(line) ?? [];
    return json === undefined ? [] : [JSON.parse(json)];
  });
}

/** The bodies that a function got, by event. */
export function bodiesOf(aws: Deployment): readonly (readonly string[])[] {
  return eventsOf(aws).map((records) => records.map(({ body }) => body));
}

/** How often the records that a function got had been received, by event. */
export function attemptsOf(aws: Deployment): readonly (readonly (string | undefined)[])[] {
  return eventsOf(aws).map((records) => records.map(({ attributes }) => attributes.ApproximateReceiveCount));
}

/** Waits for so many events, and until what they came to is settled. */
export async function untilEvents(aws: Deployment, count: number): Promise<void> {
  await until(() => eventsOf(aws).length >= count && reportsOf(aws) >= count);
}

/** How often the function has ended. */
export function reportsOf(aws: Deployment): number {
  return linesOf(aws, "/aws/lambda/worker").filter((line) => line.startsWith("REPORT ")).length;
}

/** How many messages are there to be received, and how many are held. */
export async function countsOf(aws: Deployment, queue: Deployed): Promise<readonly [waiting: number, held: number]> {
  const client = await openClient(aws);
  const command = new GetQueueAttributesCommand({ QueueUrl: queue.id, AttributeNames: ["All"] });
  const { Attributes = {} } = await client.send(command);
  client.destroy();
  return [Number(Attributes.ApproximateNumberOfMessages), Number(Attributes.ApproximateNumberOfMessagesNotVisible)];
}

/** Waits until a queue has so many messages, waiting and held. */
export async function untilCounts(aws: Deployment, queue: Deployed, waiting: number, held: number): Promise<void> {
  await until(async () => {
    const counts = await countsOf(aws, queue);
    return counts[0] === waiting && counts[1] === held;
  });
}
