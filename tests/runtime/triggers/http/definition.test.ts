import assert from "node:assert/strict";
import { functionSet, param } from "fourfold";
import { type HttpContext, http } from "fourfold/runtime";
import { Hono } from "hono";

const shop = functionSet("shop", {
  root: import.meta.url,
  resources: { flags: param<{ beta: boolean }>(), rates: param<number>() },
  functions: {
    api: { handler: "./api.ts", http: true, links: { flags: ["read"] } },
    admin: { handler: "./admin.ts", http: true },
  },
});
const app = { fetch: () => new Response() };

describe("a handler", () => {
  it("says what it is, for the bundler", () => {
    const { fourfold, trigger, set, name } = http(shop, "api", () => app);

    assert.deepEqual([fourfold, trigger, set, name], [1, "http", shop, "api"]);
  });

  it("is handed its links and no others", () => {
    let beta: unknown;
    const definition = http(shop, "api", (links) => {
      beta = links.flags.beta satisfies boolean;
      // @ts-expect-error rates are not linked
      void links.rates;
      return app;
    });

    assert.equal(definition.make({ flags: { beta: true } }), app);
    assert.equal(beta, true);
    // @ts-expect-error admin links nothing
    http(shop, "admin", (links) => links.flags);
  });

  it("is a function of the set, and makes something that answers", () => {
    // @ts-expect-error no such function
    http(shop, "shop", () => app);
    // @ts-expect-error no app
    http(shop, "api", () => ({ get: () => new Response() }));
    // @ts-expect-error no response
    http(shop, "api", () => ({ fetch: () => "text" }));

    assert.ok(http(shop, "api", () => new Hono()));
    assert.ok(http(shop, "api", () => new Hono<{ Bindings: HttpContext }>()));
  });
});
