import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

const simulator = join(import.meta.dirname, "../../kit/simulator");

/** The machine's own time. `new Date(x)` only writes a time that came from elsewhere. */
const machineTime = /\bDate\.now\(|\bnew Date\(\)|\bsetTimeout\(|\bsetInterval\(|\bperformance\.now\(/;

/** Why a file may look at the machine's time: what it waits for, or measures, is a process of the machine. */
const reasons: Readonly<Record<string, string>> = {
  "hosts/lambda/sandbox.ts": "looks at a process's memory, and measures how long it really took for the REPORT line",
  "hosts/cloud-functions/instance.ts": "waits for the end of a process, and looks at its memory",
  "hosts/azure-functions/app.ts": "measures how long a function really took for what called it",
  "hosts/azure-functions/instance.ts": "looks at a process's memory",
  "hosts/workerd/runtime.ts": "waits for what a version that ends still has to say",
  "hosts/workerd/workerd.ts": "waits for what a process that ends still has to say",
  "services/aws/apigatewayv2/front.ts": "measures how long a response really took for the access log",
  "services/aws/apigatewayv2/integrate.ts": "measures how long a function really took for the access log",
};

describe("time in the simulated clouds", () => {
  const files = globSync("{hosts,services,iam}/**/*.ts", { cwd: simulator });
  const lookAtTime = files.filter((file) => machineTime.test(readFileSync(join(simulator, file), "utf8")));

  it("comes from the world's clock, which tests can drive, with these exceptions", () => {
    assert.ok(files.length > 100);
    assert.deepEqual(lookAtTime.sort(), Object.keys(reasons).sort());
  });
});
