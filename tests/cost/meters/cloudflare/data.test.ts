import assert from "node:assert/strict";
import { chargedFor, unpriced } from "../../support/cloudflare.ts";

describe("data on Cloudflare", () => {
  const items = { reads: 100, writes: 10, deletes: 5, storage: 2, itemSize: 1_000 };

  it("is paid for by row in D1, and a deletion is a row written", () => {
    assert.deepEqual(chargedFor("d1Database", {}, items), {
      "d1.reads": 100,
      "d1.writes": 15,
      "d1.storage": 2,
    });
  });

  it("is paid for by operation in KV", () => {
    assert.deepEqual(chargedFor("workersKvNamespace", {}, items), {
      "kv.reads": 100,
      "kv.writes": 10,
      "kv.deletes": 5,
      "kv.storage": 2,
    });
  });

  it("is paid for by its class in R2, and for reading it where access is infrequent", () => {
    const standard = { "r2.storage": 2, "r2.class-a": 10, "r2.class-b": 100 };

    assert.deepEqual(chargedFor("r2Bucket", {}, items), standard);
    assert.deepEqual(chargedFor("r2Bucket", { storageClass: "Standard" }, items), standard);
    assert.deepEqual(chargedFor("r2Bucket", { storageClass: "InfrequentAccess" }, items), {
      "r2.infrequent.storage": 2,
      "r2.infrequent.class-a": 10,
      "r2.infrequent.class-b": 100,
      "r2.infrequent.retrieval": 0.1,
    });
    assert.deepEqual(unpriced("r2Bucket", { storageClass: "Glacier" }), [
      'storageClass is "Glacier", for which the book has no price',
    ]);
  });

  it("is not known of a bucket whose objects are moved to another class", () => {
    const rules = [{ id: "expire" }, { id: "cool", storageClassTransitions: [{ storageClass: "InfrequentAccess" }] }];

    assert.deepEqual(unpriced("r2BucketLifecycle", { rules: rules.slice(0, 1) }), []);
    assert.deepEqual(unpriced("r2BucketLifecycle", { rules }), ["rules moves objects to other classes"]);
  });
});
