import { smoke } from "../../functions/smoke.ts";
import { openShop } from "./open-shop.ts";

describe("the shop", () => {
  const { ask } = openShop();

  for (const round of ["", ", also where it has done so before"]) {
    for (const { name, check } of smoke) {
      it(`${name}${round}`, () => check(ask));
    }
  }
});
