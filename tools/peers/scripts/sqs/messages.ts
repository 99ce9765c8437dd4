import { setTimeout as sleep } from "node:timers/promises";
import {
  DeleteMessageCommand,
  type MessageAttributeValue,
  SendMessageCommand,
  type SendMessageCommandInput,
} from "@aws-sdk/client-sqs";
import type { Queue, Script, Session } from "../../session.ts";

const service = "SQS";
export const text = (StringValue: string): MessageAttributeValue => ({ DataType: "String", StringValue });

/** Sends one message, noted. */
export function send(session: Session, { QueueUrl }: Queue, more: Partial<SendMessageCommandInput> = {}) {
  return session.note(session.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "one", ...more })));
}

/** Sends one message with each of these, then receives what has come. */
const sends = (name: string, ...all: readonly Partial<SendMessageCommandInput>[]): Script => ({
  service,
  name,
  async run(session) {
    const queue = await session.queue({ MaximumMessageSize: "1024" });
    for (const more of all) await send(session, queue, more);
    const found = await session.drain(queue);
    session.keep(found.map(({ Body, MD5OfMessageAttributes }) => [Body, MD5OfMessageAttributes]).sort());
  },
});

const attributes = {
  kind: text("order"),
  count: { DataType: "Number", StringValue: "3" },
  "shop.logo": { DataType: "Binary", BinaryValue: new Uint8Array([0, 255, 10]) },
  "shop.size": { DataType: "Number.int", StringValue: "12" },
};

/** What is received of a message with attributes that asks for some. */
const receives = (name: string, more: Parameters<Session["receive"]>[1]): Script => ({
  service,
  name,
  async run(session) {
    const queue = await session.queue();
    await send(session, queue, { MessageAttributes: attributes });
    await session.receive(queue, { WaitTimeSeconds: 1, ...more });
  },
});

const manyAttributes = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`a${at}`, text("x")]));

export const messageScripts: readonly Script[] = [
  receives("a message without what was not asked for", {}),
  receives("attributes of every type, with their digest", { MessageAttributeNames: ["All"] }),
  receives("attributes by .*", { MessageAttributeNames: [".*"] }),
  receives("one attribute by its name, with its digest", { MessageAttributeNames: ["kind"] }),
  receives("attributes by the start of their names", { MessageAttributeNames: ["shop.*"] }),
  receives("an attribute that is not there", { MessageAttributeNames: ["other"] }),
  receives("SQS's own attributes, all", { MessageSystemAttributeNames: ["All"] }),
  receives("one of SQS's own attributes", { MessageSystemAttributeNames: ["ApproximateReceiveCount"] }),
  receives("SQS's own attributes by the older parameter", { AttributeNames: ["All"] }),
  sends("letters of all kinds in a body", { MessageBody: "Grüße \u{1F600}\n\t\r<&>\"'" }),
  sends("control characters in a body", { MessageBody: "a\u0001b" }),
  sends("U+FFFF in a body", { MessageBody: "a\uFFFFb" }),
  sends("an empty body", { MessageBody: "" }),
  sends(
    "a body of the largest size, and one byte more",
    { MessageBody: "x".repeat(1_024) },
    { MessageBody: "x".repeat(1_025) },
  ),
  sends("a body whose size counts in bytes", { MessageBody: "ü".repeat(513) }),
  sends("attributes that count to the size", {
    MessageBody: "x".repeat(1_000),
    MessageAttributes: { kind: text("x".repeat(30)) },
  }),
  sends(
    "ten attributes, and eleven",
    { MessageAttributes: manyAttributes(10) },
    { MessageAttributes: manyAttributes(11) },
  ),
  sends("an attribute without a value", { MessageAttributes: { kind: text("") } }),
  sends("an attribute of an unknown type", { MessageAttributes: { kind: { DataType: "Text", StringValue: "x" } } }),
  sends("an attribute whose number is not one", {
    MessageAttributes: { kind: { DataType: "Number", StringValue: "x" } },
  }),
  sends("an attribute with a reserved name", { MessageAttributes: { "AWS.kind": text("x") } }),
  sends("an attribute with a space in its name", { MessageAttributes: { "a b": text("x") } }),
  sends("an attribute whose name begins with a dot", { MessageAttributes: { ".kind": text("x") } }),
  sends("a delay below and over the range", { DelaySeconds: -1 }, { DelaySeconds: 901 }),
  sends("a group on a standard queue", { MessageGroupId: "customer" }),
  sends("a deduplication id on a standard queue", { MessageDeduplicationId: "once" }),
  {
    service,
    name: "a delayed message",
    async run(session) {
      const queue = await session.queue();
      await send(session, queue, { DelaySeconds: 1 });
      await session.receive(queue);
      await sleep(1_300);
      await session.receive(queue);
    },
  },
  {
    service,
    name: "the delay of a queue, and of a message in its place",
    async run(session) {
      const queue = await session.queue({ DelaySeconds: "900" });
      await send(session, queue, { MessageBody: "late" });
      await send(session, queue, { MessageBody: "at once", DelaySeconds: 0 });
      await session.receive(queue, { MaxNumberOfMessages: 10 });
    },
  },
  {
    service,
    name: "nothing in a queue",
    async run(session) {
      await session.receive(await session.queue());
    },
  },
  {
    service,
    name: "a long poll that a message ends",
    async run(session) {
      const queue = await session.queue();
      const started = performance.now();
      const received = session.receive(queue, { WaitTimeSeconds: 10 });
      await sleep(500);
      await session.sqs.send(new SendMessageCommand({ QueueUrl: queue.QueueUrl, MessageBody: "one" }));
      await received;
      session.keep(performance.now() - started < 5_000 ? "soon" : "late");
    },
  },
  {
    service,
    name: "ten messages at once, and numbers out of range",
    async run(session) {
      const queue = await session.queue();
      for (let at = 0; at < 10; at += 1) await send(session, queue, { MessageBody: `m${at}` });
      for (const most of [0, 11, 10]) await session.receive(queue, { MaxNumberOfMessages: most, WaitTimeSeconds: 1 });
    },
  },
  {
    service,
    name: "waits and visibility timeouts out of range",
    async run(session) {
      const queue = await session.queue();
      await session.receive(queue, { WaitTimeSeconds: 21 });
      await session.receive(queue, { WaitTimeSeconds: -1 });
      await session.receive(queue, { VisibilityTimeout: 43_201 });
      await session.receive(queue, { VisibilityTimeout: -1 });
    },
  },
  {
    service,
    name: "a message that is deleted, twice",
    async run(session) {
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
  },
];
