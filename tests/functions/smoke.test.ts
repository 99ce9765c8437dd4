import assert from "node:assert/strict";
import { smoke } from "../../functions/smoke.ts";
import { openShop } from "./open-shop.ts";

describe("the shop", () => {
  const { ask, tables } = openShop();

  for (const { name, check } of smoke) {
    it(name, () => check(ask));
  }

  it("has no user of the checks any more when they have ended", async () => {
    assert.deepEqual((await tables.users.queryIndex("all", { listing: "users" })).items, []);
  });
});
