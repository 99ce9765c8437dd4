import assert from "node:assert/strict";
import { type Consumes, clouds, hostJsonOf, type QueueOptions, settleFunction, startSettings } from "fourfold";

const where = 'Function "fulfil"';
const asked = (hints: Partial<Consumes> = {}, delivery: Omit<QueueOptions, "from" | "was"> = {}) => ({
  consumes: { queue: "placed", delivery, ...hints },
});

describe("a consumer on each cloud", () => {
  it("has the time of one message and a little more, whatever comes in a batch", () => {
    for (const cloud of clouds) {
      const { timeout } = settleFunction(asked({ batch: 50 }, { timeLimit: "10 minutes" }), cloud, where);

      assert.equal(timeout, 605);
    }
  });

  const hints = { batch: 100, within: "1 minute", parallel: 250 } as const;
  // https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
  // https://cloud.google.com/pubsub/docs/push, https://developers.cloudflare.com/queues/configuration/batching-retries/
  const expected = {
    aws: [{ batch: 100, within: 60, parallel: 250 }, 0],
    gcp: [{ batch: 1, within: 0 }, 2],
    azure: [{ batch: 1, within: 0 }, 2],
    cloudflare: [{ batch: 100, within: 60, parallel: 250 }, 0],
  } as const;
  for (const cloud of clouds) {
    it(`takes of its hints what ${cloud} has, and says what it has not`, () => {
      const { consumes, notes } = settleFunction(asked(hints), cloud, where);

      const { batch, within, parallel } = consumes ?? {};
      const [transport, count] = expected[cloud];
      assert.deepEqual({ batch, within, ...(parallel === undefined ? {} : { parallel }) }, transport);
      assert.equal(notes.length, count);
    });
  }

  it("says nothing of hints where none were given", () => {
    for (const cloud of clouds) assert.deepEqual(settleFunction(asked(), cloud, where).notes, []);
  });

  it("waits a second for more than ten messages on aws, which wants that", () => {
    const withinOf = (batch: number) => settleFunction(asked({ batch }), "aws", where).consumes?.within;

    assert.deepEqual([withinOf(10), withinOf(11)], [0, 1]);
  });

  it("has its lock renewed for as long as a call may take on azure", () => {
    const settled = settleFunction(asked({}, { timeLimit: "10 minutes" }), "azure", where);

    const { extensions } = Object(hostJsonOf("consumes", startSettings(settled, "azure")));

    // https://learn.microsoft.com/azure/azure-functions/functions-bindings-service-bus#hostjson-settings
    assert.deepEqual(extensions, { serviceBus: { maxAutoLockRenewalDuration: "00:10:05" } });
  });

  it("has no timeout of its own", () => {
    assert.throws(() => settleFunction({ ...asked(), timeout: "1 minute" }, "aws", where), {
      code: "ERR_SPEC",
      message: /it has a `timeout`, which a .* does not take.*give `timeLimit` to the queue/s,
    });
  });
});
