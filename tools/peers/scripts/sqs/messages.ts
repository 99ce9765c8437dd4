import { setTimeout as sleep } from "node:timers/promises";
import {
  DeleteMessageCommand,
  type MessageAttributeValue,
  SendMessageCommand,
  type SendMessageCommandInput,
} from "@aws-sdk/client-sqs";
import type { Exchange, Exchanges, Queue, Session } from "../../session.ts";

export const text = (StringValue: string): MessageAttributeValue => ({ DataType: "String", StringValue });

/** Sends one message, and records the answer. */
export function send(session: Session, { QueueUrl }: Queue, more: Partial<SendMessageCommandInput> = {}) {
  return session.note(session.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "one", ...more })));
}

/** Sends a message with each of these inputs, then receives what has arrived. */
const sends =
  (...all: readonly Partial<SendMessageCommandInput>[]): Exchange =>
  async (session) => {
    const queue = await session.queue({ MaximumMessageSize: "1024" });
    for (const more of all) await send(session, queue, more);
    const found = await session.drain(queue);
    session.keep(found.map(({ Body, MD5OfMessageAttributes }) => [Body, MD5OfMessageAttributes]).sort());
  };

const attributes = {
  kind: text("order"),
  count: { DataType: "Number", StringValue: "3" },
  "shop.logo": { DataType: "Binary", BinaryValue: new Uint8Array([0, 255, 10]) },
  "shop.size": { DataType: "Number.int", StringValue: "12" },
};

/** What a receiver that asks for some of a message's attributes gets. */
const receives =
  (more: Parameters<Session["receive"]>[1]): Exchange =>
  async (session) => {
    const queue = await session.queue();
    await send(session, queue, { MessageAttributes: attributes });
    await session.receive(queue, { WaitTimeSeconds: 1, ...more });
  };

const manyAttributes = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`a${at}`, text("x")]));

export const messageScripts: Exchanges = {
  "a message without what was not asked for": receives({}),
  "attributes of every type, with their digest": receives({ MessageAttributeNames: ["All"] }),
  "attributes by .*": receives({ MessageAttributeNames: [".*"] }),
  "one attribute by its name, with its digest": receives({ MessageAttributeNames: ["kind"] }),
  "attributes by the start of their names": receives({ MessageAttributeNames: ["shop.*"] }),
  "an attribute that is not there": receives({ MessageAttributeNames: ["other"] }),
  "SQS's own attributes, all": receives({ MessageSystemAttributeNames: ["All"] }),
  "one of SQS's own attributes": receives({ MessageSystemAttributeNames: ["ApproximateReceiveCount"] }),
  "SQS's own attributes by the older parameter": receives({ AttributeNames: ["All"] }),
  "letters of all kinds in a body": sends({ MessageBody: "Grüße \u{1F600}\n\t\r<&>\"'" }),
  "control characters in a body": sends({ MessageBody: "a\u0001b" }),
  "U+FFFF in a body": sends({ MessageBody: "a\uFFFFb" }),
  "an empty body": sends({ MessageBody: "" }),
  "a body of the largest size, and one byte more": sends(
    { MessageBody: "x".repeat(1_024) },
    { MessageBody: "x".repeat(1_025) },
  ),
  "a body whose size counts in bytes": sends({ MessageBody: "ü".repeat(513) }),
  "attributes that count to the size": sends({
    MessageBody: "x".repeat(1_000),
    MessageAttributes: { kind: text("x".repeat(30)) },
  }),
  "ten attributes, and eleven": sends(
    { MessageAttributes: manyAttributes(10) },
    { MessageAttributes: manyAttributes(11) },
  ),
  "an attribute without a value": sends({ MessageAttributes: { kind: text("") } }),
  "an attribute of an unknown type": sends({ MessageAttributes: { kind: { DataType: "Text", StringValue: "x" } } }),
  "an attribute whose number is not one": sends({
    MessageAttributes: { kind: { DataType: "Number", StringValue: "x" } },
  }),
  "an attribute with a reserved name": sends({ MessageAttributes: { "AWS.kind": text("x") } }),
  "an attribute with a space in its name": sends({ MessageAttributes: { "a b": text("x") } }),
  "an attribute whose name begins with a dot": sends({ MessageAttributes: { ".kind": text("x") } }),
  "a delay below and over the range": sends({ DelaySeconds: -1 }, { DelaySeconds: 901 }),
  "a group on a standard queue": sends({ MessageGroupId: "customer" }),
  "a deduplication id on a standard queue": sends({ MessageDeduplicationId: "once" }),
  "a delayed message": async (session) => {
    const queue = await session.queue();
    await send(session, queue, { DelaySeconds: 1 });
    await session.receive(queue);
    await sleep(1_300);
    await session.receive(queue);
  },
  "the delay of a queue, and of a message in its place": async (session) => {
    const queue = await session.queue({ DelaySeconds: "900" });
    await send(session, queue, { MessageBody: "late" });
    await send(session, queue, { MessageBody: "at once", DelaySeconds: 0 });
    await session.receive(queue, { MaxNumberOfMessages: 10 });
  },
  "nothing in a queue": async (session) => {
    await session.receive(await session.queue());
  },
  "a long poll that a message ends": async (session) => {
    const queue = await session.queue();
    const started = performance.now();
    const received = session.receive(queue, { WaitTimeSeconds: 10 });
    await sleep(500);
    await session.sqs.send(new SendMessageCommand({ QueueUrl: queue.QueueUrl, MessageBody: "one" }));
    await received;
    session.keep(performance.now() - started < 5_000 ? "soon" : "late");
  },
  "ten messages at once, and numbers out of range": async (session) => {
    const queue = await session.queue();
    for (let at = 0; at < 10; at += 1) await send(session, queue, { MessageBody: `m${at}` });
    for (const most of [0, 11, 10]) await session.receive(queue, { MaxNumberOfMessages: most, WaitTimeSeconds: 1 });
  },
  "waits and visibility timeouts out of range": async (session) => {
    const queue = await session.queue();
    await session.receive(queue, { WaitTimeSeconds: 21 });
    await session.receive(queue, { WaitTimeSeconds: -1 });
    await session.receive(queue, { VisibilityTimeout: 43_201 });
    await session.receive(queue, { VisibilityTimeout: -1 });
  },
  "a message that is deleted, twice": async (session) => {
    const queue = await session.queue();
    await send(session, queue);
    const [message] = await session.receive(queue, { VisibilityTimeout: 1 });
    const { QueueUrl } = queue;
    const command = new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle });
    await session.note(session.sqs.send(command));
    await session.note(session.sqs.send(command));
    await sleep(1_300);
    await session.receive(queue);
  },
};
