import assert from "node:assert/strict";
import { parseRoutes } from "fourfold";
import { bundleRouter } from "../../kit/bundler/index.ts";

const routes = { "/*": "site", "/admin/*": "adminApi" };

const bundled = (written: Readonly<Record<string, string>>) => bundleRouter(parseRoutes(written, "Set"));

describe("the router's bundle", () => {
  it("is a module that starts by itself, and answers", async () => {
    const code = await bundled(routes);

    const { default: worker } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
    const names = { fetch: async () => new Response("site") };
    const response = await worker.fetch(new Request("https://shop.example/a"), { site: names });
    assert.equal(await response.text(), "site");
  });

  it("depends on the routes alone, and not on their order", async () => {
    const backwards = Object.fromEntries(Object.entries(routes).toReversed());

    assert.equal(await bundled(backwards), await bundled(routes));
    assert.notEqual(await bundled({ ...routes, "/more": "site" }), await bundled(routes));
  });

  // A Worker is loaded for every first request at every place.
  it("is small", async () => {
    assert.ok((await bundled(routes)).length < 2_500);
  });
});
