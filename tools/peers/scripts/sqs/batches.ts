import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
} from "@aws-sdk/client-sqs";
import type { Queue, Script, Session } from "../../session.ts";
import { send, text } from "./messages.ts";

const service = "SQS";

function sendBatch(session: Session, { QueueUrl }: Queue, Entries: SendMessageBatchRequestEntry[]) {
  return session.note(session.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries })));
}

const batch = (name: string, entries: readonly SendMessageBatchRequestEntry[]): Script => ({
  service,
  name,
  async run(session) {
    const queue = await session.queue();
    await sendBatch(session, queue, [...entries]);
    session.keep((await session.drain(queue)).map(({ Body }) => Body).sort());
  },
});

const entry = (Id: string, more: Partial<SendMessageBatchRequestEntry> = {}): SendMessageBatchRequestEntry => ({
  Id,
  MessageBody: Id,
  ...more,
});

const entries = (count: number): SendMessageBatchRequestEntry[] =>
  Array.from({ length: count }, (_, at) => entry(`m${at}`));

/** A queue with two messages, of which one was received. */
async function one(session: Session) {
  const queue = await session.queue();
  await send(session, queue);
  const [message] = await session.receive(queue);
  return { queue, handle: message?.ReceiptHandle };
}

export const batchScripts: readonly Script[] = [
  batch("ten messages in a batch", entries(10)),
  batch("attributes in a batch", [entry("a", { MessageAttributes: { kind: text("order") } })]),
  batch("a batch with a delay out of range", [entry("good"), entry("late", { DelaySeconds: 901 })]),
  batch("a batch with an empty body", [entry("good"), entry("empty", { MessageBody: "" })]),
  batch("a batch with letters that are not allowed", [entry("good"), entry("bad", { MessageBody: "\u0001" })]),
  batch("a batch with a wrong attribute", [entry("good"), entry("bad", { MessageAttributes: { kind: text("") } })]),
  batch("a batch of none", []),
  batch("a batch of eleven", entries(11)),
  batch("a batch with one id twice", [entry("a"), entry("a")]),
  batch("a batch with an id that is not allowed", [entry("a b")]),
  batch("a batch with an id of 81 letters", [entry("a".repeat(81))]),
  batch(
    "a batch over the largest size",
    [0, 1, 2, 3, 4].map((at) => entry(`m${at}`, { MessageBody: "x".repeat(220_000) })),
  ),
  {
    service,
    name: "a batch of deletions, one with a wrong handle",
    async run(session) {
      const { queue, handle } = await one(session);
      const Entries = [handle, "handle"].map((ReceiptHandle, at) => ({ Id: `d${at}`, ReceiptHandle }));
      await session.note(session.sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queue.QueueUrl, Entries })));
    },
  },
  {
    service,
    name: "a batch of deletions of none",
    async run(session) {
      const { QueueUrl } = await session.queue();
      await session.note(session.sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: [] })));
    },
  },
  {
    service,
    name: "a batch of visibilities, one with a wrong handle and one out of range",
    async run(session) {
      const { queue, handle } = await one(session);
      const Entries = [
        { Id: "good", ReceiptHandle: handle, VisibilityTimeout: 0 },
        { Id: "wrong", ReceiptHandle: "handle", VisibilityTimeout: 0 },
        { Id: "long", ReceiptHandle: handle, VisibilityTimeout: 43_201 },
      ];
      const command = new ChangeMessageVisibilityBatchCommand({ QueueUrl: queue.QueueUrl, Entries });
      await session.note(session.sqs.send(command));
      await session.receive(queue);
    },
  },
];
