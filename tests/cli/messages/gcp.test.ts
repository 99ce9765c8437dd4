import assert from "node:assert/strict";
import { unexplained } from "../../../kit/cli/messages/letter.ts";
import type { Received, Reply } from "../credentials/vendor.ts";
import { clean, envelope, type OpenedVendor, openBox } from "./boxes.ts";

const subscription = "projects/shop-prod/subscriptions/shop-placed-dead-letters";
const base64 = (text: string): string => Buffer.from(text).toString("base64");

/** https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.subscriptions/pull#response-body */
const receivedMessages = [
  {
    ackId: "ack-1",
    message: {
      ...{ data: base64('{"order":"ü"}'), messageId: "1", publishTime: "2026-03-29T01:35:00Z" },
      attributes: { region: "eu-1", fourfold: JSON.stringify(envelope) },
    },
  },
  {
    ackId: "ack-2",
    message: {
      ...{ data: base64("{}"), messageId: "2", publishTime: "2026-03-29T01:35:00Z" },
      // https://cloud.google.com/pubsub/docs/handling-failures#track-delivery-attempts
      attributes: {
        CloudPubSubDeadLetterSourceDeliveryCount: "7",
        CloudPubSubDeadLetterSourceSubscription: "shop-placed-subscription",
        CloudPubSubDeadLetterSourceSubscriptionProject: "shop-prod",
        CloudPubSubDeadLetterSourceTopicPublishTime: "2026-03-29T01:30:00.000+00:00",
      },
    },
  },
];

describe("dead letters on Google Cloud", () => {
  let opened: OpenedVendor;
  let empty: number;
  const answer = ({ target }: Received): Reply => {
    if (!target.endsWith(":pull")) return { body: "{}" };
    empty -= 1;
    return { body: empty >= 0 ? "{}" : JSON.stringify({ receivedMessages }) };
  };
  beforeEach(async () => {
    empty = 0;
    const topic = "projects/shop-prod/topics/shop-placed";
    const attributes = { project: "shop-prod", topic, deadLettersKept: subscription };
    opened = await openBox("gcp", attributes, answer);
  });
  afterEach(() => opened.vendor.close());

  const last = () => {
    const request = opened.asked().at(-1);
    assert.ok(request);
    return { target: request.target, input: JSON.parse(request.body), headers: request.headers };
  };

  it("are pulled from the subscription that keeps them, with what Pub/Sub says of those that it has put there", async () => {
    const [ours, forwarded] = await opened.box.take(25);

    assert.equal(last().target, `/v1/${subscription}:pull`);
    assert.deepEqual(last().input, { maxMessages: 25, returnImmediately: true });
    assert.equal(last().headers.authorization, "Bearer googles-token");
    assert.deepEqual(ours, {
      ...{ envelope, body: '{"order":"ü"}', attributes: { region: "eu-1" }, handle: "ack-1" },
      ...{ reason: "Attempt 5 of 5 failed: out of ink", attempts: 5 },
    });
    assert.deepEqual(forwarded, {
      ...{
        envelope: { id: "2", sent: Date.parse("2026-03-29T01:30:00Z") },
        body: "{}",
        attributes: {},
        handle: "ack-2",
      },
      ...{ reason: unexplained, attempts: 7 },
    });
  });

  // https://cloud.google.com/sdk/gcloud/reference/pubsub/subscriptions/pull: "Receiving fewer messages than available occasionally is normal."
  it("are asked for again when an answer is empty, and not for ever", async () => {
    empty = 2;
    assert.equal((await opened.box.take(1)).length, 2);

    empty = 100;
    assert.deepEqual(await opened.box.take(1), []);
    assert.equal(opened.asked().length, 3 + 4);
  });

  it("are published to the queue's topic, without what Pub/Sub has added and what has become of them", async () => {
    const [ours, forwarded] = await opened.box.take(2);
    assert.ok(ours && forwarded);

    await opened.box.send(ours);
    const sent = last();
    await opened.box.send(forwarded);

    assert.equal(sent.target, "/v1/projects/shop-prod/topics/shop-placed:publish");
    const attributes = { region: "eu-1", fourfold: JSON.stringify(clean) };
    assert.deepEqual(sent.input, { messages: [{ data: base64('{"order":"ü"}'), attributes }] });
    assert.deepEqual(Object.keys(last().input.messages[0].attributes), ["fourfold"]);
  });

  it("are acknowledged when they are removed, and shown to others again without a deadline", async () => {
    const [one, two] = await opened.box.take(2);
    assert.ok(one && two);

    await opened.box.remove(one);
    const removed = last();
    await opened.box.release([two]);

    assert.deepEqual([removed.target, removed.input], [`/v1/${subscription}:acknowledge`, { ackIds: ["ack-1"] }]);
    assert.deepEqual(
      [last().target, last().input],
      [`/v1/${subscription}:modifyAckDeadline`, { ackIds: ["ack-2"], ackDeadlineSeconds: 0 }],
    );
  });
});
