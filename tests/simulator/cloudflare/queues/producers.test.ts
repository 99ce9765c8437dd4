import assert from "node:assert/strict";
import { PlannedFaults } from "../../../../kit/simulator/faults.ts";
import { queueHeader } from "../../../../kit/simulator/hosts/workerd/bindings.ts";
import { Producers, type QueueMetrics } from "../../../../kit/simulator/hosts/workerd/producers.ts";
import { until } from "../../../support/until.ts";
import type { Deployed } from "../../deployment.ts";
import { deployWorker, scriptInputs, scriptToken, workersDev } from "../account.ts";
import { Queues } from "./queues.ts";

/** Calls its queue as a request says, and answers what that answered, or the error. */
const producer = `
const bodies = {
  map: () => new Map([["a", new Date(5)]]),
  bytes: () => new Uint8Array([0, 255]),
  missing: () => undefined,
};
const toBody = (body) => (body?.make === undefined ? body : bodies[body.make]());
export default {
  async fetch(request, env) {
    const { method, body, messages, options } = await request.json();
    try {
      if (method === "metrics") return Response.json(await env.ORDERS.metrics());
      const answer = method === "send"
        ? await env.ORDERS.send(toBody(body), options)
        : await env.ORDERS.sendBatch(messages.map((one) => ({ ...one, body: toBody(one.body) })), options);
      return Response.json(answer ?? {});
    } catch (error) {
      return new Response(error.message, { status: 500 });
    }
  },
  async queue(batch) {
    for (const { body } of batch.messages) console.log("seen " + show(body));
  },
};
const show = (body) => {
  if (body instanceof Map) return "Map " + JSON.stringify([...body]);
  if (body instanceof ArrayBuffer) return "bytes " + new Uint8Array(body).join();
  return typeof body + " " + JSON.stringify(body);
};`;

/** https://developers.cloudflare.com/queues/configuration/javascript-apis/#producer */
describe("cloudflare: a binding to a queue", function producers() {
  this.timeout(30_000);
  let queues: Queues;
  let queue: Deployed;
  before(async () => {
    queues = await Queues.open();
    queue = await queues.createQueue("orders", { deliveryDelay: 60 });
    const bindings = [{ type: "queue", name: "ORDERS", queueName: "orders" }];
    const compatibilityFlags = ["queue_expose_error_codes"];
    await deployWorker(queues.cloudflare, producer, { scriptName: "worker", bindings, compatibilityFlags });
  });
  after(() => queues.stop());
  afterEach(async () => {
    const { result } = await peek();
    const refs = result.messages.map(({ ref }) => ({ ref }));
    await queues.call(`/queues/${queue.id}/messages/purge`, { refs });
  });

  const peek = () => queues.call(`/queues/${queue.id}/messages/peek`, { batch_size: 100 });
  const call = async (asked: object): Promise<string> => {
    const response = await fetch(workersDev(queues.cloudflare, "worker"), {
      method: "POST",
      body: JSON.stringify(asked),
    });
    return response.text();
  };
  const send = (body: unknown, options?: object): Promise<string> => call({ method: "send", body, options });
  const sendBatch = (messages: readonly object[], options?: object): Promise<string> =>
    call({ method: "sendBatch", messages, options });

  it("carries bodies of each content type, and what a structured clone keeps", async () => {
    const oldestMessageTimestamp = new Date(queues.clock.now()).toISOString();
    const metrics = { backlogCount: 1, backlogBytes: 7, oldestMessageTimestamp };
    assert.deepEqual(JSON.parse(await send({ a: 1 })), { metadata: { metrics } });
    assert.deepEqual(JSON.parse(await call({ method: "metrics" })), metrics);
    await send("ü", { contentType: "text" });
    await send({ make: "bytes" }, { contentType: "bytes" });
    await send({ make: "map" }, { contentType: "v8" });

    const kinds = (await peek()).result.messages.map(({ body, metadata }) => [metadata["CF-Content-Type"], body]);
    assert.deepEqual(kinds.slice(0, 3), [
      ["json", Buffer.from('{"a":1}').toString("base64")],
      ["text", "ü"],
      ["bytes", "AP8="],
    ]);
    const consumer = await queues.attach(queue, { batchSize: 4 });
    queues.clock.advance(60_000);
    const seen = await until(() => {
      const lines = queues.cloudflare.simulator.world.logs.recent({ cloud: "cloudflare" });
      return lines.length >= 4 && lines;
    });
    await queues.settled();
    await queues.cloudflare.remove(consumer);
    assert.deepEqual(
      seen.map(({ text }) => text),
      ['seen object {"a":1}', 'seen string "ü"', "seen bytes 0,255", 'seen Map [["a","1970-01-01T00:00:00.005Z"]]'],
    );
  });

  it("takes 128,000 bytes in a message, and 100 messages or 256,000 bytes in a batch", async () => {
    const text = (bytes: number) => ({ body: "x".repeat(bytes), contentType: "text" });

    assert.match(await send("x".repeat(128_000), { contentType: "text" }), /backlogCount/);
    assert.equal(await send("x".repeat(128_001), { contentType: "text" }), "Message size out of bounds (10204)");
    assert.match(await sendBatch([text(128_000), text(128_000)]), /backlogCount/);
    assert.equal(await sendBatch([text(128_000), text(127_999), text(2)]), "Batch size out of bounds (10205)");
    const many = (count: number) => Array.from({ length: count }, () => text(1));
    assert.match(await sendBatch(many(100)), /backlogCount/);
    assert.equal(await sendBatch(many(101)), "Batch count out of bounds (10206)");
    assert.equal((await peek()).result.messages.length, 100);
  });

  it("refuses delays over a day, and bodies that are not what they are said to be", async () => {
    assert.match(await send("late", { delaySeconds: 86_400 }), /backlogCount/);
    assert.equal(await send("late", { delaySeconds: 86_401 }), "Invalid message metadata (10203)");
    assert.equal(await sendBatch([{ body: "late" }], { delaySeconds: 86_401 }), "Invalid batch delay (10202)");
    assert.equal(await sendBatch([{ body: "late", delaySeconds: 86_401 }]), "Invalid message metadata (10203)");
    assert.match(await send(1, { contentType: "text" }), /requires a value of type string/);
    assert.match(await send("x", { contentType: "xml" }), /Unsupported queue message content type/);
    assert.match(await send({ make: "missing" }), /body cannot be undefined/);
  });

  // https://developers.cloudflare.com/queues/configuration/batching-retries/#message-delay-precedence
  it("delays by the message, then by the batch, then by the queue", async () => {
    await send("queue", { contentType: "text" });
    await sendBatch([{ body: "batch" }, { body: "message", delaySeconds: 1 }, { body: "now", delaySeconds: 0 }], {
      delaySeconds: 10,
    });
    const consumer = await queues.attach(queue, {}, { type: "http_pull", scriptName: undefined });
    const pull = async (seconds: number): Promise<number> => {
      queues.clock.advance(seconds * 1_000);
      const { result } = await queues.call(`/queues/${queue.id}/messages/pull`, { visibility_timeout_ms: 43_200_000 });
      return result.messages.length;
    };

    assert.deepEqual(
      [await pull(0), await pull(1), await pull(8.999), await pull(0.001), await pull(50)],
      [1, 1, 0, 1, 1],
    );
    await queues.cloudflare.remove(consumer);
  });

  it("takes messages from bindings alone", async () => {
    const sent: string[] = [];
    const metrics = { backlogCount: 0, backlogBytes: 0, oldestMessageTimestamp: 0 };
    const send = (name: string): QueueMetrics => {
      sent.push(name);
      return metrics;
    };
    const door = await Producers.open({ send, metrics: () => metrics }, new PlannedFaults());
    const { port, secret } = door.address;
    const post = (authorization: string) =>
      fetch(`http://127.0.0.1:${port}/message`, {
        ...{ method: "POST", body: "{}", headers: { authorization, [queueHeader]: authorization } },
      });

    const [forged, right] = [await post("Bearer guessed"), await post(`Bearer ${secret}`)];
    door.close();

    assert.deepEqual([forged.status, forged.headers.get("cf-queues-error-code"), right.status], [401, "10106", 200]);
    assert.deepEqual(sent, [`Bearer ${secret}`]);
  });

  it("is refused for a queue that does not exist", async () => {
    const bindings = [{ type: "queue", name: "ORDERS", queueName: "other" }];

    const created = queues.cloudflare.create(
      scriptToken,
      "other",
      scriptInputs(producer, { scriptName: "other", bindings }),
    );

    await assert.rejects(created, /Queue other does not exist/);
  });

  it("fails when the queue is gone, and says less to Workers of before 2026-04", async () => {
    const gone = await queues.createQueue("gone");
    const bindings = [{ type: "queue", name: "ORDERS", queueName: "gone" }];
    await deployWorker(queues.cloudflare, producer, { scriptName: "late", bindings });
    await queues.cloudflare.remove(gone);

    const response = await fetch(workersDev(queues.cloudflare, "late"), {
      ...{ method: "POST", body: JSON.stringify({ method: "send", body: 1 }) },
    });

    assert.equal(await response.text(), "Queue send failed: Not Found");
  });
});
