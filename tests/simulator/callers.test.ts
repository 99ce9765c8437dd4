import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CallerCheck } from "../../kit/simulator/contract.ts";
import { createSimulator, packages } from "../../kit/simulator/index.ts";
import { controlCaller } from "../../kit/simulator/process/caller.ts";

const simulatorFolder = join(import.meta.dirname, "../../kit/simulator");

describe("who calls whom in the simulated clouds", () => {
  let callers: readonly CallerCheck[];
  before(async () => {
    const simulator = await createSimulator({ data: ":memory:", live: false });
    const loaded = await Promise.all(packages.map((name) => simulator.services(name)));
    await simulator.stop();
    const services = loaded.flatMap((one) => one.services);
    callers = [...services.flatMap((service) => service.callers ?? []), controlCaller];
  });

  it("has code that checks it, and a test that shows it", () => {
    assert.ok(callers.length >= 10);
    for (const { who, calls, code, test, source } of callers) {
      const [file, title] = test;
      assert.ok(existsSync(join(simulatorFolder, code)), `${who} → ${calls}: ${code}`);
      assert.ok(readFileSync(join(import.meta.dirname, file), "utf8").includes(title), `${file} has no test ${title}`);
      assert.match(source ?? "https://", /^https:\/\//);
    }
  });

  it("has every pair once", () => {
    const pairs = callers.map(({ who, calls }) => `${who} → ${calls}`);

    assert.deepEqual(pairs, [...new Set(pairs)]);
  });
});
