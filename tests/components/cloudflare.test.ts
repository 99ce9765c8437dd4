import assert from "node:assert/strict";
import type { Duration } from "fourfold";
import { deploySample } from "./deployment.ts";

describe("a function set on Cloudflare", () => {
  it("runs its function as a module Worker with logs", async () => {
    const stack = await deploySample("cloudflare");

    stack.count("cloudflare:index/workersScript:WorkersScript", 1);
    const script = stack.has("cloudflare:index/workersScript:WorkersScript", {
      mainModule: "index.js",
      // A fixed date, so that a Worker does not change with the day it is deployed:
      // https://developers.cloudflare.com/workers/configuration/compatibility-dates/
      compatibilityDate: "2026-06-01",
      compatibilityFlags: ["nodejs_compat"],
      // https://developers.cloudflare.com/workers/observability/logs/workers-logs/
      observability: { enabled: true, headSamplingRate: 1, logs: { enabled: true, invocationLogs: true } },
    });
    assert.deepEqual(script.inputs.bindings, [
      { type: "plain_text", name: "STAGE", text: "test" },
      { type: "plain_text", name: "FOURFOLD_FLAGS", text: '{"beta":true}' },
    ]);
    assert.match(String(script.inputs.scriptName), /^sample-web-[0-9a-f]{8}$/);
  });

  it("answers on workers.dev, without addresses for previews", async () => {
    const stack = await deploySample("cloudflare");

    const { inputs } = stack.find("cloudflare:index/workersScript:WorkersScript");
    stack.has("cloudflare:index/workersScriptSubdomain:WorkersScriptSubdomain", {
      enabled: true,
      previewsEnabled: false,
    });
    assert.deepEqual(stack.outputs.urls, { web: `https://${inputs.scriptName}.acme.workers.dev` });
  });

  // https://developers.cloudflare.com/workers/platform/limits/#cpu-time
  describe("processor time", () => {
    const withCpu = (cpu: Duration) =>
      deploySample("cloudflare", { deploy: { cloudflare: { functions: { web: { cpu } } } } });

    it("is not limited unless somebody asks for it: the Free plan refuses any setting", async () => {
      const stack = await deploySample("cloudflare");

      assert.equal(stack.find("cloudflare:index/workersScript:WorkersScript").inputs.limits, undefined);
    });

    for (const [cpu, cpuMs] of [
      ["1 millisecond", 1],
      ["50 milliseconds", 50],
      ["5 minutes", 300_000],
    ] as const) {
      it(`is limited to ${cpu} where that is asked for`, async () => {
        (await withCpu(cpu)).has("cloudflare:index/workersScript:WorkersScript", { limits: { cpuMs } });
      });
    }

    it("is refused where Cloudflare does not take it", async () => {
      for (const cpu of ["301 seconds", "0.1 milliseconds"] as const) {
        assert.match(
          (await withCpu(cpu)).error?.message ?? "",
          new RegExp(`^Function "sample-web": processor time of ${cpu} is not possible on cloudflare.*ERR_LIMIT`),
        );
      }
    });
  });
});
