import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { isAlive } from "../../../kit/simulator/sandboxes.ts";
import { until } from "../../support/until.ts";

const program = fileURLToPath(new URL("./fixtures/kept-worker.ts", import.meta.url));

describe("cloudflare: a simulator that is killed", () => {
  it("leaves no runtime behind", async () => {
    const simulator = spawn(process.execPath, [program], { stdio: ["ignore", "pipe", "inherit"] });
    const [line] = await once(createInterface({ input: simulator.stdout }), "line");
    const children = String(line).split(" ").map(Number);
    assert.ok(children.length >= 2, "workerd and its guard run");

    simulator.kill("SIGKILL");

    await until(() => !children.some(isAlive));
    assert.deepEqual(children.filter(isAlive), []);
  });
});
