import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { free } from "../../../../kit/cost/meters/free.ts";
import { meters } from "../../../../kit/cost/meters/index.ts";
import { chargedFor, unpriced } from "./charged.ts";

describe("what Cloudflare is paid for", () => {
  it("is known of each type that the components create", () => {
    const folder = "tests/components/snapshots";
    const texts = readdirSync(folder).map((name) => readFileSync(`${folder}/${name}`, "utf8"));
    const types = new Set(
      texts.flatMap((text) => [...text.matchAll(/type: (cloudflare:\S+)/g)].map(([, type = ""]) => type)),
    );

    assert.ok(types.size >= 7);
    assert.deepEqual(
      [...types].filter((type) => !meters.has(type) && !free.has(type)),
      [],
    );
  });
});

describe("data on Cloudflare", () => {
  const items = { reads: 100, writes: 10, deletes: 5, storage: 2, itemSize: 1_000 };

  it("is paid for by row in D1, and a deletion is a row written", () => {
    assert.deepEqual(chargedFor("d1Database", {}, { usage: items }), {
      "d1.reads": 100,
      "d1.writes": 15,
      "d1.storage": 2,
    });
  });

  it("is paid for by operation in KV", () => {
    assert.deepEqual(chargedFor("workersKvNamespace", {}, { usage: items }), {
      "kv.reads": 100,
      "kv.writes": 10,
      "kv.deletes": 5,
      "kv.storage": 2,
    });
  });

  it("is paid for by its class in R2, and for reading it where access is infrequent", () => {
    const standard = { "r2.storage": 2, "r2.class-a": 10, "r2.class-b": 100 };

    assert.deepEqual(chargedFor("r2Bucket", {}, { usage: items }), standard);
    assert.deepEqual(chargedFor("r2Bucket", { storageClass: "Standard" }, { usage: items }), standard);
    assert.deepEqual(chargedFor("r2Bucket", { storageClass: "InfrequentAccess" }, { usage: items }), {
      "r2.infrequent.storage": 2,
      "r2.infrequent.class-a": 10,
      "r2.infrequent.class-b": 100,
      "r2.infrequent.retrieval": 0.1,
    });
    assert.deepEqual(
      [...new Set(unpriced("r2Bucket", { storageClass: "Glacier" }))],
      ['it storageClass is "Glacier", which has no price in the book'],
    );
  });

  it("is not known of a bucket whose objects are moved to another class", () => {
    const rules = [{ id: "expire" }, { id: "cool", storageClassTransitions: [{ storageClass: "InfrequentAccess" }] }];

    assert.deepEqual(unpriced("r2BucketLifecycle", { rules: rules.slice(0, 1) }), []);
    assert.deepEqual(unpriced("r2BucketLifecycle", { rules }), [
      "it rules[1].storageClassTransitions moves objects, and nobody knows how many",
    ]);
  });
});

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
      'it ratePlan.id is "enterprise", which has no price in the book',
    ]);
    assert.deepEqual(unpriced("zoneSubscription", { ratePlan: { id: "pro" }, frequency: "weekly" }), [
      'it frequency is "weekly", which has no price in the book',
    ]);
  });

  it("pays for Cache Reserve only while it is on", () => {
    const kept = { storage: 1, writes: 2, reads: 3 };

    assert.deepEqual(chargedFor("zoneCacheReserve", { value: "off" }, { usage: kept }), {});
    assert.deepEqual(chargedFor("zoneCacheReserve", { value: "on" }, { usage: kept }), {
      "cachereserve.storage": 1,
      "cachereserve.class-a": 2,
      "cachereserve.class-b": 3,
    });
  });
});
