import assert from "node:assert/strict";
import { request as send } from "node:http";
import { setImmediate, setTimeout as sleep } from "node:timers/promises";
import { until } from "../../support/until.ts";
import type { Deployment } from "../deployment.ts";
import { deployFunction, echo, memberToken, openGcp, see, urlOf } from "./shop.ts";

describe("gcp: a running function", () => {
  let gcp: Deployment;
  beforeEach(async () => {
    gcp = await openGcp();
  });
  afterEach(() => gcp.stop());

  it("hands over path, query, headers and bytes as they were sent", async () => {
    const url = urlOf(await deployFunction(gcp, echo));
    const body = Uint8Array.from([0, 255, 128]);

    const seen = await see(`${url}/a%2Fb/c?x=1&x=%20`, {
      method: "POST",
      body,
      headers: { "content-type": "application/octet-stream", "x-one": "1" },
    });

    assert.equal(seen.url, "/a%2Fb/c?x=1&x=%20");
    assert.equal(seen.headers["x-one"], "1");
    assert.equal(seen.body, Buffer.from(body).toString("base64"));
    assert.equal(seen.headers.host, new URL(url).host);
  });

  // https://cloud.google.com/run/docs/trace and https://cloud.google.com/functions/docs/reference/headers
  it("adds the platform's headers", async () => {
    const url = urlOf(await deployFunction(gcp, echo));

    const seen = await see(url, { headers: { "x-forwarded-for": "203.0.113.9" } });

    assert.equal(seen.headers["x-forwarded-for"], "203.0.113.9, 127.0.0.1");
    assert.match(seen.headers["x-cloud-trace-context"], /^[0-9a-f]{32}\/\d+$/);
    assert.match(seen.headers.traceparent, /^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
  });

  // https://cloud.google.com/functions/docs/configuring/env-var#runtime_environment_variables_set_automatically
  it("defines the documented variables, those of the program, and none of this process", async () => {
    const variables = { GREETING: "hello", NODE_ENV: "staging" };
    const url = urlOf(await deployFunction(gcp, echo, { service: { environmentVariables: variables } }));

    const { environment } = await see(url);

    const { PORT, K_REVISION, PATH, GCE_METADATA_HOST, ...others } = environment;
    // Addresses of Google's APIs, which the tests of these try.
    const isAddress = (name: string) => /_EMULATOR_HOST$|^CLOUDSDK_API_ENDPOINT_OVERRIDES_/.test(name);
    const rest = Object.fromEntries(Object.entries(others).filter(([name]) => !isAddress(name)));
    assert.equal(PORT, "8080");
    assert.match(GCE_METADATA_HOST, /^127\.0\.0\.1:\d+$/);
    assert.match(K_REVISION, /^api-00001-\w{3}$/);
    assert.equal(typeof PATH, "string");
    assert.deepEqual(rest, {
      GREETING: "hello",
      NODE_ENV: "staging",
      HOME: "/root",
      LOG_EXECUTION_ID: "true",
      K_SERVICE: "api",
      K_CONFIGURATION: "api",
      FUNCTION_TARGET: "handler",
      FUNCTION_SIGNATURE_TYPE: "http",
    });
  });

  it("passes variables on that Node reads while it starts", async () => {
    const variables = { NODE_OPTIONS: "--no-deprecation" };
    const code = `export const handler = (request, response) => response.send(String(process.noDeprecation));`;
    const url = urlOf(await deployFunction(gcp, code, { service: { environmentVariables: variables } }));

    assert.equal(await (await fetch(url)).text(), "true");
  });

  it("runs in a folder with only the source's files, without packages above it", async () => {
    const code = `
      import { readdirSync } from "node:fs";
      export const handler = async (request, response) => {
        const found = await import("express").then(() => "found", (error) => error.code);
        response.json({ files: readdirSync("."), found });
      };`;
    const url = urlOf(await deployFunction(gcp, code));

    const seen = await see(url);

    assert.deepEqual(seen, { files: ["index.js", "package.json"], found: "ERR_MODULE_NOT_FOUND" });
  });

  it("streams responses while they are made", async () => {
    const code = `
      export const handler = (request, response) => {
        response.write("one");
        globalThis.finish = () => response.end("two");
        if (request.url === "/finish") return;
        setTimeout(() => globalThis.finish(), 300);
      };`;
    const url = urlOf(await deployFunction(gcp, code));
    const started = Date.now();

    const response = await fetch(url);
    const reader = response.body?.getReader();
    const first = await reader?.read();
    const firstAfter = Date.now() - started;
    const second = await reader?.read();

    assert.equal(Buffer.from(first?.value ?? []).toString(), "one");
    assert.equal(Buffer.from(second?.value ?? []).toString(), "two");
    assert.ok(firstAfter < 250, `the first part came after ${firstAfter} ms`);
  });

  // https://cloud.google.com/functions/docs/configuring/timeout, https://cloud.google.com/run/docs/troubleshooting#504
  it("ends a request after the timeout with 504, and keeps the instance", async () => {
    const code = `export const handler = (request, response) => { if (request.url !== "/hang") response.send("still here"); };`;
    const url = urlOf(await deployFunction(gcp, code, { service: { timeoutSeconds: 1 } }));

    const late = await fetch(`${url}/hang`);

    assert.equal(late.status, 504);
    assert.equal(await late.text(), "upstream request timeout");
    assert.equal(await (await fetch(url)).text(), "still here");
  });

  it("gives a response that came within the timeout, also where the simulator was too busy to look at it in time", async () => {
    const code = `export const handler = (_, response) => setTimeout(() => response.send("in time"), 600);`;
    const url = urlOf(await deployFunction(gcp, code, { service: { timeoutSeconds: 1 } }));
    await fetch(url);

    const response = fetch(url);
    await sleep(300);
    // What comes next are timers, and sockets after them.
    await setImmediate();
    const busyUntil = performance.now() + 1_200;
    while (performance.now() < busyUntil);

    assert.equal((await response).status, 200);
    assert.equal(await (await response).text(), "in time");
  });

  // https://cloud.google.com/run/quotas
  it("refuses requests of more than 32 MiB with 413", async () => {
    const url = urlOf(await deployFunction(gcp, echo));

    const announced = await statusOfUpload(url, 33_554_433, true);
    const chunked = await statusOfUpload(url, 33_554_433, false);

    assert.equal(announced, 413);
    assert.equal(chunked, 413);
  });

  // https://cloud.google.com/run/docs/configuring/services/memory-limits
  it("kills an instance that takes more memory than it has, answers 503, and starts another", async () => {
    const code = `
      const kept = [];
      export const handler = (request, response) => {
        if (request.url !== "/grow") return response.send("fine");
        setInterval(() => kept.push(Buffer.alloc(20_000_000, 1)), 5);
      };`;
    const url = urlOf(await deployFunction(gcp, code, { service: { availableMemory: "128Mi" } }));

    const killed = await fetch(`${url}/grow`);
    const next = await fetch(url);

    assert.equal(killed.status, 503);
    assert.equal(await next.text(), "fine");
    const log = gcp.simulator.world.logs.recent({ cloud: "gcp", group: "api" }).map(({ text }) => text);
    assert.ok(
      log.some((text) => /Memory limit of 128 MiB exceeded with \d+ MiB used/.test(text)),
      log.join("\n"),
    );
  });

  it("answers 503 when the process ends during a request, and starts another", async () => {
    const code = `export const handler = (request, response) => { if (request.url === "/exit") process.kill(process.pid, "SIGKILL"); else response.send("fine"); };`;
    const url = urlOf(await deployFunction(gcp, code));

    assert.equal((await fetch(`${url}/exit`)).status, 503);
    assert.equal(await (await fetch(url)).text(), "fine");
  });

  // https://cloud.google.com/logging/docs/structured-logging
  it("keeps lines of JSON as entries with their severity", async () => {
    const code = `
      export const handler = (request, response) => {
        console.log(JSON.stringify({ severity: "warning", message: "low stock", product: 7 }));
        console.log("plain");
        response.send("ok");
      };`;
    const url = urlOf(await deployFunction(gcp, code));

    await (await fetch(url)).text();
    await until(() => gcp.simulator.world.logs.recent({ group: "api" }).length >= 2);

    const [first, second] = gcp.simulator.world.logs.recent({ group: "api" }).map(({ text }) => JSON.parse(text));
    assert.equal(first.severity, "WARNING");
    assert.equal(first.message, "low stock");
    assert.equal(first.product, 7);
    assert.equal(second.message.trim(), "plain");
  });

  describe("access", () => {
    // https://cloud.google.com/functions/docs/securing/authenticating
    it("answers 403 without a grant, and 401 with a token nobody issued", async () => {
      const url = urlOf(await deployFunction(gcp, echo, { open: false }));

      const anonymous = await fetch(`${url}/<b>`);
      const unknown = await fetch(url, { headers: { authorization: "Bearer nonsense" } });

      assert.equal(anonymous.status, 403);
      const page = await anonymous.text();
      assert.match(page, /Your client does not have permission to get URL/);
      assert.doesNotMatch(page, /<b>/);
      assert.equal(unknown.status, 401);
      assert.match(unknown.headers.get("www-authenticate") ?? "", /invalid_token/);
    });

    it("lets in whom a grant on the service lets in, until it is taken back", async () => {
      const url = urlOf(await deployFunction(gcp, echo, { open: false }));
      const grant = { name: "api", location: "europe-west1", role: "roles/run.invoker", member: "allUsers" };

      const member = await gcp.create(memberToken, "anyone", grant);
      assert.equal((await fetch(url)).status, 200);
      await gcp.remove(member);
      assert.equal((await fetch(url)).status, 403);
    });

    // https://cloud.google.com/functions/docs/securing/managing-access-iam: functions of the 2nd generation need run.invoker
    it("lets nobody in for a grant on the function resource", async () => {
      const url = urlOf(await deployFunction(gcp, echo, { open: false }));
      const token = "gcp:cloudfunctionsv2/functionIamMember:FunctionIamMember";

      await gcp.create(token, "anyone", {
        cloudFunction: "api",
        role: "roles/cloudfunctions.invoker",
        member: "allUsers",
      });

      assert.equal((await fetch(url)).status, 403);
    });

    // https://cloud.google.com/functions/docs/networking/network-settings#ingress_settings
    it("hides a function with internal ingress from outside", async () => {
      const url = urlOf(await deployFunction(gcp, echo, { service: { ingressSettings: "ALLOW_INTERNAL_ONLY" } }));

      assert.equal((await fetch(url)).status, 404);
    });
  });
});

/** Sends that many bytes, with or without saying so beforehand, and answers the response's status. */
function statusOfUpload(url: string, size: number, announce: boolean): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = announce ? { "content-length": size } : { "transfer-encoding": "chunked" };
    const request = send(url, { method: "POST", headers: { ...headers, "content-type": "text/plain" } }, (response) => {
      response.resume();
      resolve(response.statusCode);
      request.destroy();
    });
    request.once("error", reject);
    if (!announce) request.end(Buffer.alloc(size, 97));
    else request.write("a");
  });
}
