import { smoke } from "../../functions/smoke.ts";
import { openShop } from "./open-shop.ts";

describe("the shop", () => {
  const { ask } = openShop();

  for (const { name, check } of smoke) {
    it(name, () => check(ask));
  }

  it("does all of it again where it has done so before", async function () {
    this.timeout(60_000);
    await Promise.all(smoke.map(({ check }) => check(ask)));
  });
});
