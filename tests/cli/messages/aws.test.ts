import assert from "node:assert/strict";
import { unexplained } from "../../../kit/cli/messages/letter.ts";
import type { Received, Reply } from "../credentials/vendor.ts";
import { clean, envelope, type OpenedVendor, openBox } from "./boxes.ts";

const account = "https://sqs.eu-west-1.amazonaws.com/123456789012";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html#API_ReceiveMessage_Examples */
const messages = [
  {
    ...{ MessageId: "m-1", ReceiptHandle: "AQEB1", Body: '{"order":1}' },
    Attributes: { SentTimestamp: "1774747900000" },
    MessageAttributes: {
      fourfold: { DataType: "String", StringValue: JSON.stringify(envelope) },
      region: { DataType: "String", StringValue: "eu-1" },
    },
  },
  {
    ...{ MessageId: "m-2", ReceiptHandle: "AQEB2", Body: "hello" },
    Attributes: { SentTimestamp: "1774747900000" },
  },
];

const actionOf = ({ headers }: Received): string => String(headers["x-amz-target"]);

function answer(request: Received): Reply {
  return { body: actionOf(request) === "AmazonSQS.ReceiveMessage" ? JSON.stringify({ Messages: messages }) : "{}" };
}

describe("dead letters on AWS", () => {
  let opened: OpenedVendor;
  beforeEach(async () => {
    const attributes = {
      ...{ arn: "arn:aws:sqs:eu-west-1:123456789012:shop-placed", url: `${account}/shop-placed` },
      deadLetters: `${account}/shop-placed-dead-letters`,
    };
    opened = await openBox("aws", attributes, answer);
  });
  afterEach(() => opened.vendor.close());

  const last = () => {
    const request = opened.asked().at(-1);
    assert.ok(request);
    return { action: actionOf(request), input: JSON.parse(request.body), headers: request.headers };
  };

  it("are received from their own queue, which hides them for a minute, and say what the function has said", async () => {
    const [ours, theirs] = await opened.box.take(25);

    const { action, input, headers } = last();
    assert.equal(action, "AmazonSQS.ReceiveMessage");
    assert.equal(headers["content-type"], "application/x-amz-json-1.0");
    assert.match(headers.authorization ?? "", /\/eu-west-1\/sqs\/aws4_request/);
    assert.deepEqual(input, {
      ...{ QueueUrl: `${account}/shop-placed-dead-letters`, MaxNumberOfMessages: 10 },
      ...{ WaitTimeSeconds: 1, VisibilityTimeout: 60 },
      ...{ MessageAttributeNames: ["All"], MessageSystemAttributeNames: ["SentTimestamp"] },
    });
    assert.deepEqual(ours, {
      ...{ envelope, body: '{"order":1}', attributes: { region: "eu-1" }, handle: "AQEB1" },
      ...{ reason: "Attempt 5 of 5 failed: out of ink", attempts: 5 },
    });
    assert.deepEqual(theirs, {
      ...{ envelope: { id: "m-2", sent: 1_774_747_900_000 }, body: "hello", attributes: {}, handle: "AQEB2" },
      ...{ reason: unexplained, attempts: undefined },
    });
  });

  it("are sent to the queue itself, with their id and without what has become of them", async () => {
    const [letter] = await opened.box.take(1);
    assert.ok(letter);

    await opened.box.send(letter);

    assert.equal(last().action, "AmazonSQS.SendMessage");
    assert.deepEqual(last().input, {
      ...{ QueueUrl: `${account}/shop-placed`, MessageBody: '{"order":1}' },
      MessageAttributes: {
        region: { DataType: "String", StringValue: "eu-1" },
        fourfold: { DataType: "String", StringValue: JSON.stringify(clean) },
      },
    });
  });

  it("are removed, and shown to others again", async () => {
    const [one, two] = await opened.box.take(2);
    assert.ok(one && two);

    await opened.box.remove(one);
    const removed = last();
    await opened.box.release([two]);

    const QueueUrl = `${account}/shop-placed-dead-letters`;
    assert.deepEqual(
      [removed.action, removed.input],
      ["AmazonSQS.DeleteMessage", { QueueUrl, ReceiptHandle: "AQEB1" }],
    );
    assert.deepEqual(
      [last().action, last().input],
      ["AmazonSQS.ChangeMessageVisibility", { QueueUrl, ReceiptHandle: "AQEB2", VisibilityTimeout: 0 }],
    );
  });
});
