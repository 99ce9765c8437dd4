import assert from "node:assert/strict";
import type { Deployed } from "../../deployment.ts";
import { type Asked, Queues } from "./queues.ts";

/** https://developers.cloudflare.com/queues/configuration/batching-retries/#explicit-acknowledgement-and-retries */
describe("cloudflare: what becomes of a batch", function settlement() {
  this.timeout(30_000);
  let queues: Queues;
  let queue: Deployed;
  let earlier: number;
  before(async () => {
    queues = await Queues.open();
    await queues.createConsumerScript();
    queue = await queues.createQueue("orders");
    await queues.attach(queue, { retryDelay: 60 });
  });
  beforeEach(() => {
    earlier = queues.batches().length;
  });
  after(() => queues.stop());

  const message = (name: string, ...act: readonly (string | number)[]): Asked => ({ name, acts: [act] });
  /** The names that are delivered again when so many seconds have passed since the first delivery. */
  const again = async (seconds: number): Promise<readonly string[]> => {
    const count = queues.batches().length;
    queues.clock.advance(seconds * 1_000);
    if (queues.kept().length === 0) return [];
    return (await queues.delivered(count + 1)).slice(count);
  };

  it("acknowledges everything when the handler returns", async () => {
    await queues.send(queue, message("first"), message("second"));

    assert.deepEqual((await queues.delivered(earlier + 1)).slice(earlier), ["first 1, second 1"]);
    assert.deepEqual(queues.kept(), []);
  });

  it("keeps what was acknowledged although the handler throws", async () => {
    await queues.send(queue, message("done", "ack"), message("rest"), message("bad", "throw"));
    await queues.delivered(earlier + 1);

    assert.deepEqual(await again(60), ["rest 2, bad 2"]);
  });

  it("delivers again what was to be retried, and nothing else", async () => {
    await queues.send(queue, message("rest"), message("later", "retry"));
    await queues.delivered(earlier + 1);

    assert.deepEqual(await again(60), ["later 2"]);
  });

  it("waits as long as the retry says, over what the consumer says", async () => {
    await queues.send(queue, message("later", "retry", 90));
    await queues.delivered(earlier + 1);

    queues.clock.advance(89_999);
    assert.deepEqual(
      queues.kept().map(({ attempts }) => attempts),
      [1],
    );
    assert.deepEqual(await again(0.001), ["later 2"]);
  });

  it("lets the first call win", async () => {
    await queues.send(queue, message("acked", "ack, then retry"), message("retried", "retry, then ack"));
    await queues.delivered(earlier + 1);

    assert.deepEqual(await again(60), ["retried 2"]);
  });

  it("retries all but what was acknowledged before", async () => {
    await queues.send(queue, message("done", "ack"), message("rest"), message("all", "retryAll", 30));
    await queues.delivered(earlier + 1);

    assert.deepEqual(await again(30), ["rest 2, all 2"]);
  });

  it("acknowledges all but what was to be retried before, although the handler throws", async () => {
    await queues.send(queue, message("later", "retry"), message("all", "ackAll"), message("bad", "throw"));
    await queues.delivered(earlier + 1);

    assert.deepEqual(await again(60), ["later 2"]);
  });
});
