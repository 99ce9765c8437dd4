import assert from "node:assert/strict";
import { createFakeClock } from "../../../kit/simulator/index.ts";
import type { Deployed, Deployment } from "../deployment.ts";
import { appWith, bundleApp, noPrefix, streamingAppWith } from "./packages.ts";
import { appInputs, createGround, deployApp, openAzure, sendRaw, tokens, urlOf } from "./shop.ts";

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

describe("azure: what stands in front of functions", () => {
  const clock = createFakeClock();
  let azure: Deployment;
  let ground: Awaited<ReturnType<typeof createGround>>;
  beforeEach(async () => {
    azure = await openAzure();
  });
  afterEach(() => azure.stop());

  const several = `
    import { app } from "@azure/functions";
    const answer = (text) => ({ route, methods, authLevel = "anonymous" }) =>
      app.http(text, { route, methods, authLevel, handler: (request) => ({ jsonBody: { text, params: request.params } }) });
    answer("list")({ route: "products", methods: ["GET"] });
    answer("one")({ route: "products/{id:int}" });
    answer("named")({ route: "products/{name}" });
    answer("all")({ route: "files/{*path}" });
    answer("closed")({ route: "closed", authLevel: "function" });
    answer("plain")({});
  `;

  // https://learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook-trigger#customize-the-http-endpoint
  for (const [path, text, params] of [
    ["/api/products", "list", {}],
    ["/API/Products/", "list", {}],
    ["/api/products/7", "one", { id: "7" }],
    ["/api/products/a%20b", "named", { name: "a b" }],
    ["/api/files/a/b.txt", "all", { path: "a/b.txt" }],
    ["/api/files", "all", {}],
    ["/api/plain", "plain", {}],
  ] as const) {
    it(`routes ${path} to ${text}`, async () => {
      const app = await deployApp(azure, await bundleApp(several));

      const response = await fetch(urlOf(app) + path);

      assert.deepEqual(await response.json(), { text, params });
    });
  }

  it("answers 404 for a path, a prefix or a method that no function has", async () => {
    const app = await deployApp(azure, await bundleApp(several));

    const statuses = [
      (await fetch(`${urlOf(app)}/api/nothing`)).status,
      (await fetch(`${urlOf(app)}/products`)).status,
      // https://github.com/Azure/azure-functions-host/issues/10098
      (await fetch(`${urlOf(app)}/api/products`, { method: "DELETE" })).status,
    ];

    assert.deepEqual(statuses, [404, 404, 404]);
  });

  // https://learn.microsoft.com/azure/azure-functions/function-keys-how-to
  it("asks for a key where a function does", async () => {
    const app = await deployApp(azure, await bundleApp(several));
    const args = { resourceGroupName: "shop", name: "shop-api" };
    const { outputs } = await azure.provider.invoke({ token: "azure-native:web:listWebAppHostKeys", args });
    const keys = Object(outputs);

    const [without, wrong, query, header] = await Promise.all([
      fetch(`${urlOf(app)}/api/closed`),
      fetch(`${urlOf(app)}/api/closed?code=wrong`),
      fetch(`${urlOf(app)}/api/closed?code=${keys.functionKeys.default}`),
      fetch(`${urlOf(app)}/api/closed`, { headers: { "x-functions-key": keys.masterKey } }),
    ]);

    assert.deepEqual([without?.status, wrong?.status, query?.status, header?.status], [401, 401, 200, 200]);
  });

  // https://learn.microsoft.com/azure/app-service/configure-ssl-bindings#enforce-https
  it("redirects plain HTTP to the public name when only HTTPS is allowed", async () => {
    const app = await deployApp(azure, await bundleApp(several), { properties: { httpsOnly: true } });

    const response = await sendRaw(app, "/api/products?x=1", { host: "shop-api.azurewebsites.net" });

    assert.equal(response.status, 301);
    assert.equal(response.headers.location, "https://shop-api.azurewebsites.net/api/products?x=1");
  });

  it("answers 400 to a Host header that is no host, and 413 to a body that is too large", async () => {
    const app = await deployApp(azure, await bundleApp(several));

    const host = await sendRaw(app, "/api/products", { host: "a b" });
    const body = await sendRaw(app, "/api/products/x", { "content-length": "220200961" }, "POST");

    assert.equal(host.status, 400);
    assert.equal(body.status, 413);
  });

  it("answers 403 while the app is stopped", async () => {
    ground = await createGround(azure);
    const app = await azure.create(tokens.app, "api", appInputs(ground, { properties: { enabled: false } }));

    assert.equal((await fetch(urlOf(app))).status, 403);
  });

  it("finds no function in an app that cannot be loaded, and logs why", async () => {
    const app = await deployApp(azure, await bundleApp('throw new Error("cannot start");', noPrefix));

    const response = await fetch(`${urlOf(app)}/health`);

    assert.equal(response.status, 404);
    const lines = azure.simulator.world.logs.recent({ group: "shop-api" }).map(({ text }) => text);
    assert.ok(
      lines.some((line) => line.includes("cannot start")),
      lines.join("\n"),
    );
  });

  it("takes new settings into running code", async () => {
    const show = await bundleApp(appWith("() => ({ body: process.env.GREETING })"), noPrefix);
    const app = await deployApp(azure, show, { settings: { GREETING: "hello" } });

    const settings = { resourceGroupName: "shop", name: "shop-api", properties: { GREETING: "good day" } };
    await azure.create(tokens.settings, "settings", settings);

    assert.equal(await (await fetch(urlOf(app))).text(), "good day");
  });

  it("closes the address of an app that is removed", async () => {
    const app = await deployApp(azure, await bundleApp(several));

    await azure.remove(app);

    await assert.rejects(fetch(urlOf(app)));
  });

  // "…will time out and return an HTTP 502 error" https://learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook-trigger#limits
  it("answers 502 after 230 seconds of silence", async () => {
    const driven = await openAzure({ clock });
    const app = await deployApp(driven, await bundleApp(appWith("() => new Promise(() => undefined)"), noPrefix));

    const pending = fetch(urlOf(app));
    await new Promise((resolve) => setTimeout(resolve, 100));
    clock.advance(230_000);

    assert.equal((await pending).status, 502);
    await driven.stop();
  });
});
