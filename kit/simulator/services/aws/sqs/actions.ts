import { listAt, numberAt, textAt } from "../../../contract/read.ts";
import { CloudError, type Properties, type StoredResource } from "../../../contract.ts";
import type { Message } from "../../../engines/messages.ts";
import { isWhole } from "../../rules.ts";
import type { Action, ActionContext } from "./action.ts";
import { chosen, md5Of, md5OfAttributes, readAttributes, sizeOf } from "./attributes.ts";
import { batchOf } from "./batch.ts";
import { invalid, missing } from "./errors.ts";
import { tokenIn } from "./handles.ts";
import { moveActions } from "./moves/actions.ts";
import { policyTextOf, redriveAllowTextOf } from "./queues.ts";
import { type Notes, receivedOf } from "./received.ts";

/** A number in the request, within a range. @throws CloudError `InvalidParameterValue` */
function numberIn({ input }: ActionContext, name: string, [min, max]: readonly [number, number]): number | undefined {
  const value = input[name];
  if (value === undefined || isWhole(value, min, max)) return numberAt(value);
  throw invalid(name, value, `${name} must be >= ${min} and <= ${max}.`);
}

const seconds = (queue: StoredResource, property: string): number => numberAt(queue.outputs, property) ?? 0;
const arnOf = ({ queue }: ActionContext): string => String(queue.outputs.arn);

/** The characters that a message may contain: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const allowed = /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u;

/** @throws CloudError when the message is not valid. */
export function sendMessage(context: ActionContext): Properties {
  const { input, queue, requester, messages } = context;
  const body = textAt(input, "MessageBody") ?? "";
  if (body === "") throw missing("MessageBody");
  if (!allowed.test(body)) {
    throw new CloudError("InvalidMessageContents", "The message contains characters outside the allowed set.");
  }
  const attributes = readAttributes(input);
  const most = seconds(queue, "maxMessageSize");
  if (sizeOf(body, attributes) > most) {
    const reason = `One or more parameters are invalid. Reason: Message must be shorter than ${most} bytes.`;
    throw new CloudError("InvalidParameterValue", reason);
  }
  if (input.MessageDeduplicationId !== undefined) {
    const reason = "The request includes a parameter that is not valid for this queue type.";
    throw invalid("MessageDeduplicationId", input.MessageDeduplicationId, reason);
  }
  const delay = numberIn(context, "DelaySeconds", [0, 900]) ?? seconds(queue, "delaySeconds");
  const notes: Notes = { attributes, sender: requester.identity.userId };
  const { id } = messages.send(arnOf(context), { body, notes: { ...notes } }, delay * 1_000);
  return { MessageId: id, MD5OfMessageBody: md5Of(body), MD5OfMessageAttributes: md5OfAttributes(attributes) };
}

async function receiveMessage(context: ActionContext): Promise<Properties> {
  const { world, messages, queue } = context;
  const most = numberIn(context, "MaxNumberOfMessages", [1, 10]) ?? 1;
  const wait = numberIn(context, "WaitTimeSeconds", [0, 20]) ?? seconds(queue, "receiveWaitTimeSeconds");
  const hold = numberIn(context, "VisibilityTimeout", [0, 43_200]) ?? seconds(queue, "visibilityTimeoutSeconds");
  const take = (): readonly Message[] => messages.take(arnOf(context), most, hold * 1_000);
  const end = world.clock.now() + wait * 1_000;
  let taken = take();
  for (let left = end - world.clock.now(); taken.length === 0 && left > 0; left = end - world.clock.now()) {
    await messages.wait(arnOf(context), left);
    taken = take();
  }
  return taken.length === 0 ? {} : { Messages: taken.map((message) => received(message, context)) };
}

function received(message: Message, context: ActionContext): Properties {
  const { input } = context;
  const { id, handle, body, md5, system, attributes } = receivedOf(message, arnOf(context));
  const asked = [...listAt(input, "AttributeNames"), ...listAt(input, "MessageSystemAttributeNames")];
  const wanted = Object.entries(system).filter(([name]) => asked.includes("All") || asked.includes(name));
  const own = chosen(attributes, listAt(input, "MessageAttributeNames"));
  return {
    MessageId: id,
    ReceiptHandle: handle,
    Body: body,
    MD5OfBody: md5,
    ...(wanted.length > 0 ? { Attributes: Object.fromEntries(wanted) } : {}),
    ...(Object.keys(own).length > 0 ? { MessageAttributes: own, MD5OfMessageAttributes: md5OfAttributes(own) } : {}),
  };
}

const tokenOf = (context: ActionContext): string =>
  tokenIn(textAt(context.input, "ReceiptHandle") ?? "", arnOf(context));

function deleteMessage(context: ActionContext): Properties {
  context.messages.done(arnOf(context), tokenOf(context));
  return {};
}

function changeMessageVisibility(context: ActionContext): Properties {
  const hold = numberIn(context, "VisibilityTimeout", [0, 43_200]);
  if (hold === undefined) throw missing("VisibilityTimeout");
  const token = tokenOf(context);
  if (context.messages.renew(arnOf(context), token, hold * 1_000)) return {};
  // AWS's response, as recorded in the Go CDK's tests: https://pkg.go.dev/gocloud.dev/pubsub/awssnssqs
  if (!context.messages.list(arnOf(context)).some(({ id }) => token.startsWith(`${id}/`))) {
    const message = "Message does not exist or is not available for visibility timeout change";
    throw new CloudError("ReceiptHandleIsInvalid", message);
  }
  throw new CloudError("MessageNotInflight", "The specified message isn't in flight.");
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html */
function purgeQueue(context: ActionContext): Properties {
  const { purged, world, messages, queue } = context;
  const now = world.clock.now();
  if (now - (purged.get(arnOf(context)) ?? Number.NEGATIVE_INFINITY) < 60_000) {
    const message = `Only one PurgeQueue operation on ${queue.outputs.name} is allowed every 60 seconds.`;
    throw new CloudError("PurgeQueueInProgress", message, 403);
  }
  purged.set(arnOf(context), now);
  messages.purge(arnOf(context));
  return {};
}

/** The attributes of standard and FIFO queues. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html */
const attributeNames: readonly string[] = [
  ...["All", "Policy", "VisibilityTimeout", "MaximumMessageSize", "MessageRetentionPeriod", "DelaySeconds", "QueueArn"],
  ...["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesDelayed"],
  ...["CreatedTimestamp", "LastModifiedTimestamp", "ReceiveMessageWaitTimeSeconds", "RedrivePolicy"],
  ...["RedriveAllowPolicy", "FifoQueue", "ContentBasedDeduplication", "DeduplicationScope", "FifoThroughputLimit"],
  ...["KmsMasterKeyId", "KmsDataKeyReusePeriodSeconds", "SqsManagedSseEnabled"],
];

function getQueueAttributes(context: ActionContext): Properties {
  const { world, queue, messages, input } = context;
  const { outputs } = queue;
  const { waiting, taken, delayed } = messages.size(arnOf(context));
  const all: Properties = {
    QueueArn: outputs.arn,
    ApproximateNumberOfMessages: waiting,
    ApproximateNumberOfMessagesNotVisible: taken,
    ApproximateNumberOfMessagesDelayed: delayed,
    VisibilityTimeout: outputs.visibilityTimeoutSeconds,
    MaximumMessageSize: outputs.maxMessageSize,
    MessageRetentionPeriod: outputs.messageRetentionSeconds,
    DelaySeconds: outputs.delaySeconds,
    ReceiveMessageWaitTimeSeconds: outputs.receiveWaitTimeSeconds,
    SqsManagedSseEnabled: outputs.sqsManagedSseEnabled,
    RedrivePolicy: outputs.redrivePolicy,
    RedriveAllowPolicy: redriveAllowTextOf(world, queue),
    Policy: policyTextOf(world, queue),
  };
  const names = listAt(input, "AttributeNames");
  const unknown = names.find((name) => !attributeNames.includes(String(name)));
  if (unknown !== undefined) throw new CloudError("InvalidAttributeName", `Unknown Attribute ${unknown}.`);
  const wanted = Object.entries(all).filter(
    ([name, value]) => value !== "" && (names.includes("All") || names.includes(name)),
  );
  return { Attributes: Object.fromEntries(wanted.map(([name, value]) => [name, String(value)])) };
}

const send: Action = { permissions: ["sqs:SendMessage"], run: sendMessage };
const remove: Action = { permissions: ["sqs:DeleteMessage"], run: deleteMessage };
const change: Action = { permissions: ["sqs:ChangeMessageVisibility"], run: changeMessageVisibility };

/**
 * The operations on a queue. A batch needs the permission of its single operation.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html
 */
export const actions: Readonly<Record<string, Action>> = {
  SendMessage: send,
  SendMessageBatch: batchOf(send),
  ReceiveMessage: { permissions: ["sqs:ReceiveMessage"], run: receiveMessage },
  DeleteMessage: remove,
  DeleteMessageBatch: batchOf(remove),
  ChangeMessageVisibility: change,
  ChangeMessageVisibilityBatch: batchOf(change),
  GetQueueUrl: { permissions: ["sqs:GetQueueUrl"], run: ({ queue }) => ({ QueueUrl: queue.outputs.url }) },
  GetQueueAttributes: { permissions: ["sqs:GetQueueAttributes"], run: getQueueAttributes },
  PurgeQueue: { permissions: ["sqs:PurgeQueue"], run: purgeQueue },
  ...moveActions,
};
