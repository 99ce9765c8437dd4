import {
  type MessageAttributeValue,
  PublishBatchCommand,
  type PublishBatchRequestEntry,
  PublishCommand,
  type PublishCommandInput,
} from "@aws-sdk/client-sns";
import type { Script, Session } from "../../session.ts";

const service = "SNS";
export const text = (StringValue: string): MessageAttributeValue => ({ DataType: "String", StringValue });

/** Publishes one message, noted. */
export function publish(session: Session, TopicArn: string, more: Partial<PublishCommandInput> = {}) {
  return session.note(session.sns.send(new PublishCommand({ TopicArn, Message: "one", ...more })));
}

const receiveAll = { MaxNumberOfMessages: 10, WaitTimeSeconds: 1, MessageAttributeNames: ["All"] };

/** Publishes one message with each of these, and receives it as a queue that gets it raw or wrapped. */
const publishes = (name: string, raw: boolean, ...all: readonly Partial<PublishCommandInput>[]): Script => ({
  service,
  name,
  async run(session) {
    const topic = await session.topic();
    const queue = await session.subscriber(topic, raw ? { RawMessageDelivery: "true" } : {});
    for (const more of all) await publish(session, topic, more);
    await session.receive(queue, receiveAll);
  },
});

const publishesBatch = (name: string, entries: readonly PublishBatchRequestEntry[]): Script => ({
  service,
  name,
  async run(session) {
    const TopicArn = await session.topic();
    const queue = await session.subscriber(TopicArn, { RawMessageDelivery: "true" });
    const command = new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries: [...entries] });
    await session.note(session.sns.send(command));
    session.keep((await session.drain(queue)).map(({ Body }) => Body).sort());
  },
});

const attributes = {
  kind: text("order"),
  price: { DataType: "Number", StringValue: "12.5" },
  tags: { DataType: "String.Array", StringValue: '["a","b"]' },
  logo: { DataType: "Binary", BinaryValue: new Uint8Array([0, 255, 10]) },
};

const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`a${at}`, text("x")]));
const entry = (Id: string, more: Partial<PublishBatchRequestEntry> = {}) => ({ Id, Message: Id, ...more });

export const publishScripts: readonly Script[] = [
  publishes("a message in its envelope", false, {}),
  publishes("a subject in the envelope", false, { Subject: "New order" }),
  publishes("attributes in the envelope", false, { MessageAttributes: attributes }),
  publishes("letters of all kinds in the envelope", false, { Message: "Grüße \u{1F600}\n\"<&>'" }),
  publishes("a raw message", true, { Subject: "New order" }),
  publishes("a raw message with attributes", true, { MessageAttributes: attributes }),
  publishes(
    "a raw message with ten attributes, and one with eleven, which is lost",
    true,
    { MessageAttributes: many(10) },
    { Message: "lost", MessageAttributes: many(11) },
  ),
  publishes("eleven attributes in the envelope", false, { MessageAttributes: many(11) }),
  publishes("an empty message", true, { Message: "" }),
  publishes(
    "a message of the largest size, and one byte more",
    true,
    { Message: "x".repeat(262_144) },
    { Message: "x".repeat(262_145) },
  ),
  publishes(
    "a subject with a line break, one that is empty, and one of 100 letters",
    false,
    { Subject: "New\norder" },
    { Subject: "" },
    { Subject: "x".repeat(100) },
  ),
  publishes("a subject with other letters than those of ASCII", false, { Subject: "Größe \u{1F600}" }),
  publishes("an attribute without a value", true, { MessageAttributes: { kind: text("") } }),
  publishes("an attribute of an unknown type", true, {
    MessageAttributes: { kind: { DataType: "Text", StringValue: "x" } },
  }),
  publishes("a number that is not one", true, {
    MessageAttributes: { kind: { DataType: "Number", StringValue: "x" } },
  }),
  publishes("a message for each protocol", true, {
    MessageStructure: "json",
    Message: '{"default":"all","sqs":"queue"}',
  }),
  publishes("a message for each protocol without a default", true, {
    MessageStructure: "json",
    Message: '{"sqs":"queue"}',
  }),
  publishesBatch("a batch", [entry("a"), entry("b", { MessageAttributes: attributes })]),
  publishesBatch("a batch with an empty message", [entry("good"), entry("empty", { Message: "" })]),
  publishesBatch("a batch with a wrong attribute", [
    entry("good"),
    entry("bad", { MessageAttributes: { kind: text("") } }),
  ]),
  publishesBatch("a batch of none", []),
  publishesBatch(
    "a batch of eleven",
    Array.from({ length: 11 }, (_, at) => entry(`m${at}`)),
  ),
  publishesBatch("a batch with one id twice", [entry("a"), entry("a")]),
  publishesBatch("a batch with an id that is not allowed", [entry("a b")]),
  publishesBatch(
    "a batch over the largest size",
    [0, 1].map((at) => entry(`m${at}`, { Message: "x".repeat(140_000) })),
  ),
  {
    service,
    name: "a topic that does not exist, and an ARN that is none",
    async run(session) {
      const topic = await session.topic();
      await publish(session, `${topic}-missing`);
      await publish(session, "topic");
    },
  },
  {
    service,
    name: "a batch to a topic that does not exist",
    async run(session) {
      const TopicArn = `${await session.topic()}-missing`;
      const PublishBatchRequestEntries = [entry("a")];
      await session.note(session.sns.send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries })));
    },
  },
  {
    service,
    name: "two queues of one topic",
    async run(session) {
      const topic = await session.topic();
      const queues = [await session.subscriber(topic), await session.subscriber(topic, { RawMessageDelivery: "true" })];
      await publish(session, topic);
      for (const queue of queues) await session.receive(queue, receiveAll);
    },
  },
  {
    service,
    name: "a topic without a subscriber",
    async run(session) {
      await publish(session, await session.topic());
    },
  },
];
