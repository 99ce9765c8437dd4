import { smoke } from "../../functions/smoke.ts";
import { openShop } from "./open-shop.ts";

describe("the shop", () => {
  const { ask } = openShop();

  for (const { name, check } of smoke) {
    it(name, () => check(ask));
  }
});
