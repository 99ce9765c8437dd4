import assert from "node:assert/strict";
import { createFakeClock, type FakeClock } from "../../../kit/simulator/index.ts";
import { aWhile, until } from "../../support/until.ts";
import { type Deployment, runByHand } from "../deployment.ts";
import { Lives } from "../support/lives.ts";
import { bundleApp } from "./packages.ts";
import { deployApp, openAzure } from "./shop.ts";

const hour = 3_600_000;

/** An app with one timer that writes what it is told. */
const timerApp = (schedule: string, body = "") => `
  import { app } from "@azure/functions";
  app.timer("nightly", { schedule: "${schedule}", handler: async (timer, context) => {
    context.log(JSON.stringify({ told: timer }));
    ${body}
  } });`;

describe("azure: a timer trigger", function scheduled() {
  this.timeout(60_000);
  let clock: FakeClock;
  let azure: Deployment;
  beforeEach(async () => {
    clock = createFakeClock();
    azure = await openAzure({ clock });
  });
  afterEach(() => azure.stop());

  const told = () =>
    azure.simulator.world.logs
      .recent({ cloud: "azure-native" })
      .flatMap(({ text }) => (text.includes('"told"') ? [JSON.parse(text).told] : []));

  const done = () =>
    azure.simulator.world.logs
      .recent({ cloud: "azure-native" })
      .filter(({ text }) => text.startsWith("Executed 'Functions.nightly' (Succeeded")).length;

  it("calls a function at its times, and says when it was called before", async () => {
    await deployApp(azure, await bundleApp(timerApp("0 0 2 * * *")));

    clock.advance(2 * hour);
    await until(() => done() === 1);
    clock.advance(24 * hour);
    await until(() => done() === 2);

    const statuses = told().map(({ isPastDue, scheduleStatus }) => [
      isPastDue,
      scheduleStatus.last,
      scheduleStatus.next,
    ]);
    assert.deepEqual(statuses, [
      [false, "0001-01-01T00:00:00", "2026-01-01T02:00:00+00:00"],
      [false, "2026-01-01T02:00:00+00:00", "2026-01-02T02:00:00+00:00"],
    ]);
  });

  it("runs a function by hand, once and beside its times, with what is written down of its timer", async () => {
    const fails = "if (timer.scheduleStatus.last.startsWith('0001')) throw new Error('told to');";
    const retry = 'retry: { strategy: "fixedDelay", maxRetryCount: 2, delayInterval: { minutes: 1 } }, handler:';
    const code = timerApp("0 0 2 * * *", fails).replace("handler:", retry);
    const app = await deployApp(azure, await bundleApp(code));

    const failed = await runByHand(azure, "azure-native", app, { name: "nightly" });
    const unknown = runByHand(azure, "azure-native", app, { name: "daily" });

    assert.equal(failed?.ok, false);
    await assert.rejects(unknown, /no function "daily" with a timer trigger/);
    assert.partialDeepStrictEqual(told(), [
      { isPastDue: false, scheduleStatus: { last: "0001-01-01T00:00:00", next: "2026-01-01T02:00:00+00:00" } },
    ]);
  });

  it("takes an expression from a setting", async () => {
    const settings = { CLEANUP_TIMES: "0 0 3 * * *" };
    await deployApp(azure, await bundleApp(timerApp("%CLEANUP_TIMES%")), { settings });

    clock.advance(3 * hour);
    await until(() => told().length > 0);

    assert.equal(told()[0].scheduleStatus.next, "2026-01-01T03:00:00+00:00");
  });

  it("calls a function that is still at work for the time before once it is done", async () => {
    await deployApp(
      azure,
      await bundleApp(timerApp("0 * * * * *", "await new Promise((done) => setTimeout(done, 400));")),
    );

    clock.advance(60_000);
    await until(() => told().length === 1);
    clock.advance(120_000);
    await aWhile();
    assert.equal(told().length, 1);
    await until(() => done() === 2);

    const statuses = told().map(({ isPastDue, scheduleStatus }) => [isPastDue, scheduleStatus.next]);
    assert.deepEqual(statuses, [
      [false, "2026-01-01T00:01:00+00:00"],
      [false, "2026-01-01T00:02:00+00:00"],
    ]);
  });

  it("makes up for one run after a time without the host, and says that it is late", async () => {
    await using lives = new Lives(openAzure);
    await deployApp(await lives.start({ clock }), await bundleApp(timerApp("0 0 * * * *")));
    await lives.stop();
    clock.advance(5 * hour);

    const { simulator } = await lives.start({ clock });
    const runs = () => simulator.world.logs.recent().filter(({ text }) => text.includes('"told"'));
    await until(() => {
      clock.advance(100);
      return runs().length > 0;
    });

    assert.deepEqual(
      runs().map(({ text }) => JSON.parse(text).told.isPastDue),
      [true],
    );
  });

  it("logs an expression that it does not understand", async () => {
    await deployApp(azure, await bundleApp(timerApp("at two")));

    const lines = azure.simulator.world.logs.recent({ cloud: "azure-native" }).map(({ text }) => text);
    assert.match(lines.join("\n"), /The listener for function 'nightly' was unable to start/);
  });
});
