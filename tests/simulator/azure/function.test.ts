import assert from "node:assert/strict";
import type { Deployed, Deployment } from "../deployment.ts";
import { appWith, bundleApp, noPrefix, streamingAppWith } from "./packages.ts";
import { deployApp, openAzure, sendRaw, urlOf } from "./shop.ts";

/** Answers what the function sees. */
const echo = `async (request, context) => ({
  status: 201,
  headers: { "x-own": "1" },
  cookies: [{ name: "a", value: "b c" }, { name: "d", value: "e", httpOnly: true }],
  jsonBody: {
    url: request.url,
    method: request.method,
    params: request.params,
    headers: Object.fromEntries(request.headers),
    body: Buffer.from(await request.arrayBuffer()).toString("base64"),
    environment: process.env,
    files: (await import("node:fs")).readdirSync("."),
    folder: process.cwd(),
    send: typeof process.send,
    pid: process.pid,
  },
})`;

const kinds = { "by message": appWith, streaming: streamingAppWith } as const;

for (const [kind, appOf] of Object.entries(kinds)) {
  describe(`azure: a running function, ${kind}`, () => {
    let azure: Deployment;
    beforeEach(async () => {
      azure = await openAzure();
    });
    afterEach(() => azure.stop());

    const deploy = async (handler: string, options?: Parameters<typeof deployApp>[2]): Promise<Deployed> =>
      deployApp(azure, await bundleApp(appOf(handler), noPrefix), options);
    const see = async (response: Response) => Object(await response.json());

    it("hands over method, path, query, headers and bytes as they were sent", async () => {
      const app = await deploy(echo);
      const body = Uint8Array.from([0, 255, 128]);

      const response = await fetch(`${urlOf(app)}/a%20b/c%2Fd?x=1&x=%20`, {
        method: "PUT",
        body,
        headers: { "x-one": "1", "content-type": "application/octet-stream" },
      });
      const seen = await see(response);

      assert.equal(response.status, 201);
      assert.equal(response.headers.get("x-own"), "1");
      assert.equal(seen.method, "PUT");
      assert.equal(seen.url, `https://${app.outputs.defaultHostName}/a%20b/c%2Fd?x=1&x=%20`);
      assert.deepEqual(seen.params, { path: "a b/c%2Fd" });
      assert.equal(seen.headers["x-one"], "1");
      assert.equal(seen.body, Buffer.from(body).toString("base64"));
    });

    it("answers with every cookie", async () => {
      const app = await deploy(echo);

      const response = await fetch(urlOf(app));

      const cookies = response.headers.getSetCookie().map((cookie) => cookie.toLowerCase());
      assert.equal(cookies.length, 2);
      assert.match(cookies[0] ?? "", /^a=b%20c/);
      assert.match(cookies[1] ?? "", /^d=e;.*httponly/);
    });

    // https://learn.microsoft.com/azure/app-service/configure-language-nodejs#detect-https-session
    it("adds the front's headers", async () => {
      const app = await deploy(echo);

      const { text } = await sendRaw(app, "/a/%2E/b?x", { "x-forwarded-for": "203.0.113.9" });
      const { headers } = JSON.parse(text);

      assert.match(headers["x-forwarded-for"], /^203\.0\.113\.9, 127\.0\.0\.1:\d+$/);
      assert.equal(headers["x-forwarded-proto"], "https");
      assert.equal(headers["x-original-url"], "/a/%2E/b?x");
      assert.equal(headers["was-default-hostname"], "shop-api.azurewebsites.net");
    });

    // https://learn.microsoft.com/azure/azure-functions/functions-app-settings, https://learn.microsoft.com/azure/app-service/reference-app-settings
    it("defines the documented variables, the app's settings, and none of this process", async () => {
      const app = await deploy(echo, { settings: { GREETING: "hello" } });

      const { environment, send } = await see(await fetch(urlOf(app)));

      const { WEBSITE_INSTANCE_ID, IDENTITY_ENDPOINT, IDENTITY_HEADER, ...rest } = environment;
      // https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference
      assert.match(IDENTITY_ENDPOINT, /^http:\/\/127\.0\.0\.1:\d+\/msi\/token\/$/);
      assert.match(IDENTITY_HEADER, /^[0-9A-F]{64}$/);
      assert.match(WEBSITE_INSTANCE_ID, /^[0-9a-f]{64}$/);
      assert.equal(send, "undefined");
      assert.deepEqual(rest, {
        PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        HOME: "/home",
        LANG: "C.UTF-8",
        AZURE_FUNCTIONS_ENVIRONMENT: "Production",
        FUNCTIONS_EXTENSION_VERSION: "~4",
        FUNCTIONS_WORKER_RUNTIME: "node",
        FUNCTIONS_WORKER_RUNTIME_VERSION: "22",
        GREETING: "hello",
        REGION_NAME: "westeurope",
        WEBSITE_HOSTNAME: "shop-api.azurewebsites.net",
        WEBSITE_OWNER_NAME: "0b1f6471-1bf0-4dda-aec3-cb9272f09590+shop",
        WEBSITE_RESOURCE_GROUP: "shop",
        WEBSITE_SITE_NAME: "shop-api",
        WEBSITE_SKU: "FlexConsumption",
      });
    });

    it("works in a folder that holds only the package", async () => {
      const app = await deploy(echo);

      const { files } = await see(await fetch(urlOf(app)));

      assert.deepEqual(files.sort(), ["host.json", "index.mjs", "package.json"]);
    });

    it("answers 500 without a word of the failure, and logs it", async () => {
      const app = await deploy('() => { throw new Error("secret detail"); }');

      const response = await fetch(urlOf(app));

      assert.equal(response.status, 500);
      assert.equal(await response.text(), "");
      const lines = azure.simulator.world.logs.recent({ group: "shop-api" }).map(({ text }) => text);
      assert.ok(
        lines.some((line) => line.includes("secret detail")),
        lines.join("\n"),
      );
    });

    // "HTTP 204 No Content with an empty body"
    // https://learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook-trigger#usage
    it("answers 204 when the function returns nothing", async () => {
      const app = await deploy("() => undefined");

      const response = await fetch(urlOf(app));

      assert.equal(response.status, 204);
    });

    it("keeps what the function and the platform's logger write", async () => {
      const app = await deploy(
        '(request, context) => { context.warn("by context"); console.log("by console"); return {}; }',
      );

      await fetch(urlOf(app));
      // Output of the process comes by a pipe, after the answer.
      await new Promise((resolve) => setTimeout(resolve, 100));

      const lines = azure.simulator.world.logs.recent({ group: "shop-api" }).map(({ text }) => text);
      assert.deepEqual(lines.sort(), ["by console", "by context"]);
    });

    it("ends an instance that uses more memory than it has, and answers with a new one", async () => {
      const grow = `async (request) => {
        if (request.url.endsWith("/small")) return { body: String(process.pid) };
        const kept = [];
        for (;;) { kept.push(Buffer.alloc(32_000_000, 1)); await new Promise((resolve) => setTimeout(resolve, 5)); }
      }`;
      const app = await deploy(grow, { scaling: { instanceMemoryMB: 512 } });

      const big = await fetch(`${urlOf(app)}/big`);
      const small = await fetch(`${urlOf(app)}/small`);

      assert.equal(big.status, 500);
      assert.equal(small.status, 200);
    });

    // https://learn.microsoft.com/azure/azure-functions/functions-host-json#functiontimeout
    it("ends a function that runs longer than functionTimeout", async () => {
      const files = await bundleApp(appOf("() => new Promise(() => undefined)"), {
        ...noPrefix,
        functionTimeout: "00:00:01",
      });
      const app = await deployApp(azure, files);

      const response = await fetch(urlOf(app));

      assert.equal(response.status, 500);
      const lines = azure.simulator.world.logs.recent({ group: "shop-api" }).map(({ text }) => text);
      assert.ok(
        lines.some((line) => line.includes("Timeout value of 1 s exceeded")),
        lines.join("\n"),
      );
    });

    // https://learn.microsoft.com/azure/azure-functions/functions-concurrency#http-trigger-concurrency
    it("takes no more requests at a time than one instance may when there may be only one", async () => {
      const count = `async () => {
        globalThis.running = (globalThis.running ?? 0) + 1;
        const running = globalThis.running;
        await new Promise((resolve) => setTimeout(resolve, 20));
        globalThis.running -= 1;
        return { body: JSON.stringify({ running, pid: process.pid }) };
      }`;
      const scaling = { maximumInstanceCount: 1, triggers: { http: { perInstanceConcurrency: 2 } } };
      const app = await deploy(count, { scaling });

      const answers = await Promise.all(Array.from({ length: 8 }, async () => see(await fetch(urlOf(app)))));

      assert.equal(Math.max(...answers.map(({ running }) => running)), 2);
      assert.equal(new Set(answers.map(({ pid }) => pid)).size, 1);
    });

    it("starts another instance when one has enough to do", async () => {
      const hold = `(request) => request.url.endsWith("/hold") ? new Promise(() => undefined) : { body: "answered" }`;
      const app = await deploy(hold, { scaling: { triggers: { http: { perInstanceConcurrency: 1 } } } });
      const ended = assert.rejects(fetch(`${urlOf(app)}/hold`));
      await new Promise((resolve) => setTimeout(resolve, 50));

      const response = await fetch(urlOf(app));

      assert.equal(await response.text(), "answered");
      await azure.remove(app);
      await ended;
    });
  });
}

describe("azure: a function app that streams", () => {
  let azure: Deployment;
  beforeEach(async () => {
    azure = await openAzure();
  });
  afterEach(() => azure.stop());

  // https://learn.microsoft.com/azure/azure-functions/functions-reference-node#http-streams
  it("sends each part when it is made", async () => {
    const parts = `() => {
      const { promise, resolve } = Promise.withResolvers();
      globalThis.goOn = resolve;
      return { body: new ReadableStream({ async start(controller) {
        controller.enqueue(new TextEncoder().encode("first"));
        await promise;
        controller.enqueue(new TextEncoder().encode("second"));
        controller.close();
      } }) };
    }`;
    const handler = `(request) => request.url.endsWith("/go") ? (globalThis.goOn(), {}) : (${parts})()`;
    const app = await deployApp(azure, await bundleApp(streamingAppWith(handler), noPrefix));

    const response = await fetch(`${urlOf(app)}/parts`);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    const first = await reader?.read();
    await fetch(`${urlOf(app)}/go`);
    const second = await reader?.read();

    assert.deepEqual([first?.value, second?.value], ["first", "second"]);
  });

  it("answers one request after another when the function does not read their bodies", async () => {
    const app = await deployApp(
      azure,
      await bundleApp(streamingAppWith('() => ({ status: 413, body: "no" })'), noPrefix),
    );
    const body = new Uint8Array(3_000_000);

    for (let count = 0; count < 4; count += 1) {
      const response = await fetch(urlOf(app), { method: "POST", body, signal: AbortSignal.timeout(3_000) });

      assert.equal(`${response.status} ${await response.text()}`, "413 no");
    }
  });

  it("breaks a response off when the function fails in the middle of it", async () => {
    const handler = `() => ({ body: new ReadableStream({ async start(controller) {
      controller.enqueue(new TextEncoder().encode("first"));
      await new Promise((resolve) => setTimeout(resolve, 50));
      controller.error(new Error("broken"));
    } }) })`;
    const app = await deployApp(azure, await bundleApp(streamingAppWith(handler), noPrefix));

    const response = await fetch(urlOf(app));

    assert.equal(response.status, 200);
    await assert.rejects(response.text());
  });
});
