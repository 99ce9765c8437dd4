import assert from "node:assert/strict";
import type { Hono } from "hono";
import api from "../../functions/api.ts";
import { brokenReferences, operations } from "./documented.ts";
import { authorization, enter, openShop, send } from "./open-shop.ts";

const addressOf = (path: string) => path.replace("{id}", "kettle");

describe("docs/shop-api.yaml", () => {
  it("has every route of the shop, and nothing else", () => {
    const { routes } = api.make(openShop().links) as Hono;

    const own = routes.filter(({ method }) => method !== "ALL");
    const names = own.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, "{$1}")}`);

    assert.deepEqual(operations.map(({ method, path }) => `${method} ${path}`).toSorted(), names.toSorted());
  });

  it("refers to nothing that there is not", () => {
    assert.deepEqual(brokenReferences(), []);
  });

  for (const { method, path, scopes } of operations) {
    const ask = async (token?: string) => {
      const shop = openShop();
      const known = token === undefined ? undefined : await enter(shop, "customer");
      return method === "GET" || method === "DELETE"
        ? shop.request(addressOf(path), { method, headers: authorization(known) })
        : shop.request(addressOf(path), send(method, {}, known));
    };

    if (scopes.length === 0) {
      it(`lets everybody ask for ${method} ${path}`, async () => {
        assert.ok(![401, 403].includes((await ask()).status));
      });
      continue;
    }

    it(`lets only ${scopes} ask for ${method} ${path}, before anything else is looked at`, async () => {
      const nobody = await ask();
      assert.deepEqual([nobody.status, nobody.headers.get("www-authenticate")], [401, 'Bearer realm="shop"']);

      const customer = await ask("customer");
      assert.equal(customer.status === 403, scopes.includes("staff"));
    });
  }
});
