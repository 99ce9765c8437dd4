import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";

/** Runs a program in a new process, which prints whether a module of Node's was loaded, and what status it was answered. */
function run(lines: string, module = "deps/undici/undici"): { loaded: boolean; status: number } {
  const program = `
    const has = () => process.moduleLoadList.some((name) => name.includes("${module}"));
    ${lines}
    console.log(JSON.stringify({ loaded: has(), status }));`;
  const output = execFileSync(process.execPath, ["--input-type=module", "--eval", program], {
    cwd: new URL("../../..", import.meta.url),
    encoding: "utf8",
  });
  return JSON.parse(output.trim().split("\n").at(-1) ?? "");
}

const hono = (light: string) => `
  ${light}
  const { serve } = await import("./kit/runtime/triggers/http/adapters/aws.ts");
  const { answerOrigins } = await import("./kit/runtime/triggers/http/middleware/cors.ts");
  const { http, withProblems } = await import("fourfold/runtime");
  const { Hono } = await import("hono");
  const { toEvent, lambdaContext } = await import("./tests/runtime/support/aws.ts");
  const settings = { timeout: 5, http: { streaming: false, maxBody: 1_048_576 } };
  const app = new Hono();
  app.use(async (c, next) => { await next(); c.header("x-after", "1"); });
  app.post("/", async (c) => c.json(await c.req.json()));
  const handler = serve(http({ name: "shop" }, "api", () => withProblems(app)), settings, {}, [
    answerOrigins({ origins: "*", maxAge: 600 }),
  ]);
  const { statusCode: status } = await handler(toEvent({ method: "POST", target: "/", body: "{}" }), lambdaContext);`;

const plain = (body: string) => `
  await import("./kit/runtime/light/install.ts");
  const { serve } = await import("./kit/runtime/triggers/http/adapters/aws.ts");
  const { http, readJson } = await import("fourfold/runtime");
  const { toEvent, lambdaContext } = await import("./tests/runtime/support/aws.ts");
  const schema = { "~standard": { version: 1, vendor: "test", validate: (value) => ({ value }) } };
  const app = { fetch: async (request) => Response.json(${body}) };
  const settings = { timeout: 5, http: { streaming: false, maxBody: 1_048_576 } };
  const handler = serve(http({ name: "shop" }, "api", () => app), settings);
  const headers = { "content-type": "application/json" };
  const event = toEvent({ method: "POST", target: "/", headers, body: "{}" });
  const { statusCode: status } = await handler(event, lambdaContext);`;

describe("a cold start on AWS and Google Cloud", () => {
  it("does without undici, also with Hono and middleware", () => {
    assert.deepEqual(run(hono('await import("./kit/runtime/light/install.ts");')), { loaded: false, status: 200 });
  });

  it("makes no stream of a body that is there", () => {
    const streams = "internal/webstreams/readablestream";

    assert.deepEqual(run(plain("await readJson(request, schema)"), streams), { loaded: false, status: 200 });
    assert.deepEqual(run(plain("String(request.body)"), streams), { loaded: true, status: 200 });
  });

  it("would load undici with the native classes", () => {
    assert.deepEqual(run(hono("")), { loaded: true, status: 200 });
  });

  it("loads undici for what the light classes leave to it", () => {
    const fetching = `
      await import("./kit/runtime/light/install.ts");
      const response = await fetch("data:,x");
      const status = response instanceof Response && (await response.text()) === "x" ? response.status : 0;`;

    assert.deepEqual(run(fetching), { loaded: true, status: 200 });
  });
});
