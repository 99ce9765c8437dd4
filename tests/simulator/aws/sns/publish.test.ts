import assert from "node:assert/strict";
import {
  PublishBatchCommand,
  PublishCommand,
  type PublishCommandInput,
  type PublishCommandOutput,
  type SNSClient,
} from "@aws-sdk/client-sns";
import { createFakeClock, type FakeClock } from "../../../../kit/simulator/index.ts";
import type { Deployed, Deployment } from "../../deployment.ts";
import { linesOf, openAws, tokens } from "../shop.ts";
import { deployQueue } from "../sqs/client.ts";
import { deployTopic, letIn, messagesIn, openSns, subscribeQueue } from "./topics.ts";

const text = (StringValue: string) => ({ DataType: "String", StringValue });
const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`a${at}`, text("x")]));
const failures = "sns/eu-central-1/123456789012/events/Failure";

describe("aws: publishing to a topic", () => {
  let clock: FakeClock;
  let aws: Deployment;
  let topic: Deployed;
  let queue: Deployed;
  let client: SNSClient;
  beforeEach(async () => {
    clock = createFakeClock();
    aws = await openAws({ clock });
    topic = await deployTopic(aws);
    ({ queue } = await subscribeQueue(aws, topic, "first"));
    client = await openSns(aws);
  });
  afterEach(async () => {
    await aws.stop();
    client.destroy();
  });

  const publish = (Message: string, more: Partial<PublishCommandInput> = {}): Promise<PublishCommandOutput> =>
    client.send(new PublishCommand({ TopicArn: topic.id, Message, ...more }));

  // https://docs.aws.amazon.com/sns/latest/dg/sns-large-payload-raw-message-delivery.html#raw-message-examples
  it("delivers JSON around the message, or the message itself with its attributes", async () => {
    const { queue: raw } = await subscribeQueue(aws, topic, "raw", { rawMessageDelivery: true });
    const MessageAttributes = {
      kind: text("order"),
      logo: { DataType: "Binary", BinaryValue: new Uint8Array([1, 2]) },
    };

    const { MessageId } = await publish('Grüße & "<mehr>"', { Subject: "New", MessageAttributes });

    const [wrapped] = await messagesIn(aws, queue);
    const { Signature, SigningCertURL, UnsubscribeURL, ...note } = JSON.parse(wrapped?.Body ?? "");
    assert.deepEqual(note, {
      ...{ Type: "Notification", MessageId, TopicArn: topic.id, Subject: "New", Message: 'Grüße & "<mehr>"' },
      ...{ Timestamp: new Date(clock.now()).toISOString(), SignatureVersion: "1" },
      MessageAttributes: {
        kind: { Type: "String", Value: "order" },
        logo: { Type: "Binary", Value: "AQI=" },
      },
    });
    assert.ok([Signature, SigningCertURL, UnsubscribeURL].every((one) => typeof one === "string"));
    assert.equal(wrapped?.MessageAttributes, undefined);
    const [plain] = await messagesIn(aws, raw);
    assert.equal(plain?.Body, 'Grüße & "<mehr>"');
    assert.deepEqual(plain.MessageAttributes?.kind, text("order"));
    assert.deepEqual([...(plain.MessageAttributes?.logo?.BinaryValue ?? [])], [1, 2]);
  });

  // https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html
  it("discards a raw message with more than ten attributes, and no other", async () => {
    const { queue: raw } = await subscribeQueue(aws, topic, "raw", { rawMessageDelivery: true });

    await publish("ten", { MessageAttributes: many(10) });
    await publish("eleven", { MessageAttributes: many(11) });

    assert.deepEqual(
      (await messagesIn(aws, raw)).map(({ Body }) => Body),
      ["ten"],
    );
    assert.equal((await messagesIn(aws, queue)).length, 2);
  });

  // https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html
  it("reaches only queues whose policy lets the topic in", async () => {
    const policies = [letIn(`${topic.id}-2`), letIn(topic.id).replace("sns.amazonaws.com", "events.amazonaws.com")];
    for (const [index, policy] of policies.entries()) {
      const { queue: other } = await subscribeQueue(aws, topic, `other${index}`);
      await aws.update(other, { ...other.inputs, policy });
      await publish("one");

      assert.deepEqual(await messagesIn(aws, other), []);
    }
    assert.equal((await messagesIn(aws, queue)).length, 2);
  });

  // https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html: client-side errors are not tried again
  it("sends what a queue refuses to the subscription's dead-letter queue, or loses it", async () => {
    const dead = await deployQueue(aws, "dead", { policy: letIn(topic.id) });
    const redrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.outputs.arn });
    const { queue: gone } = await subscribeQueue(aws, topic, "gone", { redrivePolicy, rawMessageDelivery: true });
    await aws.remove(gone);

    await publish("one", { MessageAttributes: { kind: text("order") } });

    const [letter] = await messagesIn(aws, dead);
    assert.equal(letter?.Body, "one");
    assert.deepEqual(letter.MessageAttributes, { kind: text("order") });
    assert.match(linesOf(aws, failures).at(-1) ?? "", /did not reach arn:\S*:gone: [^:]*$/);
    await aws.update(dead, { ...dead.inputs, policy: undefined });
    await publish("two");
    clock.advance(3_600_000);
    assert.equal((await messagesIn(aws, dead)).length, 1);
    assert.match(linesOf(aws, failures).at(-1) ?? "", /did not reach arn:.*:gone: .* did not reach arn:.*:dead: /);
  });

  // https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html
  it("publishes several at once, each with its own result", async () => {
    const batch = (...entries: readonly (readonly [Id: string, Message: string])[]) => {
      const PublishBatchRequestEntries = entries.map(([Id, Message]) => ({ Id, Message }));
      return client.send(new PublishBatchCommand({ TopicArn: topic.id, PublishBatchRequestEntries }));
    };

    const { Successful = [], Failed = [] } = await batch(["one", "1"], ["two", ""], ["three", "3"]);

    assert.deepEqual(
      Successful.map(({ Id }) => Id),
      ["one", "three"],
    );
    assert.partialDeepStrictEqual(Failed, [{ Id: "two", Code: "InvalidParameter", SenderFault: true }]);
    const found = (await messagesIn(aws, queue)).map(({ Body = "" }) => JSON.parse(Body));
    assert.deepEqual(
      found.map(({ MessageId }) => MessageId),
      Successful.map(({ MessageId }) => MessageId),
    );
    const MessageAttributes = { "<&>": text("x") };
    const PublishBatchRequestEntries = [{ Id: "one", Message: "1", MessageAttributes }];
    const wrong = await client.send(new PublishBatchCommand({ TopicArn: topic.id, PublishBatchRequestEntries }));
    assert.match(wrong.Failed?.[0]?.Message ?? "", /attribute '<&>' is invalid: the name is not allowed/);
    await assert.rejects(batch(), { name: "EmptyBatchRequestException" });
    await assert.rejects(batch(["one", "1"], ["one", "2"]), { name: "BatchEntryIdsNotDistinctException" });
    const eleven = Array.from({ length: 11 }, (_, index) => [`${index}`, "x"] as const);
    await assert.rejects(batch(...eleven), { name: "TooManyEntriesInBatchRequestException" });
    const half = "x".repeat(131_073);
    await assert.rejects(batch(["one", half], ["two", half]), { name: "BatchRequestTooLongException" });
  });

  // https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
  it("takes 256 KiB with attributes, and refuses what SNS refuses", async () => {
    const MessageAttributes = { kind: text("order") };
    const most = 262_144 - "kindStringorder".length;
    await publish("x".repeat(most), { MessageAttributes });
    const invalid = { name: "InvalidParameterException" };

    await assert.rejects(publish("x".repeat(most + 1), { MessageAttributes }), invalid);
    await assert.rejects(publish(""), invalid);
    await assert.rejects(publish("one", { Subject: "two\nlines" }), invalid);
    await assert.rejects(publish("one", { TopicArn: "events" }), invalid);
    await assert.rejects(publish("one", { TopicArn: `${topic.id}-2` }), { name: "NotFoundException" });
    await assert.rejects(publish("one", { MessageAttributes: { kind: { DataType: "Text", StringValue: "x" } } }), {
      name: "InvalidParameterValueException",
    });
    await assert.rejects(publish("one", { MessageAttributes: { price: { DataType: "Number", StringValue: "x" } } }), {
      name: "InvalidParameterValueException",
    });
    await assert.rejects(publish("one", { Subject: "x".repeat(100) }), invalid);
    // "Subjects must be UTF-8 text"
    await publish("one", { Subject: "Größe" });
  });

  // https://docs.aws.amazon.com/sns/latest/api/API_Publish.html, MessageStructure
  it("delivers to queues what is for queues, of a message for each protocol", async () => {
    const { queue: raw } = await subscribeQueue(aws, topic, "raw", { rawMessageDelivery: true });
    const MessageStructure = "json";
    await publish(JSON.stringify({ default: "all", sqs: "queue", lambda: "function" }), { MessageStructure });
    await publish(JSON.stringify({ default: "all", lambda: "function" }), { MessageStructure });

    const bodies = (await messagesIn(aws, raw)).map(({ Body }) => Body);

    assert.deepEqual(bodies, ["queue", "all"]);
    const invalid = { name: "InvalidParameterException" };
    await assert.rejects(publish(JSON.stringify({ sqs: "queue" }), { MessageStructure }), invalid);
    await assert.rejects(publish("one", { MessageStructure }), invalid);
    await assert.rejects(publish("one", { MessageStructure: "xml" }), invalid);
  });

  it("has one subscription of a queue, which goes with the topic", async () => {
    const inputs = { topic: topic.id, protocol: "sqs", endpoint: queue.outputs.arn };
    await assert.rejects(aws.create(tokens.subscription, "again", inputs), /already exists with different attributes/);

    // As Pulumi replaces it: the second is made before the first is deleted.
    const other = await deployQueue(aws, "other");
    const second = await aws.create(tokens.subscription, "first", { ...inputs, endpoint: other.outputs.arn });
    assert.equal(aws.simulator.world.store.find(tokens.subscription).length, 2);
    assert.match(second.id, /^arn:aws:sns:eu-central-1:123456789012:events:[\da-z]{32}$/);
    const another = await aws.create(tokens.topic, "others", { name: "others" });
    const { subscription } = await subscribeQueue(aws, another, "third");

    await aws.remove(topic);

    assert.deepEqual(
      aws.simulator.world.store.find(tokens.subscription).map(({ id }) => id),
      [subscription.id],
    );
    await assert.rejects(aws.create(tokens.subscription, "again", inputs), /Topic does not exist/);
    const prefixed = await aws.create(tokens.topic, "prefixed", { namePrefix: "shop-" });
    assert.match(prefixed.id, /^arn:aws:sns:eu-central-1:123456789012:shop-[\da-f]{26}$/);
  });
});
