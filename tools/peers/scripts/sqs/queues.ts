import { setTimeout as sleep } from "node:timers/promises";
import {
  type CreateQueueCommandInput,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListMessageMoveTasksCommand,
  PurgeQueueCommand,
  type QueueAttributeName,
  SendMessageCommand,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import type { Exchange, Exchanges, Queue, Session } from "../../session.ts";
import { send, text } from "./messages.ts";

function attributesOf(session: Session, { QueueUrl }: Queue, AttributeNames: QueueAttributeName[]) {
  return session.note(session.sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames })));
}

/** A queue whose messages become dead letters after they have been received once. */
async function withDeadLetters(session: Session) {
  const dead = await session.queue();
  const queue = await session.queue({
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 1 }),
  });
  return { queue, dead };
}

/** Makes one message a dead letter. */
async function giveUp(session: Session, queue: Queue): Promise<void> {
  await send(session, queue, { MessageAttributes: { kind: text("order") } });
  await session.receive(queue, { VisibilityTimeout: 0 });
  await session.receive(queue);
}

function missing({ QueueUrl, arn }: Queue): Queue {
  return { QueueUrl: `${QueueUrl}-missing`, arn: `${arn}-missing` };
}

const nowhere = "arn:aws:sqs:eu-central-1:123456789012:nowhere";

/** Whether queues with these attributes are created. */
const makes =
  (attributes: CreateQueueCommandInput["Attributes"]): Exchange =>
  (session) =>
    session.noteRefusal(session.queue(attributes));

export const queueScripts: Exchanges = {
  "a message that was received too often, among the dead letters": async (session) => {
    const { queue, dead } = await withDeadLetters(session);
    await giveUp(session, queue);
    await session.receive(dead, { MessageAttributeNames: ["All"], WaitTimeSeconds: 1 });
  },
  "SQS's own attributes of a dead letter": async (session) => {
    const { queue, dead } = await withDeadLetters(session);
    await giveUp(session, queue);
    const [letter] = await session.receive(dead, { MessageSystemAttributeNames: ["All"], WaitTimeSeconds: 1 });
    session.keep(Object.keys(letter?.Attributes ?? {}).includes("DeadLetterQueueSourceArn"));
  },
  "dead letters that are moved back": async (session) => {
    const { queue, dead } = await withDeadLetters(session);
    await giveUp(session, queue);
    await session.note(session.sqs.send(new StartMessageMoveTaskCommand({ SourceArn: dead.arn })));
    await sleep(1_500);
    await session.receive(queue, { MessageAttributeNames: ["All"], WaitTimeSeconds: 5 });
    await session.receive(dead);
  },
  "a move from a queue that is not for dead letters": async (session) => {
    const { arn } = await session.queue();
    await session.note(session.sqs.send(new StartMessageMoveTaskCommand({ SourceArn: arn })));
  },
  "the moves of a queue without any": async (session) => {
    const { dead } = await withDeadLetters(session);
    await session.note(session.sqs.send(new ListMessageMoveTasksCommand({ SourceArn: dead.arn })));
  },
  "a queue that is emptied, and once more too soon": async (session) => {
    const queue = await session.queue();
    await send(session, queue);
    const command = new PurgeQueueCommand({ QueueUrl: queue.QueueUrl });
    await session.note(session.sqs.send(command));
    await session.receive(queue);
    await session.note(session.sqs.send(command));
  },
  "a queue that does not exist, at a send, a receive and a look at its attributes": async (session) => {
    const queue = missing(await session.queue());
    await session.note(session.sqs.send(new SendMessageCommand({ QueueUrl: queue.QueueUrl, MessageBody: "one" })));
    await session.receive(queue);
    await attributesOf(session, queue, ["QueueArn"]);
  },
  "the address of a queue, and of one that does not exist": async (session) => {
    const { QueueUrl } = await session.queue();
    const name = QueueUrl.split("/").at(-1) ?? "";
    for (const QueueName of [name, `${name}-missing`]) {
      const found = await session.note(session.sqs.send(new GetQueueUrlCommand({ QueueName })));
      session.keep(found?.QueueUrl === QueueUrl);
    }
  },
  "how many messages wait, are taken and are late": async (session) => {
    const queue = await session.queue();
    for (const MessageBody of ["a", "b", "c"]) await send(session, queue, { MessageBody });
    await send(session, queue, { DelaySeconds: 900 });
    await session.receive(queue);
    await attributesOf(session, queue, [
      "ApproximateNumberOfMessages",
      "ApproximateNumberOfMessagesNotVisible",
      "ApproximateNumberOfMessagesDelayed",
    ]);
  },
  "the attributes of a queue that were given": async (session) => {
    const queue = await session.queue({
      ...{ VisibilityTimeout: "40", DelaySeconds: "3", MaximumMessageSize: "2048" },
      ...{ MessageRetentionPeriod: "600", ReceiveMessageWaitTimeSeconds: "2" },
    });
    await attributesOf(session, queue, [
      ...(["VisibilityTimeout", "DelaySeconds", "MaximumMessageSize"] as const),
      ...(["MessageRetentionPeriod", "ReceiveMessageWaitTimeSeconds"] as const),
    ]);
  },
  "an attribute of a queue that is not there, and no attribute": async (session) => {
    const queue = await session.queue();
    await attributesOf(session, queue, ["Policy"]);
    await attributesOf(session, queue, []);
  },
  "an attribute of a queue that has an unknown name": async (session) => {
    // @ts-expect-error: what a program without types may ask for
    await attributesOf(session, await session.queue(), ["Colour"]);
  },
  "a queue in order": makes({ FifoQueue: "true" }),
  "a queue with a visibility timeout out of range": makes({ VisibilityTimeout: "43201" }),
  "a queue with a retention below the range": makes({ MessageRetentionPeriod: "59" }),
  "a queue with a message size out of range": makes({ MaximumMessageSize: "1023" }),
  "a queue with a wait out of range": makes({ ReceiveMessageWaitTimeSeconds: "21" }),
  "a queue whose dead letters go nowhere": makes({
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: nowhere, maxReceiveCount: 3 }),
  }),
  "a queue with a redrive policy without attempts": makes({
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: nowhere }),
  }),
};
