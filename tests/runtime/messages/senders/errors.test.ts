import assert from "node:assert/strict";
import type { Outgoing } from "../../../../kit/runtime/messages/envelope.ts";
import { MessageError, type MessageErrorCode } from "../../../../kit/runtime/messages/errors.ts";
import type { Sender } from "../../../../kit/runtime/messages/sender.ts";
import { queueSender } from "../../../../kit/runtime/messages/senders/cloudflare.ts";
import { pubsubSender } from "../../../../kit/runtime/messages/senders/pubsub.ts";
import { serviceBusSender } from "../../../../kit/runtime/messages/senders/service-bus.ts";
import { snsSender } from "../../../../kit/runtime/messages/senders/sns.ts";
import { sqsSender } from "../../../../kit/runtime/messages/senders/sqs.ts";
import { openCloud } from "../../support/cloud.ts";

/** Two messages on their way. */
const messages: readonly Outgoing[] = ["m-1", "m-2"].map((id) => ({
  envelope: { id, sent: Date.UTC(2026, 10, 29) },
  body: `{"order":"${id}"}`,
  attributes: { kind: "created" },
}));

/** What a cloud answers, and what that means. */
type Refusal = readonly [status: number, body: string, code: MessageErrorCode];

const ofSqs = (type: string) => JSON.stringify({ __type: `com.amazonaws.sqs#${type}`, message: "no" });
const ofSns = (code: string) =>
  `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`;
const ofPubSub = (code: number, status: string) => JSON.stringify({ error: { code, message: "no", status } });
const ofServiceBus = (code: number) => `<Error><Code>${code}</Code><Detail>no</Detail></Error>`;

interface Documented {
  readonly source: string;
  open(url: string): Sender;
  readonly refusals: readonly Refusal[];
}

const documented: Readonly<Record<string, Documented>> = {
  SQS: {
    source:
      "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html#API_SendMessageBatch_Errors",
    open: (url) => sqsSender(`${url}/123456789012/placed`),
    refusals: [
      [400, ofSqs("QueueDoesNotExist"), "NotFound"],
      [400, ofSqs("RequestThrottled"), "Throttled"],
      [400, ofSqs("BatchRequestTooLong"), "TooLarge"],
      [400, ofSqs("AccessDeniedException"), "Denied"],
      [400, ofSqs("UnsupportedOperation"), "Invalid"],
      [503, "", "Unavailable"],
    ],
  },
  SNS: {
    source: "https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html#API_PublishBatch_Errors",
    open: () => snsSender("arn:aws:sns:eu-west-1:123456789012:events"),
    refusals: [
      [404, ofSns("NotFound"), "NotFound"],
      // https://docs.aws.amazon.com/sns/latest/api/CommonErrors.html
      [400, ofSns("Throttling"), "Throttled"],
      // https://repost.aws/knowledge-center/sns-throttling-exception-errors
      [400, ofSns("ThrottlingException"), "Throttled"],
      [400, ofSns("BatchRequestTooLong"), "TooLarge"],
      [403, ofSns("AuthorizationError"), "Denied"],
      [400, ofSns("InvalidParameter"), "Invalid"],
      [500, ofSns("InternalError"), "Unavailable"],
    ],
  },
  "Pub/Sub": {
    source: "https://cloud.google.com/pubsub/docs/reference/error-codes",
    open: () => pubsubSender("projects/p/topics/placed"),
    refusals: [
      [404, ofPubSub(404, "NOT_FOUND"), "NotFound"],
      [429, ofPubSub(429, "RESOURCE_EXHAUSTED"), "Throttled"],
      [403, ofPubSub(403, "PERMISSION_DENIED"), "Denied"],
      [401, ofPubSub(401, "UNAUTHENTICATED"), "Denied"],
      [400, ofPubSub(400, "INVALID_ARGUMENT"), "Invalid"],
      [409, ofPubSub(409, "ABORTED"), "Unavailable"],
      [499, ofPubSub(499, "CANCELLED"), "Unavailable"],
      [503, ofPubSub(503, "UNAVAILABLE"), "Unavailable"],
      [504, ofPubSub(504, "DEADLINE_EXCEEDED"), "Unavailable"],
    ],
  },
  "Service Bus": {
    // https://learn.microsoft.com/azure/service-bus-messaging/service-bus-resource-manager-exceptions: 410 of what was deleted.
    source: "https://learn.microsoft.com/rest/api/servicebus/send-message-batch#response-codes",
    open: (url) => serviceBusSender(`${url}/placed`),
    refusals: [
      [401, ofServiceBus(401), "Denied"],
      [403, ofServiceBus(403), "Denied"],
      [404, ofServiceBus(404), "NotFound"],
      [410, ofServiceBus(410), "NotFound"],
      [413, ofServiceBus(413), "TooLarge"],
      [429, ofServiceBus(429), "Throttled"],
      [400, ofServiceBus(400), "Invalid"],
      [500, ofServiceBus(500), "Unavailable"],
      [503, ofServiceBus(503), "Unavailable"],
    ],
  },
};

const isOf = (code: MessageErrorCode) => (error: unknown) => error instanceof MessageError && error.code === code;

for (const [service, { source, open, refusals }] of Object.entries(documented)) {
  describe(`what ${service} answers, as documented: ${source}`, () => {
    for (const [status, body, code] of refusals) {
      const said = /[A-Z][A-Za-z_]{6,}(?=["<])/.exec(body.replace("ErrorResponse", ""))?.[0] ?? "";
      it(`is ${code}: ${[status, said].join(" ").trim()}`, async () => {
        await using cloud = await openCloud({ status, body });

        await assert.rejects(open(cloud.url).send(messages), isOf(code));
        assert.equal(cloud.calls.length, 1);
      });
    }
  });
}

describe("a batch of which only some was taken", () => {
  it("says by its place which message SQS has not taken, inside a 200", async () => {
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_BatchResultErrorEntry.html
    const Failed = [{ Id: "1", Code: "InternalError", Message: "later", SenderFault: false }];
    const body = JSON.stringify({ Successful: [{ Id: "0", MessageId: "x", MD5OfMessageBody: "y" }], Failed });
    await using cloud = await openCloud({ status: 200, body });

    const errors = await sqsSender(`${cloud.url}/123456789012/placed`).send(messages);

    assert.deepEqual(
      errors.map((error) => error?.code),
      [undefined, "Unavailable"],
    );
    assert.match(errors[1]?.message ?? "", /InternalError: later/);
  });

  it("says by its place which message SNS has not taken, inside a 200", async () => {
    // https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html
    const body =
      '<PublishBatchResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishBatchResult>' +
      "<Failed><member><Id>0</Id><Code>Throttled</Code><Message>slow down</Message><SenderFault>true</SenderFault></member></Failed>" +
      "<Successful><member><Id>1</Id><MessageId>x</MessageId></member></Successful>" +
      "</PublishBatchResult></PublishBatchResponse>";
    await using _cloud = await openCloud({ status: 200, body });

    const errors = await snsSender("arn:aws:sns:eu-west-1:123456789012:events").send(messages);

    assert.deepEqual(
      errors.map((error) => error?.code),
      ["Throttled", undefined],
    );
  });
});

// https://developers.cloudflare.com/queues/reference/error-codes/
describe("what a binding to a queue throws", () => {
  const thrown: Readonly<Record<string, MessageErrorCode>> = {
    "No. (10104)": "NotFound",
    "No. (10204)": "TooLarge",
    "No. (10206)": "TooLarge",
    "No. (10250)": "Throttled",
    "No. (10251)": "Unavailable",
    "No. (10252)": "Denied",
    "Network connection lost.": "Unavailable",
  };
  for (const [text, code] of Object.entries(thrown)) {
    it(`is ${code}: ${text}`, async () => {
      const sender = queueSender({ sendBatch: () => Promise.reject(new Error(text)) });

      await assert.rejects(sender.send(messages), isOf(code));
    });
  }
});

describe("what a sender asks for", () => {
  it("is signed on AWS, and has the envelope beside the item", async () => {
    await using cloud = await openCloud({ status: 200, body: "{}" });

    await sqsSender(`${cloud.url}/123456789012/placed`).send(messages);

    const [call] = cloud.calls;
    assert.ok(call);
    const { headers, body } = call;
    assert.match(headers.authorization ?? "", /^AWS4-HMAC-SHA256 Credential=.*\/eu-west-1\/sqs\/aws4_request/);
    assert.equal(headers["x-amz-target"], "AmazonSQS.SendMessageBatch");
    assert.partialDeepStrictEqual(JSON.parse(body).Entries[0], {
      MessageBody: '{"order":"m-1"}',
      MessageAttributes: { kind: { DataType: "String", StringValue: "created" } },
    });
    assert.equal(JSON.parse(JSON.parse(body).Entries[0].MessageAttributes.fourfold.StringValue).id, "m-1");
  });

  it("has the identity's token on Google Cloud and Azure", async () => {
    await using cloud = await openCloud({ status: 200, body: "{}" });

    await pubsubSender("projects/p/topics/placed").send(messages);
    await serviceBusSender(`${cloud.url}/placed`).send(messages);

    assert.deepEqual(
      cloud.calls.map(({ path, headers }) => [path, headers.authorization]),
      [
        ["/v1/projects/p/topics/placed:publish", "Bearer t-1"],
        ["/placed/messages", "Bearer t-1"],
      ],
    );
    const [published, sent] = cloud.calls.map(({ body }) => JSON.parse(body));
    assert.equal(Buffer.from(published.messages[0].data, "base64").toString(), '{"order":"m-1"}');
    assert.partialDeepStrictEqual(sent[0], { Body: '{"order":"m-1"}', BrokerProperties: { MessageId: "m-1" } });
  });
});
