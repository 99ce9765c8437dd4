import { textAt } from "../../../contract/read.ts";
import { CloudError, type StoredResource, type World } from "../../../contract.ts";
import type { MessageAttributes, SqsService } from "../sqs/index.ts";
import { parseFilter } from "./filter.ts";
import { type Published, valuesOf } from "./message.ts";
import { deadLettersOf, subscriptionsOf } from "./topics.ts";

/** The message that a queue receives. */
interface Letter {
  readonly body: string;
  readonly attributes: MessageAttributes;
}

function takes({ inputs }: StoredResource, message: Published): boolean {
  const text = textAt(inputs, "filterPolicy");
  if (text === undefined) return true;
  const filter = parseFilter(text);
  return filter.kind === "filter" && filter.accepts(valuesOf(message));
}

/** https://docs.aws.amazon.com/sns/latest/dg/sns-large-payload-raw-message-delivery.html */
function letterFor({ inputs, id }: StoredResource, { attributes, body, ...message }: Published, now: number): Letter {
  if (inputs.rawMessageDelivery === true) return { body, attributes };
  const own = Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
    name,
    { Type: DataType, Value: StringValue ?? BinaryValue },
  ]);
  const note = {
    Type: "Notification",
    MessageId: message.id,
    TopicArn: inputs.topic,
    ...(message.subject === undefined ? {} : { Subject: message.subject }),
    Message: body,
    Timestamp: new Date(now).toISOString(),
    SignatureVersion: "1",
    Signature: "simulated",
    SigningCertURL: "https://sns.simulated.amazonaws.com/SimpleNotificationService.pem",
    UnsubscribeURL: `https://sns.simulated.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=${id}`,
    ...(own.length === 0 ? {} : { MessageAttributes: Object.fromEntries(own) }),
  };
  return { body: JSON.stringify(note), attributes: {} };
}

/**
 * Delivers a message to the subscribed queues of a topic. When a queue refuses it, that is a client-side error, which SNS does
 * not retry: the message goes to the subscription's dead-letter queue, or is lost.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html
 */
export function deliver(world: World, sqs: SqsService, topic: StoredResource, message: Published): void {
  const now = world.clock.now();
  const from = { service: "sns.amazonaws.com", sourceArn: topic.id } as const;
  for (const subscription of subscriptionsOf(world, topic.id)) {
    if (!takes(subscription, message)) continue;
    const letter = letterFor(subscription, message, now);
    const queues = [String(subscription.inputs.endpoint), deadLettersOf(subscription)];
    const failures: string[] = [];
    for (const queue of queues.filter((arn) => arn !== undefined)) {
      const failure = failureOf(() => sqs.deliver({ ...letter, from, queue }));
      if (failure === undefined) break;
      failures.push(`did not reach ${queue}: ${failure}`);
    }
    if (failures.length > 0) note(world, topic, `message ${message.id} ${failures.join(" It ")}`);
  }
}

function failureOf(send: () => void): string | undefined {
  try {
    send();
    return undefined;
  } catch (error) {
    if (error instanceof CloudError) return error.message;
    throw error;
  }
}

/** Writes to the log of failed deliveries, which on AWS must be enabled for a topic: https://docs.aws.amazon.com/sns/latest/dg/topics-attrib.html */
function note(world: World, { scope, outputs }: StoredResource, text: string): void {
  const group = `sns/${scope.region}/${scope.account}/${outputs.name}/Failure`;
  world.logs.append({ cloud: "aws", group, time: world.clock.now(), text: `Simulator: ${text}` });
}
