import { setTimeout as sleep } from "node:timers/promises";
import { ChangeMessageVisibilityCommand, DeleteMessageCommand } from "@aws-sdk/client-sqs";
import type { Queue, Script, Session } from "../../session.ts";
import { send } from "./messages.ts";

const service = "SQS";
const counted = { MessageSystemAttributeNames: ["ApproximateReceiveCount" as const] };

function change(session: Session, { QueueUrl }: Queue, ReceiptHandle: string | undefined, VisibilityTimeout: number) {
  const command = new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout });
  return session.note(session.sqs.send(command));
}

function remove(session: Session, { QueueUrl }: Queue, ReceiptHandle: string | undefined) {
  return session.note(session.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle })));
}

/** A queue with a message that was received once. */
async function received(session: Session, VisibilityTimeout: number) {
  const queue = await session.queue();
  await send(session, queue);
  const [message] = await session.receive(queue, { VisibilityTimeout });
  return { queue, handle: message?.ReceiptHandle };
}

export const visibilityScripts: readonly Script[] = [
  {
    service,
    name: "a message that comes back after its visibility timeout",
    async run(session) {
      const { queue } = await received(session, 1);
      await session.receive(queue);
      await sleep(1_300);
      await session.receive(queue, counted);
    },
  },
  {
    service,
    name: "a visibility timeout of zero at the receive",
    async run(session) {
      const { queue } = await received(session, 0);
      await session.receive(queue, counted);
    },
  },
  {
    service,
    name: "a message that is given back at once",
    async run(session) {
      const { queue, handle } = await received(session, 30);
      await change(session, queue, handle, 0);
      await session.receive(queue, counted);
    },
  },
  {
    service,
    name: "a message that is held for longer",
    async run(session) {
      const { queue, handle } = await received(session, 1);
      await change(session, queue, handle, 30);
      await sleep(1_300);
      await session.receive(queue);
    },
  },
  {
    service,
    name: "the visibility of a message that is back",
    async run(session) {
      const { queue, handle } = await received(session, 0);
      await change(session, queue, handle, 10);
    },
  },
  {
    service,
    name: "the visibility of a message that was deleted",
    async run(session) {
      const { queue, handle } = await received(session, 30);
      await remove(session, queue, handle);
      await change(session, queue, handle, 10);
    },
  },
  {
    service,
    name: "a visibility out of range",
    async run(session) {
      const { queue, handle } = await received(session, 30);
      await change(session, queue, handle, -1);
      await change(session, queue, handle, 43_201);
    },
  },
  {
    service,
    name: "a visibility for longer than is left of twelve hours",
    async run(session) {
      const { queue, handle } = await received(session, 30);
      await sleep(1_300);
      await change(session, queue, handle, 43_200);
    },
  },
  {
    service,
    name: "a receipt handle that is none",
    async run(session) {
      const { queue } = await received(session, 30);
      await remove(session, queue, "handle");
      await change(session, queue, "handle", 10);
    },
  },
  {
    service,
    name: "an empty receipt handle",
    async run(session) {
      const { queue } = await received(session, 30);
      await remove(session, queue, "");
    },
  },
  {
    service,
    name: "a receipt handle of an earlier receive, at a delete",
    async run(session) {
      const { queue, handle } = await received(session, 0);
      await session.receive(queue, { VisibilityTimeout: 1 });
      await remove(session, queue, handle);
    },
  },
  {
    service,
    name: "a receipt handle of another queue",
    async run(session) {
      const { handle } = await received(session, 30);
      await remove(session, await session.queue(), handle);
    },
  },
];
