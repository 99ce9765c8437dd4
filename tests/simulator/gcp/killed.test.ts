import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { createSandboxes, isAlive } from "../../../kit/simulator/sandboxes.ts";
import { until } from "../../support/until.ts";

const program = fileURLToPath(new URL("./fixtures/busy-function.ts", import.meta.url));

describe("gcp: a simulator that is killed", () => {
  // The next simulator clears the folders that killed ones left.
  after(async () => {
    const sandboxes = createSandboxes();
    await sandboxes.create(new Map());
    await sandboxes.clear();
  });

  for (const work of ["waits", "loops"]) {
    it(`leaves no instance behind, also when a function ${work}`, async () => {
      const simulator = spawn(process.execPath, [program, work], { stdio: ["ignore", "pipe", "inherit"] });
      const [line] = await once(createInterface({ input: simulator.stdout }), "line");
      const pid = Number(line);
      assert.ok(isAlive(pid));

      simulator.kill("SIGKILL");

      await until(() => !isAlive(pid));
    });
  }
});
