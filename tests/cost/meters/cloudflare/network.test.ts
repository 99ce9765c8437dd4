import assert from "node:assert/strict";
import { chargedFor, unpriced } from "../../support/cloudflare.ts";

describe("a zone", () => {
  const plan = (id: string, frequency?: string) =>
    chargedFor("zoneSubscription", { ratePlan: { id }, ...(frequency ? { frequency } : {}) });

  it("pays for its plan, by the month or by the year", () => {
    assert.deepEqual(plan("pro"), { "zone.pro": 1 });
    assert.deepEqual(plan("business", "yearly"), { "zone.business.yearly": 1 });
    assert.deepEqual(plan("free"), {});
  });

  it("is not priced with a contract, or with another frequency", () => {
    assert.deepEqual(unpriced("zoneSubscription", { ratePlan: { id: "enterprise" } }), [
      'ratePlan.id is "enterprise", for which the book has no price',
    ]);
    assert.deepEqual(unpriced("zoneSubscription", { ratePlan: { id: "pro" }, frequency: "weekly" }), [
      'frequency is "weekly", for which the book has no price',
    ]);
  });

  it("pays for Cache Reserve only while it is on", () => {
    const kept = { storage: 1, writes: 2, reads: 3 };

    assert.deepEqual(chargedFor("zoneCacheReserve", { value: "off" }, kept), {});
    assert.deepEqual(chargedFor("zoneCacheReserve", { value: "on" }, kept), {
      "cachereserve.storage": 1,
      "cachereserve.class-a": 2,
      "cachereserve.class-b": 3,
    });
  });
});
