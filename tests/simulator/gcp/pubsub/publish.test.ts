import assert from "node:assert/strict";
import { createFakeClock } from "../../../../kit/simulator/index.ts";
import { Tokens } from "../../../../kit/simulator/services/gcp/iam/tokens.ts";
import type { Deployment } from "../../deployment.ts";
import { accessOf, callApi, createAccount, emailOf, memberOf } from "../api/client.ts";
import { openGcp } from "../shop.ts";
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

const start = Date.UTC(2026, 6, 1);

// https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.topics/publish
describe("gcp: publishing to Pub/Sub", () => {
  let gcp: Deployment;
  beforeEach(async () => {
    gcp = await openGcp({ clock: createFakeClock(start) });
    await createClerk(gcp);
    await createTopic(gcp);
  });
  afterEach(() => gcp.stop());

  const refusalOf = async (body: unknown) => {
    const answer = await call(gcp, "topics/orders:publish", body);
    return [answer.status, answer.body.error?.status];
  };
  const invalid = [400, "INVALID_ARGUMENT"];

  it("gives a message to each subscription of its topic, with one id and time", async () => {
    await createSubscription(gcp, "first");
    await createSubscription(gcp, "second", { topic: "orders" });
    await createTopic(gcp, "others");
    await createSubscription(gcp, "elsewhere", { topic: "others" });

    const attributes = { kind: "new", empty: "" };
    const { body } = await call(gcp, "topics/orders:publish", { messages: [{ data: base64("größer"), attributes }] });
    const [first] = await pull(gcp, "first");
    const [second] = await pull(gcp, "second");

    assert.match(body.messageIds[0], /^\d+$/);
    const publishTime = "2026-07-01T00:00:00.000Z";
    assert.deepEqual(first?.message, {
      data: base64("größer"),
      attributes,
      messageId: body.messageIds[0],
      publishTime,
    });
    assert.deepEqual(second?.message, first.message);
    assert.deepEqual(await pull(gcp, "elsewhere"), []);
  });

  // https://cloud.google.com/pubsub/docs/pubsub-basics
  it("loses what is published before there is a subscription", async () => {
    await publish(gcp, "early");
    await createSubscription(gcp, "late");
    await publish(gcp, "in time");

    assert.deepEqual(textsOf(await pull(gcp, "late")), ["in time"]);
  });

  // https://cloud.google.com/pubsub/quotas#resource_limits
  it("takes at most 1,000 messages and 10 MB at once, all or nothing", async () => {
    await createSubscription(gcp, "orders");
    const many = (count: number) => ({ messages: Array.from({ length: count }, () => ({ data: "YQ==" })) });
    const large = (bytes: number) => ({ messages: [{ data: base64("x") }, { data: base64("x".repeat(bytes - 1)) }] });

    assert.deepEqual(await refusalOf(many(1_001)), invalid);
    assert.deepEqual(await refusalOf(large(10_000_001)), invalid);
    assert.deepEqual(await pull(gcp, "orders"), []);
    assert.deepEqual(await refusalOf(many(1_000)), [200, undefined]);
    assert.deepEqual(await refusalOf(large(10_000_000)), [200, undefined]);
    assert.equal((await pull(gcp, "orders", 2_000)).length, 1_002);
  });

  // https://cloud.google.com/pubsub/docs/publisher#using-attributes, https://cloud.google.com/pubsub/quotas#resource_limits
  it("refuses messages that are empty, are not Base64, or have wrong attributes", async () => {
    const one = (message: object) => refusalOf({ messages: [message] });
    const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, ""]));

    assert.deepEqual(await refusalOf({ messages: [] }), invalid);
    assert.deepEqual(await one({ data: "" }), invalid);
    assert.deepEqual(await one({ data: "a b" }), invalid);
    assert.deepEqual(await one({ attributes: { goog: "1" } }), invalid);
    assert.deepEqual(await one({ attributes: { count: 1 } }), invalid);
    assert.deepEqual(await one({ attributes: { "": "1" } }), invalid);
    assert.deepEqual(await one({ attributes: { ["k".repeat(257)]: "" } }), invalid);
    assert.deepEqual(await one({ attributes: { k: "x".repeat(1_025) } }), invalid);
    assert.deepEqual(await one({ attributes: many(101) }), invalid);
    assert.deepEqual(await one({ attributes: { ...many(99), ["k".repeat(256)]: "x".repeat(1_024) } }), [
      200,
      undefined,
    ]);
  });

  // https://cloud.google.com/pubsub/docs/access-control
  it("asks for the role of a publisher, on the topic or the project", async () => {
    const messages = [{ data: "YQ==" }];
    await createSubscription(gcp, "orders");
    await createAccount(gcp, "shop-other");
    await createTopic(gcp, "others");
    const statusFor = async () => (await call(gcp, "topics/orders:publish", { messages }, "shop-other")).status;

    await grantOn(gcp, { topic: "others" }, "roles/pubsub.publisher", memberOf("shop-other"));
    await grantOn(gcp, { topic: "orders" }, "roles/pubsub.subscriber", memberOf("shop-other"));
    assert.equal(await statusFor(), 403);
    await grantOn(gcp, { topic: nameOf("topics", "orders") }, "roles/pubsub.publisher", memberOf("shop-other"));
    assert.equal(await statusFor(), 200);
    const nobody = await call(gcp, "topics/missing:publish", { messages }, "shop-other");
    const somebody = await call(gcp, "topics/missing:publish", { messages });

    assert.deepEqual([nobody.status, nobody.body.error.status], [403, "PERMISSION_DENIED"]);
    assert.deepEqual([somebody.status, somebody.body.error.status], [404, "NOT_FOUND"]);
  });

  // https://developers.google.com/identity/protocols/oauth2/scopes#pubsub
  it("asks for a token, of a scope that covers it", async () => {
    const tokens = new Tokens(gcp.simulator.world);
    const { url } = await accessOf(gcp);
    const ask = async (token: string) => {
      const init = { method: "POST", body: JSON.stringify({ messages: [{ data: "YQ==" }] }) };
      const { status, body } = await callApi({ url, token }, `/v1/${nameOf("topics", "orders")}:publish`, init);
      return [status, body.error?.status];
    };
    const scoped = (scope: string) =>
      tokens.access(emailOf("shop-clerk"), [`https://www.googleapis.com/auth/${scope}`]).access_token;

    assert.deepEqual(await ask(""), [401, "UNAUTHENTICATED"]);
    assert.deepEqual(await ask(scoped("devstorage.full_control")), [403, "PERMISSION_DENIED"]);
    assert.deepEqual(await ask(scoped("pubsub")), [200, undefined]);
  });

  it("says what of the API does not exist here", async () => {
    const seek = await call(gcp, "subscriptions/orders:seek", {});
    const broken = await call(gcp, "topics/orders:publish", "text");

    assert.deepEqual([seek.status, seek.body.error.status], [501, "SimulatorLimit"]);
    assert.deepEqual([broken.status, broken.body.error.status], invalid);
  });
});
