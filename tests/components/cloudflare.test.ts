import assert from "node:assert/strict";
import { deploySample, deploySet } from "./deployment.ts";
import { pair } from "./fixtures/sample.ts";

const zone = { id: "fedcba9876543210fedcba9876543210", hostname: "api.acme.example" };

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

  it("routes several functions in a zone, and leaves workers.dev alone", async () => {
    const stack = await deploySet(pair, "cloudflare", { cloudflare: { zone } });

    const patterns = stack.all("cloudflare:index/workersRoute:WorkersRoute").map(({ inputs }) => inputs.pattern);
    assert.deepEqual(patterns.toSorted(), ["api.acme.example/*", "api.acme.example/admin/*"]);
    const names = ["pair-site-script", "pair-admin-api-script"].map(
      (name) => stack.find("cloudflare:index/workersScript:WorkersScript", name).inputs.scriptName,
    );
    stack.has("cloudflare:index/workersRoute:WorkersRoute", { pattern: "api.acme.example/*", script: names[0] });
    stack.has("cloudflare:index/workersRoute:WorkersRoute", { pattern: "api.acme.example/admin/*", script: names[1] });
    stack.count("cloudflare:index/workersScriptSubdomain:WorkersScriptSubdomain", 0);
    assert.deepEqual(stack.outputs.urls, {
      site: "https://api.acme.example",
      adminApi: "https://api.acme.example/admin",
    });
  });
});
