import assert from "node:assert/strict";
import { ChildProcess } from "node:child_process";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { at } from "../../../../kit/simulator/contract/read.ts";
import { aWhile, until } from "../../../support/until.ts";
import { accountId, consumerToken, scriptInputs, scriptToken } from "../account.ts";
import { type Asked, Queues } from "./queues.ts";

const named = (...names: readonly string[]): readonly Asked[] => names.map((name) => ({ name }));

/** https://developers.cloudflare.com/queues/configuration/batching-retries/ */
describe("cloudflare: the consumer of a queue", function consumers() {
  this.timeout(30_000);
  let queues: Queues;
  let data: string | undefined;
  beforeEach(async () => {
    queues = await Queues.open();
    await queues.createConsumerScript();
  });
  afterEach(async () => {
    await queues.stop();
    if (data !== undefined) await rm(data, { recursive: true });
    data = undefined;
  });

  it("delivers a batch when it is full, or when its first message has waited long enough", async () => {
    const queue = await queues.createQueue("orders");
    await queues.attach(queue, { batchSize: 2, maxWaitTimeMs: 5_000 });

    await queues.send(queue, ...named("first", "second", "third"));
    assert.deepEqual(await queues.delivered(1), ["first 1, second 1"]);
    queues.clock.advance(4_999);
    await aWhile();
    assert.equal(queues.batches().length, 1);
    queues.clock.advance(1);

    assert.deepEqual(await queues.delivered(2), ["first 1, second 1", "third 1"]);
    assert.deepEqual(
      queues.batches().map(({ queue: name }) => name),
      ["orders", "orders"],
    );
  });

  it("has the defaults of the page: 10 messages, 5 seconds, 3 retries", async () => {
    const queue = await queues.createQueue("orders");
    const inputs = { accountId, queueId: queue.id, type: "worker", scriptName: "worker" };
    const { outputs } = await queues.cloudflare.create(consumerToken, "consumer", inputs);

    await queues.send(queue, ...Array.from({ length: 11 }, (_, index) => ({ name: `n${index}` })));
    await queues.delivered(1);
    assert.equal(queues.batches()[0]?.messages.length, 10);
    queues.clock.advance(5_000);
    await queues.delivered(2);

    assert.deepEqual(outputs.settings, {
      ...{ batchSize: 10, maxConcurrency: 250, maxRetries: 3, maxWaitTimeMs: 5_000, retryDelay: 0 },
    });
  });

  // https://developers.cloudflare.com/queues/configuration/consumer-concurrency/
  it("delivers as many batches side by side as maxConcurrency says", async () => {
    const queue = await queues.createQueue("orders");
    await queues.attach(queue, { batchSize: 1, maxConcurrency: 2 });

    await queues.send(queue, ...named("slow", "slow", "third"));
    await until(() => queues.kept().filter(({ held }) => held).length === 2);
    await aWhile();

    assert.equal(queues.kept().filter(({ attempts }) => attempts === 0).length, 1);
  });

  // https://developers.cloudflare.com/queues/configuration/pause-purge/
  it("delivers nothing while the queue is paused, and then what has come meanwhile", async () => {
    const queue = await queues.createQueue("orders", { deliveryPaused: true });
    await queues.attach(queue);
    await queues.send(queue, ...named("first"));
    await aWhile();
    assert.deepEqual(queues.batches(), []);

    await queues.cloudflare.update(queue, { ...queue.inputs, settings: { deliveryPaused: false } });
    queues.clock.advance(0);

    assert.deepEqual(await queues.delivered(1), ["first 1"]);
  });

  it("keeps messages without a consumer, for the retention period", async () => {
    const queue = await queues.createQueue("orders", { messageRetentionPeriod: 3_600 });
    await queues.send(queue, ...named("too old"));
    queues.clock.advance(3_599_000);
    await queues.send(queue, ...named("kept"));
    queues.clock.advance(1_000);

    await queues.attach(queue);
    queues.clock.advance(0);

    assert.deepEqual(await queues.delivered(1), ["kept 1"]);
  });

  it("gets nothing of a queue that is deleted: its messages go with it", async () => {
    const queue = await queues.createQueue("orders");
    await queues.send(queue, ...named("first"));

    await queues.cloudflare.remove(queue);

    assert.deepEqual(queues.kept(), []);
  });

  it("is one for each queue, and goes with it", async () => {
    const queue = await queues.createQueue("orders");
    await queues.attach(queue);

    await assert.rejects(queues.attach(queue), /consumer_exists/);
    await queues.cloudflare.remove(queue);

    assert.deepEqual(queues.cloudflare.simulator.world.store.find(consumerToken), []);
  });

  it("delivers again what its Worker has no handler for", async () => {
    const queue = await queues.createQueue("orders");
    const handlerless = scriptInputs("export default { fetch() {} };", { scriptName: "none" });
    await queues.cloudflare.create(scriptToken, "none", handlerless);
    const consumer = await queues.attach(queue, { retryDelay: 10 }, { scriptName: "none" });
    await queues.send(queue, ...named("first"));
    await until(() => queues.kept().some(({ attempts, held }) => attempts === 1 && !held));

    await queues.cloudflare.update(consumer, { ...consumer.inputs, scriptName: "worker" });
    queues.clock.advance(10_000);

    assert.deepEqual(await queues.delivered(1), ["first 2"]);
  });

  it("delivers again what a runtime had that was killed", async () => {
    const pids: number[] = [];
    const onChild = (message: unknown): void => {
      const child = at(message, "process");
      if (!(child instanceof ChildProcess)) return;
      child.once("spawn", () => child.spawnfile.includes("workerd") && pids.push(child.pid ?? 0));
    };
    subscribe("child_process", onChild);
    // Its deployment starts the runtime that is killed.
    await queues.cloudflare.create(scriptToken, "other", scriptInputs("export default {};", { scriptName: "other" }));
    unsubscribe("child_process", onChild);
    const queue = await queues.createQueue("orders");
    await queues.attach(queue, { retryDelay: 10 });
    await queues.send(queue, ...named("slow"));
    await aWhile();

    for (const pid of pids) process.kill(pid, "SIGKILL");
    await until(() => queues.kept().some(({ attempts, held }) => attempts === 1 && !held));
    queues.clock.advance(10_000);

    await until(() => queues.kept().some(({ attempts, held }) => attempts === 2 && held));
    assert.equal(pids.length, 1);
  });

  it("keeps messages over a restart of the simulator, and delivers again what was under way", async () => {
    await queues.stop();
    data = await mkdtemp(join(tmpdir(), "queues-"));
    queues = await Queues.open(undefined, { data });
    await queues.createConsumerScript();
    const waiting = await queues.createQueue("waiting");
    const queue = await queues.createQueue("orders");
    // Had it failed, it would wait.
    await queues.attach(queue, { retryDelay: 600 });
    await queues.send(waiting, ...named("kept"));
    await queues.send(queue, ...named("slow"));
    await until(() => queues.kept().some(({ held }) => held));

    await queues.stop();
    queues = await Queues.open(queues.clock, { data });
    queues.clock.advance(0);

    await until(() => queues.batches().length > 0 || queues.kept().some(({ attempts }) => attempts === 2));
    const peeked = await queues.call(`/queues/${waiting.id}/messages/peek`, {});
    assert.equal(peeked.result.messages.length, 1);
  });
});
