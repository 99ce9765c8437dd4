import assert from "node:assert/strict";
import { PurgeQueueCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { createFakeClock, type FakeClock } from "../../../../kit/simulator/index.ts";
import { aWhile, until } from "../../../support/until.ts";
import type { Deployment } from "../../deployment.ts";
import { linesOf, openAws } from "../shop.ts";
import { openClient } from "../sqs/client.ts";
import { bodiesOf, deployConsumer, eventsOf, logging, reportsOf, send, untilCounts, untilEvents } from "./consumer.ts";

/** https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
describe("aws: a function that is called for a queue", () => {
  let clock: FakeClock;
  let aws: Deployment;
  beforeEach(async () => {
    clock = createFakeClock();
    aws = await openAws({ clock });
  });
  afterEach(() => aws.stop());

  // https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#example-standard-queue-message-event
  it("gets messages in the vendor's form", async () => {
    const { queue } = await deployConsumer(aws, logging());
    const client = await openClient(aws);
    const { MessageId } = await client.send(
      new SendMessageCommand({
        ...{ QueueUrl: queue.id, MessageBody: "Test message." },
        MessageAttributes: {
          myAttribute: { DataType: "String", StringValue: "myValue" },
          logo: { DataType: "Binary", BinaryValue: new Uint8Array([1, 2]) },
        },
      }),
    );
    client.destroy();
    await untilEvents(aws, 1);

    const [records = []] = eventsOf(aws);
    const [{ receiptHandle, ...record } = { receiptHandle: "" }] = records.map((one) => ({
      receiptHandle: "",
      ...one,
    }));
    assert.match(receiptHandle, /^[\w+/=]+$/);
    const lists = { stringListValues: [], binaryListValues: [] };
    assert.deepEqual(record, {
      messageId: MessageId,
      body: "Test message.",
      attributes: {
        ApproximateFirstReceiveTimestamp: String(clock.now()),
        ApproximateReceiveCount: "1",
        SenderId: "AIDASIMULATEDDEPLOYER",
        SentTimestamp: String(clock.now()),
      },
      messageAttributes: {
        myAttribute: { stringValue: "myValue", ...lists, dataType: "String" },
        logo: { binaryValue: "AQI=", ...lists, dataType: "Binary" },
      },
      md5OfBody: "e4e68fb7bd0e697a0ae8f1bb342846b3",
      eventSource: "aws:sqs",
      eventSourceARN: queue.outputs.arn,
      awsRegion: "eu-central-1",
    });
    await untilCounts(aws, queue, 0, 0);
  });

  it("gets at most a batch, of what is there", async () => {
    const { queue, mapping } = await deployConsumer(aws, logging(), { mapping: { batchSize: 3, enabled: false } });
    await send(aws, queue, "1", "2", "3", "4", "5");
    await aWhile();
    assert.equal(eventsOf(aws).length, 0);

    await aws.update(mapping, { ...mapping.inputs, enabled: true });
    await untilEvents(aws, 2);

    assert.deepEqual([...bodiesOf(aws)].sort(), [
      ["1", "2", "3"],
      ["4", "5"],
    ]);
    await untilCounts(aws, queue, 0, 0);
  });

  // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html#events-sqs-eventsource
  it("gets what is gathered in the time of a window, or a full batch before", async () => {
    const window = { batchSize: 3, maximumBatchingWindowInSeconds: 20 };
    const { queue } = await deployConsumer(aws, logging(), { mapping: window });
    await send(aws, queue, "1");
    clock.advance(15_000);
    await send(aws, queue, "2");
    clock.advance(4_999);
    await aWhile();
    assert.deepEqual(bodiesOf(aws), []);
    clock.advance(1);
    await untilEvents(aws, 1);
    assert.deepEqual(bodiesOf(aws), [["1", "2"]]);

    await send(aws, queue, "3");
    clock.advance(10_000);
    await send(aws, queue, "4", "5", "6");
    await untilEvents(aws, 2);
    clock.advance(19_999);
    await aWhile();
    assert.deepEqual(bodiesOf(aws).slice(1), [["3", "4", "5"]]);

    clock.advance(1);
    await untilEvents(aws, 3);
    assert.deepEqual(bodiesOf(aws).slice(2), [["6"]]);
  });

  it("has a whole window again after one in which somebody else took the messages", async () => {
    const { queue } = await deployConsumer(aws, logging(), { mapping: { maximumBatchingWindowInSeconds: 20 } });
    await send(aws, queue, "1");
    const client = await openClient(aws);
    await client.send(new PurgeQueueCommand({ QueueUrl: queue.id }));
    client.destroy();
    clock.advance(20_000);

    await send(aws, queue, "2");
    clock.advance(19_999);
    await send(aws, queue, "3");
    clock.advance(1);
    await untilEvents(aws, 1);

    assert.deepEqual(bodiesOf(aws), [["2", "3"]]);
  });

  // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html#events-sqs-max-concurrency
  it("hands over batches side by side, as many as may be, and more when those have ended", async () => {
    const slow = logging("await new Promise((resolve) => setTimeout(resolve, 300));");
    const mapping = { batchSize: 1, scalingConfig: { maximumConcurrency: 2 } };
    const { queue } = await deployConsumer(aws, slow, { mapping });

    await send(aws, queue, "1", "2", "3", "4", "5");
    await until(() => reportsOf(aws) === 5);

    let underWay = 0;
    const seen = linesOf(aws, "/aws/lambda/worker").map((line) => {
      if (line.startsWith("START ")) underWay++;
      if (line.startsWith("REPORT ")) underWay--;
      return underWay;
    });
    assert.equal(Math.max(...seen), 2);
    await untilCounts(aws, queue, 0, 0);
  });

  // https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html#invocation-eventsourcemapping-batching
  it("gets no event of more than 6 MB", async () => {
    const counting = "async ({ Records }) => { console.log('event ' + JSON.stringify(Records.map(() => 1))); }";
    const { queue, mapping } = await deployConsumer(aws, counting, {
      queue: { maxMessageSize: 1_048_576 },
      mapping: { enabled: false },
    });
    const body = "x".repeat(1_000_000);
    for (let count = 0; count < 8; count++) await send(aws, queue, body);

    await aws.update(mapping, { ...mapping.inputs, enabled: true });
    await untilEvents(aws, 2);

    assert.deepEqual(
      eventsOf(aws).map(({ length }) => length),
      [6, 2],
    );
    await untilCounts(aws, queue, 0, 0);
  });
});
