import assert from "node:assert/strict";
import { createFakeClock, type FakeClock } from "../../../../kit/simulator/index.ts";
import { aWhile, until } from "../../../support/until.ts";
import type { Deployed, Deployment } from "../../deployment.ts";
import { Lives } from "../../support/lives.ts";
import { createAccount, emailOf, memberOf } from "../api/client.ts";
import { deployFunction, memberToken, openGcp, urlOf } from "../shop.ts";
import { base64, call, createClerk, createSubscription, createTopic, nameOf, publish } from "./client.ts";

const second = 1_000;
const minute = 60 * second;

/** A function that writes what it is pushed, and answers the status that the message asks for, or not at all. */
const consumer = `export const handler = (request, response) => {
  const { headers, body } = request;
  console.log(JSON.stringify({ pushed: body, headers }));
  const text = Buffer.from(body.message.data ?? "", "base64").toString();
  if (text !== "silent") response.status(Number(text) || 204).end();
};`;

/** What functions of these tests were pushed. */
function pushesIn(gcp: Deployment) {
  const lines = gcp.simulator.world.logs.recent({ group: "consume" });
  return lines.flatMap(({ text }) => (text.includes('"pushed"') ? [JSON.parse(text)] : []));
}

function failuresIn(gcp: Deployment): readonly string[] {
  return gcp.simulator.world.logs.recent({ group: "orders" }).map(({ text }) => text);
}

// https://cloud.google.com/pubsub/docs/push
describe("gcp: a subscription of Pub/Sub that pushes", function pushing() {
  this.timeout(30_000);
  let clock: FakeClock;
  let gcp: Deployment;
  beforeEach(async () => {
    clock = createFakeClock(Date.UTC(2026, 6, 1));
    gcp = await openGcp({ clock });
    await createClerk(gcp);
    await createTopic(gcp);
  });
  afterEach(() => gcp.stop());

  const pushes = () => pushesIn(gcp);
  const failures = () => failuresIn(gcp);
  /** Messages that are not acknowledged: a function has written what it was pushed before its answer is there. */
  const outstanding = () => gcp.simulator.world.store.values("messages/").size;
  const deployConsumer = (more: object = {}) => deployFunction(gcp, consumer, { name: "consume", ...more });
  const subscribe = (target: Deployed, more: object = {}, oidcToken?: object) =>
    createSubscription(gcp, "orders", {
      pushConfig: { pushEndpoint: urlOf(target), ...(oidcToken === undefined ? {} : { oidcToken }) },
      ...more,
    });

  // https://cloud.google.com/pubsub/docs/push#receive_push
  it("pushes a message as the documented JSON, and is done with it when the function answers", async () => {
    await subscribe(await deployConsumer());
    const attributes = { kind: "new" };

    const { body } = await call(gcp, "topics/orders:publish", { messages: [{ data: base64("größer"), attributes }] });
    await until(() => pushes().length > 0);
    await call(gcp, "topics/orders:publish", { messages: [{ attributes }] });
    await until(() => pushes().length > 1 && outstanding() === 0);
    clock.advance(20 * minute);
    await publish(gcp, "last");
    await until(() => pushes().some(({ pushed }) => pushed.message.data === base64("last")));
    await aWhile();

    const [messageId] = body.messageIds;
    const publishTime = "2026-07-01T00:00:00.000Z";
    const [first, other, ...rest] = pushes();
    assert.equal(rest.length, 1);
    assert.deepEqual(first.pushed, {
      message: {
        ...{ data: base64("größer"), attributes, messageId, message_id: messageId },
        ...{ publishTime, publish_time: publishTime },
      },
      subscription: nameOf("subscriptions", "orders"),
    });
    assert.deepEqual(Object.keys(other.pushed.message).sort(), [
      ...["attributes", "messageId", "message_id", "publishTime", "publish_time"],
    ]);
    assert.equal(first.headers["content-type"], "application/json");
    assert.equal(first.headers.authorization, undefined);
    assert.deepEqual(failures(), []);
  });

  // https://cloud.google.com/pubsub/docs/push#receive_push
  it("takes 200, 201, 202 and 204 for an acknowledgement, and nothing else", async () => {
    await subscribe(await deployConsumer(), { retryPolicy: { minimumBackoff: "600s" } });

    await publish(gcp, "200", "201", "202", "204");
    await until(() => pushes().length === 4 && outstanding() === 0);
    await publish(gcp, "203");
    await until(() => failures().length === 1);
    clock.advance(minute);
    await publish(gcp, "302");
    await until(() => failures().length === 2);

    assert.match(failures().join(), /answered 203.*answered 302/s);
  });

  // https://cloud.google.com/pubsub/docs/authenticate-push-subscriptions
  it("is let in only as an account that may call the function", async () => {
    const target = await deployConsumer({ open: false });
    await createAccount(gcp, "shop-pusher");
    await subscribe(target, {}, { serviceAccountEmail: emailOf("shop-pusher") });

    await publish(gcp, "one");
    await until(() => failures().length > 0);
    assert.match(failures().join(), /answered 403/);

    await gcp.create(memberToken, "pusher", {
      ...{ name: "consume", location: "europe-west1", role: "roles/run.invoker", member: memberOf("shop-pusher") },
    });
    clock.advance(minute);
    await until(() => pushes().length > 0);
    const [, claims = ""] = pushes()[0].headers.authorization.split(".");
    const { aud, email, email_verified, iss } = JSON.parse(Buffer.from(claims, "base64url").toString());
    assert.deepEqual(
      { aud, email, email_verified, iss },
      { aud: urlOf(target), email: emailOf("shop-pusher"), email_verified: true, iss: "https://accounts.google.com" },
    );
  });

  // https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.subscriptions#OidcToken
  it("shows a token for the audience that is configured", async () => {
    const target = await deployConsumer();
    await createAccount(gcp, "shop-pusher");
    const oidcToken = { serviceAccountEmail: emailOf("shop-pusher"), audience: "shop-orders" };
    await subscribe(target, {}, oidcToken);

    await publish(gcp, "one");
    await until(() => pushes().length > 0);

    const [, claims = ""] = pushes()[0].headers.authorization.split(".");
    assert.equal(JSON.parse(Buffer.from(claims, "base64url").toString()).aud, "shop-orders");
  });

  // https://cloud.google.com/pubsub/docs/handling-failures#exponential_backoff
  it("pushes a failed message again, and waits longer each time", async () => {
    await subscribe(await deployConsumer(), { retryPolicy: { minimumBackoff: "10s", maximumBackoff: "30s" } });
    await publish(gcp, "500");
    await until(() => failures().length === 1);

    for (const [index, wait] of [10, 20, 30, 30].entries()) {
      clock.advance(wait * second - 1);
      await aWhile();
      assert.equal(failures().length, index + 1);
      clock.advance(1);
      await until(() => failures().length === index + 2);
    }

    assert.equal(pushes().length, 5);
    assert.equal(pushes()[4].pushed.deliveryAttempt, undefined);
  });

  // https://cloud.google.com/pubsub/docs/handling-failures#push_backoff
  it("pauses after failures where no policy lets messages wait", async () => {
    await subscribe(await deployConsumer());
    await publish(gcp, "500");
    await until(() => failures().length === 1);
    await aWhile();
    assert.equal(failures().length, 1);

    for (const [index, wait] of [100, 200, 400].entries()) {
      clock.advance(wait - 1);
      await aWhile();
      assert.equal(failures().length, index + 1);
      clock.advance(1);
      await until(() => failures().length === index + 2);
    }
  });

  // Nothing is ordered without keys: https://cloud.google.com/pubsub/docs/ordering
  it("pushes what waits before what has failed, which would fail again after each pause", async () => {
    await subscribe(await deployConsumer());

    await publish(gcp, ...Array(5).fill("500"), "200");
    for (const failed of [4, 5]) {
      await until(() => failures().length === failed);
      await aWhile();
      clock.advance(2 * second);
    }

    await until(() => pushes().length >= 6);
    assert.equal(pushes()[5].pushed.message.data, base64("200"));
  });

  // "This value is also used to set the request timeout for the call to the push endpoint":
  // https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.subscriptions#Subscription
  it("pushes a message again that was not answered within the deadline", async () => {
    await subscribe(await deployConsumer({ service: { timeoutSeconds: 120 } }), { ackDeadlineSeconds: 15 });
    await publish(gcp, "silent");
    await until(() => pushes().length === 1);

    clock.advance(15 * second - 1);
    await aWhile();
    assert.equal(failures().length, 0);
    clock.advance(1);
    await until(() => failures().length === 1);
    assert.match(failures().join(), /did not answer within 15 s/);
    await aWhile();
    assert.equal(pushes().length, 1);
    clock.advance(second);
    await until(() => pushes().length === 2);

    assert.equal(pushes()[1].pushed.message.messageId, pushes()[0].pushed.message.messageId);
  });

  // https://cloud.google.com/pubsub/docs/push#push_delivery_rate
  it("begins with few pushes at a time, and makes more of them as they succeed", async () => {
    const service = { timeoutSeconds: 3_000, maxInstanceRequestConcurrency: 80, availableCpu: "1" };
    const target = await deployConsumer({ service });
    await subscribe(target, { ackDeadlineSeconds: 600 });

    await publish(gcp, ...Array(20).fill("silent"));
    await until(() => pushes().length === 4);
    await aWhile();
    assert.equal(pushes().length, 4);

    await createSubscription(gcp, "willing", { pushConfig: { pushEndpoint: urlOf(target) } });
    await publish(gcp, ...Array(8).fill("200"));
    const willing = () => pushes().filter(({ pushed }) => pushed.subscription.endsWith("willing"));
    await until(() => willing().length === 8);
    await aWhile();
    await publish(gcp, ...Array(20).fill("silent"));
    await until(() => willing().length === 8 + 12);
    await aWhile();

    assert.equal(willing().length, 8 + 12);
  });

  it("fails for an address that is no function's here, and goes on when it is corrected", async () => {
    const subscription = await createSubscription(gcp, "orders", {
      pushConfig: { pushEndpoint: "https://shop.example/" },
    });
    await publish(gcp, "one");
    await until(() => failures().length > 0);
    assert.match(failures().join(), /NOT_FOUND/);

    const pushConfig = { pushEndpoint: urlOf(await deployConsumer()) };
    await gcp.update(subscription, { ...subscription.inputs, pushConfig });
    clock.advance(minute);

    await until(() => pushes().length === 1);
  });

  it("pushes nothing after it was deleted, or has no endpoint any more", async () => {
    const target = await deployConsumer();
    const subscription = await subscribe(target);
    const { pushConfig: _, ...pulled } = subscription.inputs;

    const changed = await gcp.update(subscription, pulled);
    await publish(gcp, "kept");
    await aWhile();
    assert.deepEqual(pushes(), []);
    await gcp.remove(changed);
    const again = await subscribe(target);
    await publish(gcp, "new");
    await until(() => pushes().length > 0);

    assert.equal(pushes()[0].pushed.message.data, base64("new"));
    await gcp.remove(again);
    await subscribe(target);
    await publish(gcp, "newer");
    await until(() => pushes().length > 1);
  });
});

describe("gcp: what Pub/Sub was pushing when the simulator ended", function restarted() {
  this.timeout(30_000);

  it("is pushed again when it starts", async () => {
    const clock = createFakeClock(Date.UTC(2026, 6, 1));
    await using lives = new Lives((options) => openGcp({ ...options, clock }));
    const first = await lives.start();
    await createClerk(first);
    await createTopic(first);
    const target = await deployFunction(first, consumer, { name: "consume" });
    // Had it failed, it would wait.
    const retryPolicy = { minimumBackoff: "600s" };
    await createSubscription(first, "orders", { pushConfig: { pushEndpoint: urlOf(target) }, retryPolicy });
    await publish(first, "silent");
    await until(() => pushesIn(first).length === 1);
    await lives.stop();

    const second = await lives.start();

    await until(() => pushesIn(second).length === 1);
    assert.deepEqual(failuresIn(second), []);
  });
});
