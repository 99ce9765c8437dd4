import assert from "node:assert/strict";
import { createFakeClock, type FakeClock } from "../../../../kit/simulator/index.ts";
import { aWhile } from "../../../support/until.ts";
import type { Deployment } from "../../deployment.ts";
import { Lives } from "../../support/lives.ts";
import { createAccount, memberOf } from "../api/client.ts";
import { openGcp } from "../shop.ts";
import {
  call,
  createClerk,
  createSubscription,
  createTopic,
  grantOn,
  publish,
  pull,
  type Received,
  textsOf,
} from "./client.ts";

const second = 1_000;
const minute = 60 * second;

// https://cloud.google.com/pubsub/docs/pull
describe("gcp: a subscription of Pub/Sub that is pulled", () => {
  let clock: FakeClock;
  let gcp: Deployment;
  beforeEach(async () => {
    clock = createFakeClock(Date.UTC(2026, 6, 1));
    gcp = await openGcp({ clock });
    await createClerk(gcp);
    await createTopic(gcp);
  });
  afterEach(() => gcp.stop());

  const idsOf = (received: readonly Received[]) => received.map(({ ackId }) => ackId);
  const acknowledge = (received: readonly Received[]) =>
    call(gcp, "subscriptions/orders:acknowledge", { ackIds: idsOf(received) });
  const extend = (received: readonly Received[], ackDeadlineSeconds: number) =>
    call(gcp, "subscriptions/orders:modifyAckDeadline", { ackIds: idsOf(received), ackDeadlineSeconds });

  // https://cloud.google.com/pubsub/docs/subscription-properties#ack_deadline
  it("delivers a message again when its deadline is over, and not after it was acknowledged", async () => {
    await createSubscription(gcp, "orders", { ackDeadlineSeconds: 20 });
    await publish(gcp, "one", "two");

    assert.deepEqual(textsOf(await pull(gcp, "orders", 1)), ["one"]);
    assert.deepEqual(textsOf(await pull(gcp, "orders")), ["two"]);
    clock.advance(20 * second - 1);
    assert.deepEqual(await pull(gcp, "orders"), []);
    clock.advance(1);
    const again = await pull(gcp, "orders");
    assert.deepEqual(textsOf(again), ["one", "two"]);
    assert.deepEqual((await acknowledge(again)).body, {});
    clock.advance(minute);

    assert.deepEqual(await pull(gcp, "orders"), []);
  });

  // https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.subscriptions/modifyAckDeadline
  it("extends a deadline, and gives a message back at once where it becomes 0", async () => {
    await createSubscription(gcp, "orders");
    await publish(gcp, "one");

    const taken = await pull(gcp, "orders");
    await extend(taken, 60);
    clock.advance(59 * second);
    assert.deepEqual(await pull(gcp, "orders"), []);
    await extend(taken, 0);

    assert.deepEqual(textsOf(await pull(gcp, "orders")), ["one"]);
    assert.equal((await extend(taken, 601)).status, 400);
    assert.equal((await extend([], 10)).status, 400);
  });

  // https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.subscriptions#RetryPolicy
  it("waits by the retry policy before it delivers what was given back", async () => {
    await createSubscription(gcp, "orders", { retryPolicy: { minimumBackoff: "15s", maximumBackoff: "40s" } });
    await publish(gcp, "one");

    for (const wait of [15, 30, 40, 40]) {
      await extend(await pull(gcp, "orders"), 0);
      clock.advance(wait * second - 1);
      assert.deepEqual(await pull(gcp, "orders"), []);
      clock.advance(1);
    }

    assert.deepEqual(textsOf(await pull(gcp, "orders")), ["one"]);
  });

  // "Must be a positive integer", "the system may wait (for a bounded amount of time) until at least one message is available":
  // https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.subscriptions/pull
  it("waits for a message where the request lets it", async () => {
    await createSubscription(gcp, "orders");

    const waiting = call(gcp, "subscriptions/orders:pull", { maxMessages: 1 });
    await aWhile();
    await publish(gcp, "one");
    const received = (await waiting).body.receivedMessages;
    await acknowledge(received);
    const late = call(gcp, "subscriptions/orders:pull", { maxMessages: 1 });
    await aWhile();
    clock.advance(10 * second);

    assert.deepEqual(textsOf(received), ["one"]);
    assert.deepEqual((await late).body, {});
    assert.equal((await call(gcp, "subscriptions/orders:pull", { maxMessages: 0 })).status, 400);
  });

  // "From the moment a message is published": https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.subscriptions
  it("keeps a message as long as it says", async () => {
    await createSubscription(gcp, "orders", { messageRetentionDuration: "600s" });
    await publish(gcp, "one");
    clock.advance(599 * second);
    await publish(gcp, "two");
    clock.advance(second);

    assert.deepEqual(textsOf(await pull(gcp, "orders")), ["two"]);
  });

  // https://cloud.google.com/pubsub/docs/access-control
  it("asks for the role of a subscriber, on the subscription or the project", async () => {
    await createSubscription(gcp, "orders");
    await createAccount(gcp, "shop-other");
    const statusFor = async (verb: string) =>
      (
        await call(
          gcp,
          `subscriptions/orders:${verb}`,
          { maxMessages: 1, ackIds: ["1"], returnImmediately: true },
          "shop-other",
        )
      ).status;

    await grantOn(gcp, { subscription: "orders" }, "roles/pubsub.publisher", memberOf("shop-other"));
    assert.deepEqual(await Promise.all(["pull", "acknowledge", "modifyAckDeadline"].map(statusFor)), [403, 403, 403]);
    await grantOn(gcp, { subscription: "orders" }, "roles/pubsub.subscriber", memberOf("shop-other"));

    assert.deepEqual(await Promise.all(["pull", "acknowledge", "modifyAckDeadline"].map(statusFor)), [200, 200, 200]);
  });

  it("is not there for what is pushed", async () => {
    await createSubscription(gcp, "orders", { pushConfig: { pushEndpoint: "https://shop.example/" } });

    const { status, body } = await call(gcp, "subscriptions/orders:pull", { maxMessages: 1 });

    assert.deepEqual([status, body.error.status], [400, "FAILED_PRECONDITION"]);
  });

  it("forgets its messages when it is deleted", async () => {
    const subscription = await createSubscription(gcp, "orders");
    await publish(gcp, "one");

    await gcp.remove(subscription);
    await createSubscription(gcp, "orders");

    assert.deepEqual(await pull(gcp, "orders"), []);
  });
});

describe("gcp: messages of Pub/Sub after a restart", () => {
  it("are still there, and what was pulled is until its deadline", async () => {
    const clock = createFakeClock(Date.UTC(2026, 6, 1));
    await using lives = new Lives((options) => openGcp({ ...options, clock }));
    const first = await lives.start();
    await createClerk(first);
    await createTopic(first);
    await createSubscription(first, "orders");
    await publish(first, "one");
    clock.advance(1);
    await publish(first, "two");
    await pull(first, "orders", 1);
    await lives.stop();

    const second = await lives.start();

    assert.deepEqual(textsOf(await pull(second, "orders")), ["two"]);
    clock.advance(10_000);
    assert.deepEqual(textsOf(await pull(second, "orders")), ["one", "two"]);
  });
});
