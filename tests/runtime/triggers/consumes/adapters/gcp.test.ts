import assert from "node:assert/strict";
import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { serve } from "../../../../../kit/runtime/triggers/consumes/adapters/gcp.ts";
import { ownVariables } from "../../../../../kit/spec/messages/variables.ts";
import { openCloud } from "../../../support/cloud.ts";
import { capture } from "../../../support/drivers.ts";
import { envelope, recording, settings } from "./support.ts";

/** As in https://cloud.google.com/pubsub/docs/push#receive_push */
const pushOf = (id: string, deliveryAttempt?: number) => ({
  ...(deliveryAttempt === undefined ? {} : { deliveryAttempt }),
  message: {
    attributes: { by: "web", fourfold: envelope(`m-${id}`) },
    data: Buffer.from(JSON.stringify({ id })).toString("base64"),
    messageId: "2070443601311540",
    message_id: "2070443601311540",
    publishTime: "2021-02-26T19:13:55.749Z",
    publish_time: "2021-02-26T19:13:55.749Z",
  },
  subscription: "projects/myproject/subscriptions/mysubscription",
});

/** Pushes a body to the adapter, and answers its status, what it was given, and what it has published. */
async function pushing(body: object, status = 200) {
  const { given, definition } = recording();
  await using cloud = await openCloud({ status, body: "{}" });
  process.env[ownVariables.deadLetters] = "projects/p/topics/placed-dead-letters";
  try {
    const raw = { method: "POST", headers: {}, rawBody: Buffer.from(JSON.stringify(body)) };
    const request = Object.assign(new IncomingMessage(new Socket()), raw);
    const response = new ServerResponse(request);
    const handler = serve(definition, settings);
    await capture(async () => handler(request, response));
    return { status: response.statusCode, given, published: cloud.calls };
  } finally {
    delete process.env[ownVariables.deadLetters];
  }
}

describe("the adapter for pushes of Pub/Sub", () => {
  it("hands over the message with what is known of it, and answers that it is done", async () => {
    const { status, given } = await pushing(pushOf("a", 3));

    assert.equal(status, 204);
    assert.deepEqual(given, [
      [{ id: "a" }, { id: "m-a", attempt: 3, enqueuedAt: new Date("2026-11-29"), attributes: { by: "web" } }],
    ]);
  });

  // "deliveryAttempt … is only set if a DeadLetterPolicy is set": https://cloud.google.com/pubsub/docs/handling-failures#track_delivery_attempts
  it("counts one attempt where Pub/Sub says none", async () => {
    const { given } = await pushing(pushOf("a"));

    assert.equal(given[0]?.[1].attempt, 1);
  });

  it("answers that a message has failed, which Pub/Sub takes for a negative acknowledgment", async () => {
    const { status, published } = await pushing(pushOf("bad", 1));

    assert.deepEqual([status, published], [503, []]);
  });

  it("publishes what has had its attempts to the dead letters, with the reason", async () => {
    const { status, published } = await pushing(pushOf("bad", 5));

    assert.equal(status, 204);
    const [{ path, body } = { path: "", body: "{}" }] = published;
    assert.equal(path, "/v1/projects/p/topics/placed-dead-letters:publish");
    const { reason } = JSON.parse(JSON.parse(body).messages[0].attributes.fourfold);
    assert.equal(reason, "Attempt 5 of 5 failed: told to");
  });

  it("loses nothing that cannot be published there: it fails", async () => {
    const { status } = await pushing(pushOf("wrong", 1), 403);

    assert.equal(status, 503);
  });

  it("takes what somebody else has published, by what Pub/Sub says of it", async () => {
    const push = pushOf("a");
    const { given } = await pushing({ ...push, message: { ...push.message, attributes: undefined } });

    assert.deepEqual(given[0]?.[1], {
      ...{ id: "2070443601311540", attempt: 1, attributes: {} },
      enqueuedAt: new Date("2021-02-26T19:13:55.749Z"),
    });
  });
});
