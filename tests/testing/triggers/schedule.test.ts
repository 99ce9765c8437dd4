import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { functionSet, param } from "fourfold";
import { type ScheduledHandler, scheduled } from "fourfold/runtime";
import { runOf } from "fourfold/testing";

const shop = functionSet("shop", {
  root: import.meta.url,
  resources: { limits: param<{ days: number }>() },
  functions: { nightly: { handler: "./nightly.ts", schedule: "every day", links: { limits: ["read"] } } },
});

const nightly = (handler: ScheduledHandler) => scheduled(shop, "nightly", () => handler);

describe("runOf", () => {
  it("runs a handler with its links for a time", async () => {
    const seen: unknown[] = [];
    const handler = scheduled(shop, "nightly", ({ limits }) => ({ scheduledTime, set, function: name, cloud }) => {
      seen.push(limits, scheduledTime.toJSON(), set, name, cloud);
    });

    await runOf(handler, { links: { limits: { days: 30 } }, cloud: "gcp" })("2026-03-28T01:30:00Z");

    assert.deepEqual(seen, [{ days: 30 }, "2026-03-28T01:30:00.000Z", "shop", "nightly", "gcp"]);
  });

  it("gives each run an id, and 20 seconds where nothing else is said", async () => {
    const ids = new Set<string>();
    const left: number[] = [];
    const run = runOf(
      nightly(({ id, remaining }) => {
        ids.add(id);
        left.push(remaining());
      }),
    );

    await run("2026-03-28T01:30:00Z");
    await run("2026-03-29T01:30:00Z");

    assert.equal(ids.size, 2);
    assert.ok(
      left.every((milliseconds) => milliseconds > 19_000 && milliseconds <= 20_000),
      left.join(),
    );
  });

  it("refuses a handler that makes nothing which can run", () => {
    const handler = scheduled(shop, "nightly", () => undefined as never);

    assert.throws(() => runOf(handler), { code: "ERR_HANDLER_EXPORT" });
  });

  it("rejects when the run fails, and hears why in the log", async () => {
    const lines: string[] = [];
    const handler = nightly(() => {
      throw new Error("no carts");
    });

    const run = runOf(handler, { onLog: (_level, line) => lines.push(line) });

    await assert.rejects(run(new Date()), /no carts/);
    assert.match(lines.join(), /no carts.*"result":"failed"/s);
  });

  it("fails a run at its timeout", async () => {
    const run = runOf(
      nightly(() => new Promise(() => undefined)),
      { timeout: "1 second" },
    );

    await assert.rejects(run(new Date()), /took too long/);
  });

  it("waits for work that a run leaves behind, also when the run has failed", async () => {
    const done: string[] = [];
    const run = runOf(
      nightly(({ waitUntil, scheduledTime }) => {
        const day = scheduledTime.toJSON().slice(0, 10);
        waitUntil(setTimeout(20).then(() => done.push(day)));
        if (day === "2026-03-29") throw new Error("no carts");
      }),
    );

    await run("2026-03-28T01:30:00Z");
    await assert.rejects(run("2026-03-29T01:30:00Z"), /no carts/);

    assert.deepEqual(done, ["2026-03-28", "2026-03-29"]);
  });
});
