import { setTimeout as sleep } from "node:timers/promises";
import { ChangeMessageVisibilityCommand, DeleteMessageCommand } from "@aws-sdk/client-sqs";
import type { Exchanges, Queue, Session } from "../../session.ts";
import { send } from "./messages.ts";

const counted = { MessageSystemAttributeNames: ["ApproximateReceiveCount" as const] };

function change(session: Session, { QueueUrl }: Queue, ReceiptHandle: string | undefined, VisibilityTimeout: number) {
  const command = new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout });
  return session.note(session.sqs.send(command));
}

function remove(session: Session, { QueueUrl }: Queue, ReceiptHandle: string | undefined) {
  return session.note(session.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle })));
}

/** A queue with a message that has been received once. */
async function received(session: Session, VisibilityTimeout: number) {
  const queue = await session.queue();
  await send(session, queue);
  const [message] = await session.receive(queue, { VisibilityTimeout });
  return { queue, handle: message?.ReceiptHandle };
}

export const visibilityScripts: Exchanges = {
  "a message that comes back after its visibility timeout": async (session) => {
    const { queue } = await received(session, 1);
    await session.receive(queue);
    await sleep(1_300);
    await session.receive(queue, counted);
  },
  "a visibility timeout of zero at the receive": async (session) => {
    const { queue } = await received(session, 0);
    await session.receive(queue, counted);
  },
  "a message that is given back at once": async (session) => {
    const { queue, handle } = await received(session, 30);
    await change(session, queue, handle, 0);
    await session.receive(queue, counted);
  },
  "a message that is held for longer": async (session) => {
    const { queue, handle } = await received(session, 1);
    await change(session, queue, handle, 30);
    await sleep(1_300);
    await session.receive(queue);
  },
  "the visibility of a message that is back": async (session) => {
    const { queue, handle } = await received(session, 0);
    await change(session, queue, handle, 10);
  },
  "the visibility of a message that was deleted": async (session) => {
    const { queue, handle } = await received(session, 30);
    await remove(session, queue, handle);
    await change(session, queue, handle, 10);
  },
  "a visibility out of range": async (session) => {
    const { queue, handle } = await received(session, 30);
    await change(session, queue, handle, -1);
    await change(session, queue, handle, 43_201);
  },
  "a visibility for longer than is left of twelve hours": async (session) => {
    const { queue, handle } = await received(session, 30);
    await sleep(1_300);
    await change(session, queue, handle, 43_200);
  },
  "an invalid receipt handle": async (session) => {
    const { queue } = await received(session, 30);
    await remove(session, queue, "handle");
    await change(session, queue, "handle", 10);
  },
  "an empty receipt handle": async (session) => {
    const { queue } = await received(session, 30);
    await remove(session, queue, "");
  },
  "a receipt handle of an earlier receive, at a delete": async (session) => {
    const { queue, handle } = await received(session, 0);
    await session.receive(queue, { VisibilityTimeout: 1 });
    await remove(session, queue, handle);
  },
  "a receipt handle of another queue": async (session) => {
    const { handle } = await received(session, 30);
    await remove(session, await session.queue(), handle);
  },
};
