import assert from "node:assert/strict";
import { createFakeClock, type FakeClock } from "../../../kit/simulator/index.ts";
import { aWhile, until } from "../../support/until.ts";
import { type Deployed, type Deployment, runByHand } from "../deployment.ts";
import { accountId, cronToken, openCloudflare, scriptInputs, scriptToken } from "./account.ts";

const hour = 3_600_000;

const nightly = `export default {
  scheduled({ cron, scheduledTime }) { console.log(JSON.stringify({ cron, scheduledTime })); },
};`;

/** Longer than a Worker that runs takes. */

describe("cloudflare: a cron trigger", function scheduled() {
  this.timeout(30_000);
  let clock: FakeClock;
  let cloudflare: Deployment;
  let script: Deployed;
  beforeEach(async () => {
    clock = createFakeClock();
    cloudflare = await openCloudflare({ clock });
    script = await cloudflare.create(scriptToken, "api", scriptInputs(nightly));
  });
  afterEach(() => cloudflare.stop());

  const create = (...crons: readonly string[]) =>
    cloudflare.create(cronToken, "nightly", {
      accountId,
      scriptName: "api",
      schedules: crons.map((cron) => ({ cron })),
    });
  /** The expression and the time that each call was for, by time: two that are due in one step of the clock end in any order. */
  const runs = () =>
    cloudflare.simulator.world.logs
      .recent({ cloud: "cloudflare" })
      .flatMap(({ text }): readonly ReturnType<typeof at>[] => {
        const [, run] = /(\{"cron".*?\})/.exec(text.replaceAll('\\"', '"')) ?? [];
        return run === undefined ? [] : [JSON.parse(run)];
      })
      .toSorted((one, other) => one.scheduledTime - other.scheduledTime);
  const at = (cron: string, day: number, hours: number) => ({ cron, scheduledTime: Date.UTC(2026, 0, day, hours) });

  it("calls its Worker at its times, in UTC, and says which time it is for", async () => {
    await create("0 2 * * *");

    clock.advance(2 * hour - 1);
    await aWhile();
    assert.deepEqual(runs(), []);
    clock.advance(1);
    await until(() => runs().length > 0);

    assert.deepEqual(runs(), [at("0 2 * * *", 1, 2)]);
  });

  it("calls its Worker by hand, without an expression, and says how that went", async () => {
    const trigger = await create("0 2 * * *", "0 3 * * *");
    const scheduledTime = Date.UTC(2026, 0, 5, 4);

    const done = await runByHand(cloudflare, "cloudflare", trigger, { scheduledTime });
    await until(() => runs().length > 0);
    await cloudflare.update(script, scriptInputs("export default { scheduled() { throw new Error('told to'); } };"));
    const failed = await runByHand(cloudflare, "cloudflare", trigger);

    assert.partialDeepStrictEqual([done, failed], [{ ok: true }, { ok: false, failure: "exception" }]);
    assert.deepEqual(runs(), [{ cron: "", scheduledTime }]);
  });

  it("calls for each of its expressions", async () => {
    await create("0 2 * * *", "0 3 * * *");

    clock.advance(2 * hour);
    await until(() => runs().length > 0);
    clock.advance(hour);
    await until(() => runs().length > 1);

    assert.deepEqual(runs(), [at("0 2 * * *", 1, 2), at("0 3 * * *", 1, 3)]);
  });

  it("calls at its new times after a change, and not at all after it was deleted", async () => {
    const trigger = await create("0 2 * * *");
    const changed = await cloudflare.update(trigger, { ...trigger.inputs, schedules: [{ cron: "0 4 * * *" }] });
    clock.advance(4 * hour);
    await until(() => runs().length > 0);
    await cloudflare.remove(changed);
    // What comes of another trigger shows that nothing has come of this one.
    await create("0 5 * * *");
    clock.advance(hour);
    await until(() => runs().length > 1);
    clock.advance(24 * hour);
    await until(() => runs().length > 2);

    assert.deepEqual(runs(), [at("0 4 * * *", 1, 4), at("0 5 * * *", 1, 5), at("0 5 * * *", 2, 5)]);
  });

  it("goes with its Worker", async () => {
    await create("0 2 * * *");

    await cloudflare.remove(script);
    clock.advance(24 * hour);
    await aWhile();

    assert.deepEqual(cloudflare.simulator.world.store.find(cronToken), []);
    await cloudflare.create(scriptToken, "api", scriptInputs(nightly));
    clock.advance(24 * hour);
    await aWhile();
    assert.deepEqual(runs(), []);
  });

  it("is refused for a Worker that is not there", async () => {
    const missing = { accountId, scriptName: "other", schedules: [{ cron: "0 2 * * *" }] };

    await assert.rejects(cloudflare.create(cronToken, "nightly", missing), /does not exist/);
  });
});
