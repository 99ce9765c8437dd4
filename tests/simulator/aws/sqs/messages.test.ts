import assert from "node:assert/strict";
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type Message,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageBatchCommand,
  SendMessageCommand,
  type SendMessageCommandInput,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { createFakeClock, type FakeClock } from "../../../../kit/simulator/index.ts";
import type { Deployed, Deployment } from "../../deployment.ts";
import { openAws } from "../shop.ts";
import { deployDead, deployQueue, openClient } from "./client.ts";

type Properties = Readonly<Record<string, unknown>>;

describe("aws: messages of a queue", () => {
  let clock: FakeClock;
  let aws: Deployment;
  let queue: Deployed;
  let client: SQSClient;
  const open = async (inputs: Properties = {}) => {
    clock = createFakeClock();
    aws = await openAws({ clock });
    queue = await deployQueue(aws, "orders", inputs);
    client = await openClient(aws);
  };
  afterEach(async () => {
    await aws.stop();
    client.destroy();
  });

  const send = (MessageBody: string, more: Partial<SendMessageCommandInput> = {}) =>
    client.send(new SendMessageCommand({ QueueUrl: queue.id, MessageBody, ...more }));
  const receive = async (more: Partial<ReceiveMessageCommandInput> = {}): Promise<readonly Message[]> =>
    (await client.send(new ReceiveMessageCommand({ QueueUrl: queue.id, ...more }))).Messages ?? [];
  const bodies = (messages: readonly Message[]) => messages.map(({ Body }) => Body);

  it("carries bodies and attributes, which the client checks", async () => {
    await open();
    const MessageAttributes = {
      kind: { DataType: "String", StringValue: "order" },
      count: { DataType: "Number", StringValue: "3" },
      "shop.logo": { DataType: "Binary", BinaryValue: new Uint8Array([1, 2, 3]) },
    };
    const sent = await send("Grüße", { MessageAttributes });
    const [message] = await receive({ MessageAttributeNames: ["All"], MessageSystemAttributeNames: ["All"] });

    assert.equal(message?.Body, "Grüße");
    assert.equal(message.MessageId, sent.MessageId);
    assert.deepEqual(message.MessageAttributes?.kind, { DataType: "String", StringValue: "order" });
    assert.deepEqual([...(message.MessageAttributes?.["shop.logo"]?.BinaryValue ?? [])], [1, 2, 3]);
    assert.equal(message.MD5OfMessageAttributes, sent.MD5OfMessageAttributes);
    assert.deepEqual(message.Attributes, {
      ApproximateFirstReceiveTimestamp: String(clock.now()),
      ApproximateReceiveCount: "1",
      SenderId: "AIDASIMULATEDDEPLOYER",
      SentTimestamp: String(clock.now()),
    });
  });

  it("gives only the attributes that are asked for", async () => {
    await open();
    const text = (StringValue: string) => ({ DataType: "String", StringValue });
    await send("one", { MessageAttributes: { "shop.a": text("a"), other: text("b") } });

    const [message] = await receive({ MessageAttributeNames: ["shop.*"] });

    assert.deepEqual(message?.MessageAttributes, { "shop.a": text("a") });
    assert.equal(message?.Attributes, undefined);
  });

  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html
  it("gives a message back when its visibility timeout is over, and not after it is deleted", async () => {
    await open({ visibilityTimeoutSeconds: 10 });
    await send("one");
    await receive();
    assert.deepEqual(await receive(), []);
    clock.advance(10_000);
    const [again] = await receive({ MessageSystemAttributeNames: ["ApproximateReceiveCount"] });
    assert.equal(again?.Attributes?.ApproximateReceiveCount, "2");

    await client.send(new DeleteMessageCommand({ QueueUrl: queue.id, ReceiptHandle: again.ReceiptHandle }));

    clock.advance(10_000);
    assert.deepEqual(await receive(), []);
  });

  it("holds a message for as long as its receiver says", async () => {
    await open();
    await send("one");
    const [held] = await receive({ VisibilityTimeout: 5 });
    const change = (VisibilityTimeout: number) =>
      client.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: queue.id,
          ReceiptHandle: held?.ReceiptHandle,
          VisibilityTimeout,
        }),
      );
    await change(100);
    clock.advance(99_000);
    assert.deepEqual(await receive(), []);
    await change(0);

    const [again] = await receive();
    assert.equal(again?.Body, "one");
    await assert.rejects(change(10), { name: "MessageNotInflight" });
    await client.send(new DeleteMessageCommand({ QueueUrl: queue.id, ReceiptHandle: again?.ReceiptHandle }));
    // As AWS's recorded answer in https://pkg.go.dev/gocloud.dev/pubsub/awssnssqs has it.
    await assert.rejects(change(10), { name: "ReceiptHandleIsInvalid" });
  });

  it("delays messages as the queue or the request says, and forgets them when they are too old", async () => {
    await open({ delaySeconds: 5, messageRetentionSeconds: 60 });
    await send("late");
    await send("at once", { DelaySeconds: 0 });
    assert.deepEqual(bodies(await receive({ MaxNumberOfMessages: 10, VisibilityTimeout: 0 })), ["at once"]);
    clock.advance(5_000);
    assert.deepEqual(bodies(await receive({ MaxNumberOfMessages: 10, VisibilityTimeout: 0 })), ["late", "at once"]);

    clock.advance(55_000);

    assert.deepEqual(await receive(), []);
  });

  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html
  it("waits for a message as long as the request or the queue says", async () => {
    await open({ receiveWaitTimeSeconds: 20 });
    const waiting = receive();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await send("one");
    assert.deepEqual(bodies(await waiting), ["one"]);

    const over = receive({ WaitTimeSeconds: 3 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    clock.advance(3_000);
    assert.deepEqual(await over, []);
    assert.deepEqual(await receive({ WaitTimeSeconds: 0 }), []);
  });

  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
  it("moves what was received too often to the dead-letter queue", async () => {
    await open();
    const { dead, redrivePolicy } = await deployDead(aws, 1);
    queue = await aws.update(queue, { ...queue.inputs, redrivePolicy });
    await send("one");
    await receive();
    clock.advance(30_000);

    assert.deepEqual(await receive(), []);

    const [letter] = await receive({ QueueUrl: dead.id, MessageSystemAttributeNames: ["All"] });
    assert.equal(letter?.Body, "one");
    assert.equal(letter.Attributes?.DeadLetterQueueSourceArn, queue.outputs.arn);
  });

  it("takes and deletes several at once, each with its own result", async () => {
    await open({ maxMessageSize: 1_024 });
    const Entries = [
      { Id: "one", MessageBody: "one" },
      { Id: "long", MessageBody: "x".repeat(1_025) },
    ];
    const sent = await client.send(new SendMessageBatchCommand({ QueueUrl: queue.id, Entries }));
    assert.deepEqual(
      sent.Successful?.map(({ Id }) => Id),
      ["one"],
    );
    assert.deepEqual(
      sent.Failed?.map(({ Id, Code }) => [Id, Code]),
      [["long", "InvalidParameterValue"]],
    );
    const [{ ReceiptHandle } = {}] = await receive();
    const deleted = await client.send(
      new DeleteMessageBatchCommand({
        QueueUrl: queue.id,
        Entries: [
          { Id: "a", ReceiptHandle },
          { Id: "b", ReceiptHandle: "wrong" },
        ],
      }),
    );
    assert.deepEqual(deleted.Successful, [{ Id: "a" }]);
    assert.deepEqual(
      deleted.Failed?.map(({ Id, Code }) => [Id, Code]),
      [["b", "ReceiptHandleIsInvalid"]],
    );

    const twice = [...Entries, ...Entries].map(({ Id, MessageBody }) => ({ Id, MessageBody }));
    await assert.rejects(client.send(new SendMessageBatchCommand({ QueueUrl: queue.id, Entries: twice })), {
      name: "BatchEntryIdsNotDistinct",
    });
    await assert.rejects(client.send(new SendMessageBatchCommand({ QueueUrl: queue.id, Entries: [] })), {
      name: "EmptyBatchRequest",
    });
  });

  it("tells its address and its attributes, and is emptied", async () => {
    await open({ messageRetentionSeconds: 1_209_600 });
    await send("one");
    await send("two", { DelaySeconds: 10 });
    const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: "orders" }));
    const attributes = () => client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }));

    assert.equal(QueueUrl, queue.outputs.url);
    assert.partialDeepStrictEqual((await attributes()).Attributes, {
      QueueArn: "arn:aws:sqs:eu-central-1:123456789012:orders",
      ApproximateNumberOfMessages: "1",
      ApproximateNumberOfMessagesDelayed: "1",
      MessageRetentionPeriod: "1209600",
    });
    await client.send(new PurgeQueueCommand({ QueueUrl }));
    assert.partialDeepStrictEqual((await attributes()).Attributes, { ApproximateNumberOfMessages: "0" });
    await assert.rejects(client.send(new PurgeQueueCommand({ QueueUrl })), { name: "PurgeQueueInProgress" });
  });

  it("refuses what SQS refuses, under the names of its errors", async () => {
    await open();
    const other = new GetQueueUrlCommand({ QueueName: "nothing" });

    await assert.rejects(client.send(other), { name: "QueueDoesNotExist" });
    await assert.rejects(send("\u0000"), { name: "InvalidMessageContents" });
    await assert.rejects(send(""), /must contain the parameter MessageBody/);
    await assert.rejects(send("one", { DelaySeconds: 901 }), /DelaySeconds must be >= 0 and <= 900/);
    await assert.rejects(receive({ MaxNumberOfMessages: 11 }), /MaxNumberOfMessages must be >= 1 and <= 10/);
    await assert.rejects(
      send("one", { MessageAttributes: { "aws.x": { DataType: "String", StringValue: "x" } } }),
      /MessageAttributes is invalid/,
    );
    await assert.rejects(
      send("one", { MessageAttributes: { count: { DataType: "Number.int", StringValue: "many" } } }),
      /cannot be read as a number/,
    );
    await assert.rejects(send("one", { MessageDeduplicationId: "once" }), /not valid for this queue type/);
    // @ts-expect-error: what a program without types may ask for
    const colour = new GetQueueAttributesCommand({ QueueUrl: queue.id, AttributeNames: ["Colour"] });
    await assert.rejects(client.send(colour), { name: "InvalidAttributeName" });
  });

  // "The receipt handle … is not valid for this queue": https://github.com/aws/aws-sdk-java-v2/issues/3101
  it("takes a receipt handle for its own queue alone", async () => {
    await open();
    const other = await deployQueue(aws, "other");
    await send("one");
    const [{ ReceiptHandle } = {}] = await receive();
    const remove = (QueueUrl: string) => client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));

    await assert.rejects(remove(other.id), { name: "ReceiptHandleIsInvalid" });

    await remove(queue.id);
    clock.advance(30_000);
    assert.deepEqual(await receive(), []);
  });

  it("is gone with its queue", async () => {
    await open();
    await send("one");

    await aws.remove(queue);

    await assert.rejects(receive(), { name: "QueueDoesNotExist" });
    queue = await deployQueue(aws);
    assert.deepEqual(await receive(), []);
  });
});
