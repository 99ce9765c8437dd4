import assert from "node:assert/strict";
import { createFakeClock, type FakeClock } from "../../../../kit/simulator/index.ts";
import { aWhile, until } from "../../../support/until.ts";
import type { Deployment } from "../../deployment.ts";
import { deployFunction, openGcp, urlOf } from "../shop.ts";
import {
  base64,
  call,
  createClerk,
  createSubscription,
  createTopic,
  grantOn,
  nameOf,
  publish,
  pull,
  textsOf,
} from "./client.ts";

const second = 1_000;
const minute = 60 * second;

const failing = `export const handler = (request, response) => {
  console.log(JSON.stringify({ attempt: request.body.deliveryAttempt }));
  response.status(500).end();
};`;

const policy = (maxDeliveryAttempts?: number) => ({
  deadLetterPolicy: { deadLetterTopic: nameOf("topics", "dead"), maxDeliveryAttempts },
});

// https://cloud.google.com/pubsub/docs/handling-failures
describe("gcp: dead letters of Pub/Sub", function dying() {
  this.timeout(30_000);
  let clock: FakeClock;
  let gcp: Deployment;
  let agent: string;
  beforeEach(async () => {
    clock = createFakeClock(Date.UTC(2026, 6, 1));
    gcp = await openGcp({ clock });
    await createClerk(gcp);
    await createTopic(gcp);
    await createTopic(gcp, "dead");
    await createSubscription(gcp, "dead", { topic: "dead" });
    const identity = { service: "pubsub.googleapis.com" };
    const { outputs } = await gcp.create("gcp:projects/serviceIdentity:ServiceIdentity", "agent", identity);
    agent = String(outputs.member);
  });
  afterEach(() => gcp.stop());

  const mayPublish = () => grantOn(gcp, { topic: "dead" }, "roles/pubsub.publisher", agent);
  const mayConsume = () => grantOn(gcp, { subscription: "orders" }, "roles/pubsub.subscriber", agent);
  const nack = async () => {
    const received = await pull(gcp, "orders");
    const ackIds = received.map(({ ackId }) => ackId);
    if (ackIds.length > 0) await call(gcp, "subscriptions/orders:modifyAckDeadline", { ackIds, ackDeadlineSeconds: 0 });
    return received.map(({ deliveryAttempt }) => deliveryAttempt);
  };

  // https://cloud.google.com/pubsub/docs/handling-failures#track-delivery-attempts
  it("forwards a message after its last attempt, and says where it is from", async () => {
    const pushEndpoint = urlOf(await deployFunction(gcp, failing, { name: "consume" }));
    await createSubscription(gcp, "orders", { pushConfig: { pushEndpoint }, ...policy(6) });
    await mayPublish();
    await mayConsume();
    const attempts = () =>
      gcp.simulator.world.logs
        .recent({ group: "consume" })
        .flatMap(({ text }) => (text.includes('"attempt"') ? [JSON.parse(text).attempt] : []));

    const { body } = await call(gcp, "topics/orders:publish", {
      messages: [{ data: base64("poison"), attributes: { kind: "new" } }],
    });
    for (let count = 1; count <= 6; count++) {
      await until(() => attempts().length === count);
      await aWhile();
      clock.advance(minute);
    }
    await aWhile();

    assert.deepEqual(attempts(), [1, 2, 3, 4, 5, 6]);
    const dead = await pull(gcp, "dead");
    assert.deepEqual(textsOf(dead), ["poison"]);
    assert.notEqual(dead[0]?.message.messageId, body.messageIds[0]);
    assert.equal(dead[0]?.deliveryAttempt, undefined);
    assert.deepEqual(dead[0]?.message.attributes, {
      kind: "new",
      CloudPubSubDeadLetterSourceDeliveryCount: "6",
      CloudPubSubDeadLetterSourceSubscription: "orders",
      CloudPubSubDeadLetterSourceSubscriptionProject: "shop-project",
      CloudPubSubDeadLetterSourceTopicPublishTime: "2026-07-01T00:00:00.000+00:00",
    });
  });

  // "The service account … must have the following roles": https://cloud.google.com/pubsub/docs/handling-failures#grant_forwarding_permissions
  for (const [missing, grantOther, grantMissing] of [
    ["publisher", mayConsume, mayPublish],
    ["subscriber", mayPublish, mayConsume],
  ] as const) {
    it(`delivers on while Pub/Sub's account is not a ${missing}`, async () => {
      await createSubscription(gcp, "orders", policy(5));
      await grantOther();
      await publish(gcp, "poison");

      for (let attempt = 1; attempt <= 7; attempt++) assert.deepEqual(await nack(), [attempt]);
      assert.deepEqual(await pull(gcp, "dead"), []);
      await grantMissing();
      await nack();

      assert.deepEqual(textsOf(await pull(gcp, "dead")), ["poison"]);
      assert.deepEqual(await pull(gcp, "orders"), []);
    });
  }

  // "1 + (the sum of number of NACKs and number of times the acknowledgment deadline has been exceeded)", "a default value of 5 is used":
  // https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.subscriptions#DeadLetterPolicy
  it("counts deadlines that were missed, up to five where the policy does not say", async () => {
    await createSubscription(gcp, "orders", policy());
    await mayPublish();
    await mayConsume();
    await publish(gcp, "slow", "good");
    const [slow, good] = await pull(gcp, "orders");
    await call(gcp, "subscriptions/orders:acknowledge", { ackIds: [good?.ackId] });

    for (let attempt = 2; attempt <= 5; attempt++) {
      clock.advance(10 * second);
      assert.deepEqual(
        (await pull(gcp, "orders")).map(({ deliveryAttempt }) => deliveryAttempt),
        [attempt],
      );
    }
    clock.advance(10 * second);
    assert.deepEqual(await pull(gcp, "orders"), []);

    assert.equal(slow?.deliveryAttempt, 1);
    assert.deepEqual(textsOf(await pull(gcp, "dead")), ["slow"]);
  });

  it("forwards a message right after its last attempt, however long another would wait", async () => {
    await createSubscription(gcp, "orders", { ...policy(5), retryPolicy: { minimumBackoff: "600s" } });
    await mayPublish();
    await mayConsume();
    await publish(gcp, "poison");

    for (let attempt = 1; attempt <= 5; attempt++) {
      clock.advance(10 * minute);
      assert.deepEqual(await nack(), [attempt]);
    }

    assert.deepEqual(textsOf(await pull(gcp, "dead")), ["poison"]);
  });

  // https://cloud.google.com/pubsub/docs/pubsub-basics: what no subscription of the dead-letter topic gets is lost.
  it("loses what the dead-letter topic has no subscription for", async () => {
    await createTopic(gcp, "unheard");
    await createSubscription(gcp, "orders", {
      deadLetterPolicy: { deadLetterTopic: nameOf("topics", "unheard"), maxDeliveryAttempts: 5 },
    });
    await grantOn(gcp, { topic: "unheard" }, "roles/pubsub.publisher", agent);
    await mayConsume();
    await publish(gcp, "poison");

    for (let attempt = 1; attempt <= 5; attempt++) assert.deepEqual(await nack(), [attempt]);

    assert.deepEqual(await pull(gcp, "orders"), []);
    assert.deepEqual(await pull(gcp, "dead"), []);
  });
});
