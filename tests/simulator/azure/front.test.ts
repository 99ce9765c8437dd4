import assert from "node:assert/strict";
import { createFakeClock } from "../../../kit/simulator/index.ts";
import type { Deployment } from "../deployment.ts";
import { appWith, bundleApp, noPrefix } from "./packages.ts";
import { appInputs, createGround, deployApp, openAzure, sendRaw, tokens, urlOf } from "./shop.ts";

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
