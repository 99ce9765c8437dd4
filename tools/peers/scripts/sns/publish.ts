import {
  type MessageAttributeValue,
  PublishBatchCommand,
  type PublishBatchRequestEntry,
  PublishCommand,
  type PublishCommandInput,
} from "@aws-sdk/client-sns";
import type { Exchange, Exchanges, Session } from "../../session.ts";

export const text = (StringValue: string): MessageAttributeValue => ({ DataType: "String", StringValue });

/** Publishes one message, and records the answer. */
export function publish(session: Session, TopicArn: string, more: Partial<PublishCommandInput> = {}) {
  return session.note(session.sns.send(new PublishCommand({ TopicArn, Message: "one", ...more })));
}

const receiveAll = { MaxNumberOfMessages: 10, WaitTimeSeconds: 1, MessageAttributeNames: ["All"] };

/** Publishes a message with each of these inputs, and receives it from queues with raw and wrapped delivery. */
const publishes =
  (raw: boolean, ...all: readonly Partial<PublishCommandInput>[]): Exchange =>
  async (session) => {
    const topic = await session.topic();
    const queue = await session.subscriber(topic, raw ? { RawMessageDelivery: "true" } : {});
    for (const more of all) await publish(session, topic, more);
    await session.receive(queue, receiveAll);
  };

const publishesBatch =
  (entries: readonly PublishBatchRequestEntry[]): Exchange =>
  async (session) => {
    const TopicArn = await session.topic();
    const queue = await session.subscriber(TopicArn, { RawMessageDelivery: "true" });
    const command = new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries: [...entries] });
    await session.note(session.sns.send(command));
    session.keep((await session.drain(queue)).map(({ Body }) => Body).sort());
  };

const attributes = {
  kind: text("order"),
  price: { DataType: "Number", StringValue: "12.5" },
  tags: { DataType: "String.Array", StringValue: '["a","b"]' },
  logo: { DataType: "Binary", BinaryValue: new Uint8Array([0, 255, 10]) },
};

const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`a${at}`, text("x")]));
const entry = (Id: string, more: Partial<PublishBatchRequestEntry> = {}) => ({ Id, Message: Id, ...more });

export const publishScripts: Exchanges = {
  "a message in its envelope": publishes(false, {}),
  "a subject in the envelope": publishes(false, { Subject: "New order" }),
  "attributes in the envelope": publishes(false, { MessageAttributes: attributes }),
  "letters of all kinds in the envelope": publishes(false, { Message: "Grüße \u{1F600}\n\"<&>'" }),
  "a raw message": publishes(true, { Subject: "New order" }),
  "a raw message with attributes": publishes(true, { MessageAttributes: attributes }),
  "a raw message with ten attributes, and one with eleven, which is lost": publishes(
    true,
    { MessageAttributes: many(10) },
    { Message: "lost", MessageAttributes: many(11) },
  ),
  "eleven attributes in the envelope": publishes(false, { MessageAttributes: many(11) }),
  "an empty message": publishes(true, { Message: "" }),
  "a message of the largest size, and one byte more": publishes(
    true,
    { Message: "x".repeat(262_144) },
    { Message: "x".repeat(262_145) },
  ),
  "a subject with a line break, one that is empty, and one of 100 letters": publishes(
    false,
    { Subject: "New\norder" },
    { Subject: "" },
    { Subject: "x".repeat(100) },
  ),
  "a subject with other letters than those of ASCII": publishes(false, { Subject: "Größe \u{1F600}" }),
  "an attribute without a value": publishes(true, { MessageAttributes: { kind: text("") } }),
  "an attribute of an unknown type": publishes(true, {
    MessageAttributes: { kind: { DataType: "Text", StringValue: "x" } },
  }),
  "a number that is not one": publishes(true, {
    MessageAttributes: { kind: { DataType: "Number", StringValue: "x" } },
  }),
  "a message for each protocol": publishes(true, {
    MessageStructure: "json",
    Message: '{"default":"all","sqs":"queue"}',
  }),
  "a message for each protocol without a default": publishes(true, {
    MessageStructure: "json",
    Message: '{"sqs":"queue"}',
  }),
  "a batch": publishesBatch([entry("a"), entry("b", { MessageAttributes: attributes })]),
  "a batch with an empty message": publishesBatch([entry("good"), entry("empty", { Message: "" })]),
  "a batch with a wrong attribute": publishesBatch([
    entry("good"),
    entry("bad", { MessageAttributes: { kind: text("") } }),
  ]),
  "a batch of none": publishesBatch([]),
  "a batch of eleven": publishesBatch(Array.from({ length: 11 }, (_, at) => entry(`m${at}`))),
  "a batch with one id twice": publishesBatch([entry("a"), entry("a")]),
  "a batch with an id that is not allowed": publishesBatch([entry("a b")]),
  "a batch over the largest size": publishesBatch(
    [0, 1].map((at) => entry(`m${at}`, { Message: "x".repeat(140_000) })),
  ),
  "a topic that does not exist, and an invalid ARN": async (session) => {
    const topic = await session.topic();
    await publish(session, `${topic}-missing`);
    await publish(session, "topic");
  },
  "a batch to a topic that does not exist": async (session) => {
    const TopicArn = `${await session.topic()}-missing`;
    const PublishBatchRequestEntries = [entry("a")];
    await session.note(session.sns.send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries })));
  },
  "two queues of one topic": async (session) => {
    const topic = await session.topic();
    const queues = [await session.subscriber(topic), await session.subscriber(topic, { RawMessageDelivery: "true" })];
    await publish(session, topic);
    for (const queue of queues) await session.receive(queue, receiveAll);
  },
  "a topic without a subscriber": async (session) => {
    await publish(session, await session.topic());
  },
};
