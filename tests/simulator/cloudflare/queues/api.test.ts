import assert from "node:assert/strict";
import type { Deployed } from "../../deployment.ts";
import { accountId } from "../account.ts";
import { Queues } from "./queues.ts";

/** https://developers.cloudflare.com/api/resources/queues/subresources/messages/ */
describe("cloudflare: the API of queues", () => {
  let queues: Queues;
  let queue: Deployed;
  before(async () => {
    queues = await Queues.open();
  });
  beforeEach(async () => {
    queue = await queues.createQueue("orders", { deliveryDelay: 0 });
  });
  afterEach(() => queues.cloudflare.remove(queue));
  after(() => queues.stop());

  const call = (action: string, body: unknown) => queues.call(`/queues/${queue.id}/messages${action}`, body);
  const attach = (settings: Readonly<Record<string, unknown>> = {}, more = {}) =>
    queues.attach(
      queue,
      { maxWaitTimeMs: undefined, ...settings },
      { type: "http_pull", scriptName: undefined, ...more },
    );

  it("asks for the account's API token", async () => {
    const ask = (authorization?: string) =>
      queues.call("/queues", undefined, authorization === undefined ? {} : { authorization });

    assert.deepEqual((await ask()).errors, [
      { code: 9106, message: "Missing X-Auth-Key, X-Auth-Email or Authorization headers" },
    ]);
    const forged = await ask("Bearer guessed");
    assert.deepEqual([forged.status, forged.success, forged.errors[0]?.code], [403, false, 10_000]);
    const other = `${queues.api.url.replace(accountId, "f".repeat(32))}/queues`;
    assert.equal((await fetch(other, { headers: queues.api.headers })).status, 403);
    const services = await queues.cloudflare.simulator.services("cloudflare");
    await assert.rejects(async () => services.credentials?.({ principal: "me" }), /32 hexadecimal digits/);
  });

  it("answers in the envelope, and lists queues by name", async () => {
    const { id } = queue;

    assert.deepEqual(await queues.call("/queues?name=orders"), {
      ...{ status: 200, success: true, errors: [], messages: [], result: [{ queue_id: id, queue_name: "orders" }] },
    });
    assert.deepEqual((await queues.call("/queues?name=other")).result, []);
  });

  // https://developers.cloudflare.com/queues/configuration/pull-consumers/
  it("gives messages to an http_pull consumer for a time, until they are acknowledged", async () => {
    await attach({ visibilityTimeoutMs: 10_000 });
    await call("", { body: "plain", content_type: "text" });
    await call("/batch", { messages: [{ body: { a: 1 } }] });

    const first = (await call("/pull", {})).result;
    const second = (await call("/pull", {})).result;
    const acked = await call("/ack", { acks: [{ lease_id: first.messages[0]?.lease_id }], retries: [] });
    queues.clock.advance(10_000);
    const third = (await call("/pull", { batch_size: 1, visibility_timeout_ms: 1_000 })).result;

    const seen = ({ messages }: typeof first) => messages.map(({ body, attempts }) => [body, attempts]);
    const json = Buffer.from('{"a":1}').toString("base64");
    assert.deepEqual(
      [seen(first), seen(second), seen(third)],
      [
        [
          ["plain", 1],
          [json, 1],
        ],
        [],
        [[json, 2]],
      ],
    );
    assert.match(first.messages[0]?.id ?? "", /^[\da-f]{32}$/);
    assert.equal(first.messages[0]?.metadata["CF-Content-Type"], "text");
    assert.equal(first.message_backlog_count, 2);
    assert.deepEqual(acked.result, { ackCount: 1, retryCount: 0, warnings: {} });
  });

  it("gives back at once what is to be retried, or after its delay, and gives it up after the last retry", async () => {
    const dead = await queues.createQueue("dead");
    await attach({ maxRetries: 2, retryDelay: 30 }, { deadLetterQueue: "dead" });
    await call("", { body: 1 });
    const pull = async () => (await call("/pull", {})).result.messages;
    const retry = async (more: object) => {
      const [{ lease_id } = {}] = await pull();
      return (await call("/ack", { retries: [{ lease_id, ...more }] })).result.retryCount;
    };

    assert.equal(await retry({ delay_seconds: 5 }), 1);
    assert.deepEqual(await pull(), []);
    queues.clock.advance(5_000);
    assert.equal(await retry({}), 1);
    queues.clock.advance(29_999);
    assert.deepEqual(await pull(), []);
    queues.clock.advance(1);
    assert.equal(await retry({}), 1);

    const kept = await queues.call(`/queues/${dead.id}/messages/peek`, {});
    assert.equal(kept.result.messages.length, 1);
    await queues.cloudflare.remove(dead);
  });

  it("is pulled from by an http_pull consumer alone, and not while it is paused", async () => {
    const unattached = await call("/pull", {});
    assert.deepEqual([unattached.status, unattached.errors[0]?.code], [403, 10_106]);
    await attach();
    queue = await queues.cloudflare.update(queue, { ...queue.inputs, settings: { deliveryPaused: true } });

    const paused = await call("/pull", {});

    // https://developers.cloudflare.com/queues/configuration/pause-purge/#what-happens-to-http-pull-consumers-with-a-paused-queue
    assert.deepEqual([paused.status, paused.errors[0]?.message], [409, "queue_delivery_paused"]);
  });

  it("shows messages without taking them, and removes those that were shown", async () => {
    await call("/batch", { messages: [{ body: 1 }, { body: 2 }, { body: 3, delay_seconds: 60 }] });

    const first = (await call("/peek", { batch_size: 2 })).result.messages;
    await call("/purge", { refs: [{ ref: first[0]?.ref }] });
    const second = (await call("/peek", {})).result.messages;

    assert.deepEqual([first.length, first[0]?.attempts, second.length, second[0]?.id], [2, 0, 2, first[1]?.id]);
  });

  // https://developers.cloudflare.com/queues/reference/error-codes/
  it("says what is wrong with a request", async () => {
    const codes = async (...asked: readonly (readonly [string, unknown])[]) =>
      Promise.all(asked.map(async ([action, body]) => (await call(action, body)).errors[0]?.code));
    await attach();

    assert.deepEqual(
      await codes(
        ["", "{"],
        ["", "[]"],
        ["", { body: 1, content_type: "text" }],
        ["", { body: 1, delay_seconds: "60" }],
        ["", { body: "x".repeat(128_000) }],
        ["/batch", { messages: [] }],
        ["/batch", { messages: [{ body: 1 }], delay_seconds: "60" }],
        ["/batch", { messages: [{ body: 1 }], delay_seconds: 86_401 }],
        ["/pull", { batch_size: 101 }],
        ["/pull", { visibility_timeout_ms: 43_200_001 }],
        ["/other", {}],
      ),
      [10_208, 10_207, 10_207, 10_207, 10_204, 10_206, 10_207, 10_202, 10_207, 10_207, 7_003],
    );
    assert.equal((await queues.call(`/queues/${"0".repeat(32)}/messages`, { body: 1 })).errors[0]?.code, 10_104);
  });
});
