import assert from "node:assert/strict";
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
});
