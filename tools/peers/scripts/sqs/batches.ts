import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
} from "@aws-sdk/client-sqs";
import type { Exchange, Exchanges, Queue, Session } from "../../session.ts";
import { send, text } from "./messages.ts";

function sendBatch(session: Session, { QueueUrl }: Queue, Entries: SendMessageBatchRequestEntry[]) {
  return session.note(session.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries })));
}

const batch =
  (entries: readonly SendMessageBatchRequestEntry[]): Exchange =>
  async (session) => {
    const queue = await session.queue();
    await sendBatch(session, queue, [...entries]);
    session.keep((await session.drain(queue)).map(({ Body }) => Body).sort());
  };

const entry = (Id: string, more: Partial<SendMessageBatchRequestEntry> = {}): SendMessageBatchRequestEntry => ({
  Id,
  MessageBody: Id,
  ...more,
});

const entries = (count: number): SendMessageBatchRequestEntry[] =>
  Array.from({ length: count }, (_, at) => entry(`m${at}`));

/** A queue with two messages, one of which has been received. */
async function one(session: Session) {
  const queue = await session.queue();
  await send(session, queue);
  const [message] = await session.receive(queue);
  return { queue, handle: message?.ReceiptHandle };
}

export const batchScripts: Exchanges = {
  "ten messages in a batch": batch(entries(10)),
  "attributes in a batch": batch([entry("a", { MessageAttributes: { kind: text("order") } })]),
  "a batch with a delay out of range": batch([entry("good"), entry("late", { DelaySeconds: 901 })]),
  "a batch with an empty body": batch([entry("good"), entry("empty", { MessageBody: "" })]),
  "a batch with letters that are not allowed": batch([entry("good"), entry("bad", { MessageBody: "\u0001" })]),
  "a batch with a wrong attribute": batch([entry("good"), entry("bad", { MessageAttributes: { kind: text("") } })]),
  "a batch of none": batch([]),
  "a batch of eleven": batch(entries(11)),
  "a batch with one id twice": batch([entry("a"), entry("a")]),
  "a batch with an id that is not allowed": batch([entry("a b")]),
  "a batch with an id of 81 letters": batch([entry("a".repeat(81))]),
  "a batch over the largest size": batch(
    [0, 1, 2, 3, 4].map((at) => entry(`m${at}`, { MessageBody: "x".repeat(220_000) })),
  ),
  "a batch of deletions, one with a wrong handle": async (session) => {
    const { queue, handle } = await one(session);
    const Entries = [handle, "handle"].map((ReceiptHandle, at) => ({ Id: `d${at}`, ReceiptHandle }));
    await session.note(session.sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queue.QueueUrl, Entries })));
  },
  "a batch of deletions of none": async (session) => {
    const { QueueUrl } = await session.queue();
    await session.note(session.sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: [] })));
  },
  "a batch of visibilities, one with a wrong handle and one out of range": async (session) => {
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
};
