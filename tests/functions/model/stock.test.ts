import assert from "node:assert/strict";
import fc from "fast-check";
import { end, hold, type StockLevel } from "../../../functions/model/stock.ts";

const empty: StockLevel = { product: "cup", available: 10, holds: {} };
const user = "ann";

describe("stock", () => {
  it("is taken once by an order, and not where there is too little", () => {
    const held = hold(empty, { order: "1", user, quantity: 7 }) ?? assert.fail();

    assert.equal(held.available, 3);
    assert.equal(hold(held, { order: "1", user, quantity: 7 }), held);
    assert.equal(hold(held, { order: "2", user, quantity: 4 }), undefined);
  });

  it("is sold, or there again, once", () => {
    const held = hold(empty, { order: "1", user, quantity: 7 }) ?? assert.fail();

    assert.deepEqual(end(held, "1", "sold"), { ...empty, available: 3 });
    assert.deepEqual(end(held, "1", "returned"), empty);
    assert.equal(end(empty, "1", "returned"), empty);
  });

  it("adds up, whatever is done in which order, and how often", () => {
    const order = fc.integer({ min: 1, max: 5 }).map(String);
    const step = fc.oneof(
      fc.record({ is: fc.constant("hold" as const), order, quantity: fc.integer({ min: 1, max: 6 }) }),
      fc.record({ is: fc.constantFrom("sold" as const, "returned" as const), order }),
    );

    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let level = empty;
        let sold = 0;
        for (const each of steps) {
          const before = level.holds[each.order]?.quantity ?? 0;
          if (each.is === "hold") level = hold(level, { ...each, user }) ?? level;
          else level = end(level, each.order, each.is);
          if (each.is === "sold") sold += before;
          const held = Object.values(level.holds).reduce((sum, { quantity }) => sum + quantity, 0);
          assert.ok(level.available >= 0);
          assert.equal(level.available + held + sold, 10);
        }
      }),
    );
  });
});
