import assert from "node:assert/strict";
import { serve } from "../../../../../kit/runtime/triggers/consumes/adapters/aws.ts";
import { ownVariables } from "../../../../../kit/spec/messages/variables.ts";
import { lambdaContext } from "../../../support/aws.ts";
import { openCloud } from "../../../support/cloud.ts";
import { capture } from "../../../support/drivers.ts";
import { envelope, recording, settings } from "./support.ts";

/** As in https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#example-standard-queue-message-event */
const recordOf = (id: string, received = 1) => ({
  messageId: `059f36b4-${id}`,
  receiptHandle: `AQEB-${id}`,
  body: JSON.stringify({ id }),
  attributes: {
    ApproximateReceiveCount: String(received),
    SentTimestamp: "1545082649183",
    SenderId: "AIDAIENQZJOLO23YVJ4VO",
    ApproximateFirstReceiveTimestamp: "1545082649185",
  },
  messageAttributes: {
    fourfold: { stringValue: envelope(`m-${id}`), stringListValues: [], binaryListValues: [], dataType: "String" },
    by: { stringValue: "web", stringListValues: [], binaryListValues: [], dataType: "String" },
  },
  md5OfBody: "e4e68fb7bd0e697a0ae8f1bb342846b3",
  eventSource: "aws:sqs",
  eventSourceARN: "arn:aws:sqs:us-east-2:123456789012:my-queue",
  awsRegion: "us-east-2",
});

/** Hands records to the adapter, and answers what it has said, what it was given, and what it has asked of SQS. */
async function handing(records: readonly ReturnType<typeof recordOf>[], status = 200) {
  const { given, definition } = recording();
  await using cloud = await openCloud({ status, body: "{}" });
  process.env[ownVariables.queue] = `${cloud.url}/123456789012/placed`;
  process.env[ownVariables.deadLetters] = `${cloud.url}/123456789012/placed-dead-letters`;
  try {
    const handler = serve(definition, settings);
    const [answer, lines] = await capture(() => handler({ Records: records }, lambdaContext));
    const asked = cloud.calls.map(({ headers, body }) => [headers["x-amz-target"], JSON.parse(body)] as const);
    return { answer, given, asked, lines };
  } finally {
    delete process.env[ownVariables.queue];
    delete process.env[ownVariables.deadLetters];
  }
}

describe("the adapter for batches of SQS", () => {
  it("hands over each message with what is known of it, and answers that none has failed", async () => {
    const { answer, given, asked } = await handing([recordOf("a"), recordOf("b", 3)]);

    assert.deepEqual(answer, { batchItemFailures: [] });
    assert.deepEqual(given, [
      [{ id: "a" }, { id: "m-a", attempt: 1, enqueuedAt: new Date("2026-11-29"), attributes: { by: "web" } }],
      [{ id: "b" }, { id: "m-b", attempt: 3, enqueuedAt: new Date("2026-11-29"), attributes: { by: "web" } }],
    ]);
    assert.deepEqual(asked, []);
  });

  // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
  it("answers which message has failed, and hides only that one until it is to be tried again", async () => {
    const { answer, given, asked } = await handing([recordOf("a"), recordOf("bad", 2), recordOf("c")]);

    assert.deepEqual(answer, { batchItemFailures: [{ itemIdentifier: "059f36b4-bad" }] });
    assert.equal(given.length, 3);
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html
    assert.equal(asked.length, 1);
    assert.equal(asked[0]?.[0], "AmazonSQS.ChangeMessageVisibility");
    assert.partialDeepStrictEqual(asked[0]?.[1], { ReceiptHandle: "AQEB-bad", VisibilityTimeout: 20 });
  });

  it("answers that it has failed also when it cannot be hidden", async () => {
    const { answer, lines } = await handing([recordOf("bad")], 400);

    assert.deepEqual(answer, { batchItemFailures: [{ itemIdentifier: "059f36b4-bad" }] });
    const told = lines.find(({ level }) => level === "warn");
    assert.match(String(told?.message), /only when the visibility timeout of the queue is over/);
    assert.partialDeepStrictEqual(told, {
      messageId: "m-bad",
      function: "fulfil",
      fields: { error: { code: "Invalid" } },
    });
  });

  it("puts what the handler gives up into the dead letters with the reason, and is done with it", async () => {
    const { answer, asked } = await handing([recordOf("wrong")]);

    assert.deepEqual(answer, { batchItemFailures: [] });
    const [[action, { QueueUrl, Entries }] = ["", {}]] = asked;
    assert.equal(action, "AmazonSQS.SendMessageBatch");
    assert.match(QueueUrl, /placed-dead-letters$/);
    const { fourfold } = Entries[0].MessageAttributes;
    assert.partialDeepStrictEqual(JSON.parse(fourfold.StringValue), { id: "m-wrong", reason: "It is wrong." });
  });

  it("loses nothing that cannot be put there: it fails", async () => {
    const { answer, lines } = await handing([recordOf("wrong")], 400);

    assert.deepEqual(answer, { batchItemFailures: [{ itemIdentifier: "059f36b4-wrong" }] });
    const told = lines.find(({ message }) => message === "The message could not be put into the dead letters.");
    assert.partialDeepStrictEqual(told, { level: "error", messageId: "m-wrong", function: "fulfil" });
  });

  it("takes what somebody else has sent, by what SQS says of it", async () => {
    const { given } = await handing([{ ...recordOf("a"), messageAttributes: {} as never }]);

    assert.partialDeepStrictEqual(given[0]?.[1], { id: "059f36b4-a", enqueuedAt: new Date(1_545_082_649_183) });
  });
});
