import assert from "node:assert/strict";
import { request as send } from "node:http";
import { until } from "../../support/until.ts";
import type { Deployment } from "../deployment.ts";
import {
  accountId,
  deployWorker,
  openCloudflare,
  scriptInputs,
  scriptToken,
  subdomainToken,
  worker,
  workersDev,
} from "./account.ts";

const echo = worker(`
  const body = request.body === null ? null : [...new Uint8Array(await request.arrayBuffer())];
  return Response.json({ url: request.url, method: request.method, headers: [...request.headers], cf: request.cf, body });`);

describe("cloudflare: a running Worker", () => {
  let cloudflare: Deployment;
  beforeEach(async () => {
    cloudflare = await openCloudflare();
  });
  afterEach(() => cloudflare.stop());

  async function see(url: string, init?: RequestInit) {
    const response = await fetch(url, init);
    assert.equal(response.status, 200);
    return Object(await response.json());
  }

  it("hands over method, path, query and bytes as they were sent", async () => {
    await deployWorker(cloudflare, echo);
    const url = workersDev(cloudflare);

    const seen = await see(`${url}/a%2Fb/c?x=1&x=%20`, { method: "PUT", body: Uint8Array.from([0, 255, 128]) });

    assert.equal(seen.url, `${url}/a%2Fb/c?x=1&x=%20`);
    assert.equal(seen.method, "PUT");
    assert.deepEqual(seen.body, [0, 255, 128]);
  });

  it("tells the length of a body that the client tells, and of none that it does not", async () => {
    await deployWorker(cloudflare, echo);
    const url = workersDev(cloudflare);
    const stream = new Blob(["hello"]).stream();

    const known = await see(url, { method: "POST", body: "hello" });
    const open = await see(url, { method: "POST", body: stream, duplex: "half" });
    const none = await see(url);

    const lengths = [known, open, none].map(({ headers }) => Object.fromEntries(headers)["content-length"]);
    assert.deepEqual(lengths, ["5", undefined, undefined]);
    assert.equal(none.body, null);
  });

  it("answers as the Worker does that leaves a body unread", async () => {
    await deployWorker(cloudflare, worker(`return new Response("no room", { status: 507 });`));
    const url = workersDev(cloudflare);
    const body = new Uint8Array(2_000_000);

    for (let round = 0; round < 10; round += 1) {
      const response = await fetch(url, { method: "POST", body });
      assert.equal(response.status, 507);
      assert.equal(await response.text(), "no room");
    }
  });

  // https://developers.cloudflare.com/fundamentals/reference/http-headers/
  it("sets Cloudflare's headers, whatever the client says", async () => {
    await deployWorker(cloudflare, echo);

    const seen = await see(workersDev(cloudflare), {
      headers: { "cf-connecting-ip": "203.0.113.9", "x-forwarded-for": "203.0.113.9", "x-simulated-worker": "another" },
    });

    const headers = Object.fromEntries(seen.headers);
    assert.equal(headers["cf-connecting-ip"], "127.0.0.1");
    assert.equal(headers["x-forwarded-for"], "203.0.113.9,127.0.0.1");
    assert.match(headers["cf-ray"], /^[0-9a-f]{16}-[A-Z]{3}$/);
    assert.equal(headers["x-simulated-worker"], undefined);
    assert.equal(seen.cf.country, "XX");
  });

  it("sends responses as they are: repeated cookies, compressed bytes, no body", async () => {
    const code = worker(`
      const path = new URL(request.url).pathname;
      if (path === "/none") return new Response(null, { status: 304, headers: { etag: '"a"' } });
      const headers = new Headers({ "content-encoding": "gzip" });
      headers.append("set-cookie", "a=1");
      headers.append("set-cookie", "b=2");
      const zipped = new Response("zipped").body.pipeThrough(new CompressionStream("gzip"));
      return new Response(zipped, { headers, encodeBody: "manual" });`);
    await deployWorker(cloudflare, code);
    const url = workersDev(cloudflare);

    const response = await fetch(url);
    const none = await fetch(`${url}/none`);

    assert.deepEqual(response.headers.getSetCookie(), ["a=1", "b=2"]);
    assert.equal(await response.text(), "zipped");
    assert.equal(response.headers.get("server"), "cloudflare");
    assert.equal(none.status, 304);
    assert.equal(none.headers.get("etag"), '"a"');
  });

  it("streams responses while they are made", async () => {
    const code = worker(`
      const { readable, writable } = new TransformStream();
      const writer = writable.getWriter();
      const text = new TextEncoder();
      context.waitUntil((async () => {
        await writer.write(text.encode("one"));
        await scheduler.wait(300);
        await writer.write(text.encode("two"));
        await writer.close();
      })());
      return new Response(readable);`);
    await deployWorker(cloudflare, code);
    const started = Date.now();

    const reader = (await fetch(workersDev(cloudflare))).body?.getReader();
    const first = await reader?.read();
    const firstAfter = Date.now() - started;
    const second = await reader?.read();

    assert.equal(Buffer.from(first?.value ?? []).toString(), "one");
    assert.equal(Buffer.from(second?.value ?? []).toString(), "two");
    assert.ok(firstAfter < 250, `the first part came after ${firstAfter} ms`);
  });

  // https://developers.cloudflare.com/workers/configuration/environment-variables/
  it("puts bindings into env, and with nodejs_compat into process.env", async () => {
    const bindings = [
      { name: "GREETING", type: "plain_text", text: "hello" },
      { name: "TOKEN", type: "secret_text", text: "s3cret" },
      { name: "LIMITS", type: "json", json: '{"most":3}' },
    ];
    const code = worker("return Response.json({ env, greeting: process.env.GREETING, token: process.env.TOKEN });");
    await deployWorker(cloudflare, code, { bindings, compatibilityFlags: ["nodejs_compat"] });

    const seen = await see(workersDev(cloudflare));

    assert.deepEqual(seen, {
      env: { GREETING: "hello", TOKEN: "s3cret", LIMITS: { most: 3 } },
      greeting: "hello",
      token: "s3cret",
    });
  });

  it("calls another Worker over a service binding", async () => {
    const inner = scriptInputs(worker("return new Response('from inner');"), { scriptName: "inner" });
    await cloudflare.create(scriptToken, "inner", inner);
    const bindings = [{ name: "INNER", type: "service", service: "inner" }];
    await deployWorker(cloudflare, worker("return env.INNER.fetch(request);"), { bindings });

    assert.equal(await (await fetch(workersDev(cloudflare))).text(), "from inner");
  });

  // https://developers.cloudflare.com/workers/runtime-apis/bindings/service-bindings/#named-entrypoints
  it("calls the entrypoint of another Worker that a binding names", async () => {
    const content = `
      import { WorkerEntrypoint } from "cloudflare:workers";
      export class Admin extends WorkerEntrypoint { fetch() { return new Response("from admin"); } }
      export default { fetch() { return new Response("from default"); } };`;
    await cloudflare.create(scriptToken, "inner", scriptInputs(content, { scriptName: "inner" }));
    const bindings = [{ name: "INNER", type: "service", service: "inner", entrypoint: "Admin" }];
    await deployWorker(cloudflare, worker("return env.INNER.fetch(request);"), { bindings });

    assert.equal(await (await fetch(workersDev(cloudflare))).text(), "from admin");
  });

  it("runs scripts in service worker format", async () => {
    const content = `addEventListener("fetch", (event) => event.respondWith(new Response("script " + GREETING)));`;
    const bindings = [{ name: "GREETING", type: "plain_text", text: "hello" }];
    await deployWorker(cloudflare, content, { mainModule: undefined, bodyPart: "script", bindings });

    assert.equal(await (await fetch(workersDev(cloudflare))).text(), "script hello");
  });

  // https://developers.cloudflare.com/workers/observability/errors/
  it("answers 500 with error code 1101 when a Worker throws, or never answers", async () => {
    const code = worker(`
      if (request.url.endsWith("/hang")) return new Promise(() => {});
      if (request.url.endsWith("/own")) return new Response("mine", { status: 500 });
      throw new TypeError("no stock");`);
    await deployWorker(cloudflare, code);
    const url = workersDev(cloudflare);

    const thrown = await fetch(url);
    const hung = await fetch(`${url}/hang`);
    const own = await fetch(`${url}/own`);

    assert.equal(thrown.status, 500);
    assert.equal(await thrown.text(), "error code: 1101");
    assert.equal(await hung.text(), "error code: 1101");
    assert.equal(await own.text(), "mine");
  });

  // https://developers.cloudflare.com/workers/runtime-apis/handlers/tail/
  it("logs what each invocation said and threw", async () => {
    const code = worker(
      `console.log("sold", { product: 7 }); console.log('{"level":"info"}'); throw new TypeError("no stock");`,
    );
    await deployWorker(cloudflare, code);

    await (await fetch(workersDev(cloudflare))).text();
    await until(() => cloudflare.simulator.world.logs.recent({ group: "api" }).length >= 3);

    const lines = cloudflare.simulator.world.logs.recent({ cloud: "cloudflare", group: "api" }).map(({ text }) => text);
    assert.equal(lines[0], 'sold {"product":7}');
    assert.equal(lines[1], '{"level":"info"}');
    assert.match(lines[2] ?? "", /^TypeError: no stock\n/);
  });

  // https://developers.cloudflare.com/workers/platform/limits/
  it("refuses requests of more than 100 MB with 413", async () => {
    await deployWorker(cloudflare, echo);

    assert.equal(await statusOfUpload(workersDev(cloudflare), 100_000_001), 413);
  });

  // https://developers.cloudflare.com/workers/configuration/routing/workers-dev/
  it("answers on workers.dev only while it is switched on", async () => {
    await cloudflare.create(scriptToken, "api", scriptInputs(echo));
    assert.deepEqual(cloudflare.simulator.world.endpoints.list(), []);
    const inputs = { accountId, scriptName: "api", enabled: false };
    const subdomain = await cloudflare.create(subdomainToken, "api", inputs);
    const url = workersDev(cloudflare);

    const off = await fetch(url);
    await cloudflare.update(subdomain, { ...inputs, enabled: true });
    const on = await fetch(url);

    assert.equal(off.status, 404);
    assert.equal(await off.text(), "error code: 1042");
    assert.equal(on.status, 200);
  });

  describe("changes", () => {
    const saying = (text: string): string => worker(`return new Response("${text}");`);

    it("serves a new version under the old address", async () => {
      const script = await deployWorker(cloudflare, saying("one"));
      const url = workersDev(cloudflare);

      await cloudflare.update(script, scriptInputs(saying("two")));

      assert.equal(await (await fetch(url)).text(), "two");
    });

    it("keeps the old version when the new one cannot be loaded, and the other Workers too", async () => {
      const other = scriptInputs(saying("other"), { scriptName: "other" });
      await cloudflare.create(scriptToken, "other", other);
      await cloudflare.create(subdomainToken, "other", { accountId, scriptName: "other", enabled: true });
      const script = await deployWorker(cloudflare, saying("one"));

      await assert.rejects(cloudflare.update(script, scriptInputs(`throw new Error("no catalogue");`)), {
        code: "10021",
        message: /no catalogue/,
      });

      assert.equal(await (await fetch(workersDev(cloudflare))).text(), "one");
      assert.equal(await (await fetch(workersDev(cloudflare, "other"))).text(), "other");
    });

    it("loads Workers that come together at once, and refuses only the wrong one", async () => {
      const create = (name: string, content: string) =>
        cloudflare.create(scriptToken, name, scriptInputs(content, { scriptName: name }));

      const results = await Promise.allSettled([
        create("a", saying("a")),
        create("b", "syntax error"),
        create("c", saying("c")),
      ]);

      assert.deepEqual(
        results.map(({ status }) => status),
        ["fulfilled", "rejected", "fulfilled"],
      );
    });

    it("swaps code in place, and lets requests under way finish", async () => {
      const slow = worker(`await scheduler.wait(400); return new Response("one");`);
      await deployWorker(cloudflare, slow);
      const { code } = cloudflare.simulator.world;
      const from = code.put(new Map([["index.js", Buffer.from(slow)]]));
      const to = code.put(new Map([["index.js", Buffer.from(saying("two"))]]));
      const before = fetch(workersDev(cloudflare));
      await new Promise((resolve) => setTimeout(resolve, 50));

      const replaced = await cloudflare.simulator.replaceCode(from, to);

      assert.equal(replaced, 1);
      assert.equal(await (await fetch(workersDev(cloudflare))).text(), "two");
      assert.equal(await (await before).text(), "one");
    });
  });
});

/** Announces that many bytes, and answers the response's status. */
function statusOfUpload(url: string, size: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const request = send(url, { method: "POST", headers: { "content-length": size } }, (response) => {
      response.resume();
      resolve(response.statusCode);
      request.destroy();
    });
    request.once("error", reject);
    request.write("a");
  });
}
