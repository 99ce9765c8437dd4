import assert from "node:assert/strict";
import { mostSandboxes } from "../../../../kit/simulator/hosts/lambda/index.ts";
import { createFakeClock, type FakeClock } from "../../../../kit/simulator/index.ts";
import { aWhile, until } from "../../../support/until.ts";
import type { Deployed, Deployment } from "../../deployment.ts";
import { linesOf, openAws } from "../shop.ts";
import { deployDead } from "../sqs/client.ts";
import {
  attemptsOf,
  bodiesOf,
  connect,
  countsOf,
  deployConsumer,
  deployGround,
  eventsOf,
  logging,
  send,
  untilCounts,
  untilEvents,
} from "./consumer.ts";

const reports = { functionResponseTypes: ["ReportBatchItemFailures"] };

/** A handler that answers what the first message says, once: the second time it succeeds. */
const told = logging(
  "return Records[0].attributes.ApproximateReceiveCount === '1' ? JSON.parse(Records[0].body) : { batchItemFailures: [] };",
);

/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html */
describe("aws: messages that a function does not take", () => {
  let clock: FakeClock;
  let aws: Deployment;
  beforeEach(async () => {
    clock = createFakeClock();
    aws = await openAws({ clock });
  });
  afterEach(() => aws.stop());

  it("come back together after a throw, when their visibility timeout is over", async () => {
    const throws = logging("if (Records[0].attributes.ApproximateReceiveCount === '1') throw new Error('not now');");
    const { queue, mapping } = await deployConsumer(aws, throws, { mapping: { ...reports, enabled: false } });
    await send(aws, queue, "1", "2");
    await aws.update(mapping, { ...mapping.inputs, enabled: true });
    await untilEvents(aws, 1);
    clock.advance(29_999);
    await aWhile();
    assert.deepEqual(await countsOf(aws, queue), [0, 2]);

    clock.advance(1);
    await untilEvents(aws, 2);

    assert.deepEqual(bodiesOf(aws)[1], ["1", "2"]);
    assert.deepEqual(attemptsOf(aws), [
      ["1", "1"],
      ["2", "2"],
    ]);
    await untilCounts(aws, queue, 0, 0);
  });

  it("come back after a timeout, and go to the dead letters when that was too often", async () => {
    const hangs = logging("await new Promise((resolve) => setTimeout(resolve, 60_000));");
    const { dead, redrivePolicy } = await deployDead(aws, 2);
    const { queue } = await deployConsumer(aws, hangs, { queue: { redrivePolicy }, fn: { timeout: 5 } });
    await send(aws, queue, "1");
    for (const count of [1, 2]) {
      await until(() => eventsOf(aws).length === count);
      clock.advance(5_000);
      await untilEvents(aws, count);
      await aWhile();
      clock.advance(25_000);
    }

    await untilCounts(aws, dead, 1, 0);
    assert.deepEqual(attemptsOf(aws), [["1"], ["2"]]);
    assert.deepEqual(await countsOf(aws, queue), [0, 0]);
  });

  const connected = async (handler: string, inputs: object, ...bodies: readonly string[]): Promise<Deployed> => {
    const { queue } = await deployGround(aws, handler);
    await send(aws, queue, ...bodies);
    await connect(aws, queue, { ...inputs });
    await untilEvents(aws, 1);
    return queue;
  };

  // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
  it("deletes all but what the function reports", async () => {
    const second = logging("return { batchItemFailures: [{ itemIdentifier: Records[1].messageId }] };");
    const queue = await connected(second, reports, "1", "2", "3");

    await untilCounts(aws, queue, 0, 1);
    clock.advance(30_000);
    await until(() => eventsOf(aws).length === 2);
    assert.deepEqual(bodiesOf(aws)[1], ["2"]);
  });

  it("are deleted all the same where reports are not asked for", async () => {
    const second = logging("return { batchItemFailures: [{ itemIdentifier: Records[1].messageId }] };");
    const queue = await connected(second, {}, "1", "2", "3");

    await untilCounts(aws, queue, 0, 0);
  });

  for (const [title, response] of [
    ["has no list", "{}"],
    ["has null in place of a list", '{"batchItemFailures":null}'],
    ["has an empty list", '{"batchItemFailures":[]}'],
    ["is null", "null"],
  ] as const) {
    it(`are deleted when the response ${title}`, async () => {
      const queue = await connected(told, reports, response);

      await untilCounts(aws, queue, 0, 0);
    });
  }

  for (const [title, response] of [
    ["is a text", '"done"'],
    ["has a text in place of a list", '{"batchItemFailures":"all"}'],
    ["has an item without an id", '{"batchItemFailures":[{}]}'],
    ["has an item with an empty id", '{"batchItemFailures":[{"itemIdentifier":""}]}'],
    ["has an item with null as its id", '{"batchItemFailures":[{"itemIdentifier":null}]}'],
    ["has an item under another name", '{"batchItemFailures":[{"id":"1"}]}'],
    ["names a message that is not of the batch", '{"batchItemFailures":[{"itemIdentifier":"another"}]}'],
  ] as const) {
    it(`all fail when the response ${title}`, async () => {
      const queue = await connected(told, reports, response, "2");
      await aWhile();
      assert.deepEqual(await countsOf(aws, queue), [0, 2]);

      clock.advance(30_000);
      await untilEvents(aws, 2);

      assert.deepEqual(attemptsOf(aws)[1], ["2", "2"]);
      await untilCounts(aws, queue, 0, 0);
      assert.match(linesOf(aws, "/aws/lambda/worker").join("\n"), /Simulator: the response is not a list of failed/);
    });
  }

  // "Lambda continues to retry the message until the message's timestamp exceeds your queue's visibility timeout"
  // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-backoff-strategy
  it("are handed over when there is concurrency again, as received once", async () => {
    const { queue, fn } = await deployConsumer(aws, logging(), { fn: { reservedConcurrentExecutions: 0 } });
    await send(aws, queue, "1");
    await aWhile();
    assert.deepEqual([eventsOf(aws).length, await countsOf(aws, queue)], [0, [0, 1]]);
    await aws.update(fn, { ...fn.inputs, reservedConcurrentExecutions: 1 });

    clock.advance(1_000);
    await untilEvents(aws, 1);

    assert.deepEqual(attemptsOf(aws), [["1"]]);
    await untilCounts(aws, queue, 0, 0);
  });

  it("stay in the queue beyond what the function has processes for here", async () => {
    const mapping = { batchSize: 1, scalingConfig: { maximumConcurrency: 1_000 } };
    const { queue } = await deployConsumer(aws, logging(), { fn: { reservedConcurrentExecutions: 0 }, mapping });

    await send(aws, queue, ..."123456789");
    await send(aws, queue, ..."123");

    assert.deepEqual(await countsOf(aws, queue), [2, mostSandboxes]);
  });

  it("go to the dead letters when there is no concurrency, as receiving them counts", async () => {
    const { dead, redrivePolicy } = await deployDead(aws, 2);
    const { queue, fn } = await deployConsumer(aws, logging(), {
      ...{ queue: { redrivePolicy }, fn: { reservedConcurrentExecutions: 0 } },
    });
    await send(aws, queue, "1");
    for (let second = 0; second < 61; second++) {
      clock.advance(1_000);
      await new Promise((resolve) => setImmediate(resolve));
    }

    await untilCounts(aws, dead, 1, 0);
    await aws.update(fn, { ...fn.inputs, reservedConcurrentExecutions: 1 });
    clock.advance(60_000);
    await send(aws, queue, "2");
    await untilEvents(aws, 1);
    assert.deepEqual(bodiesOf(aws), [["2"]]);
  });
});
