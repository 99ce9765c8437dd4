import assert from "node:assert/strict";
import fc from "fast-check";
import type { TableLayout } from "fourfold";
import { documentId, fieldsOf, toRecord } from "../../../kit/runtime/tables/stores/firestore/documents.ts";

const path = "projects/p/databases/d/documents/orders";
const layout: TableLayout = { key: ["userId", "id"], indexes: {}, counters: [], expires: "ends" };
const first = "2026-01-01T00:00:00.000001Z";

// https://cloud.google.com/firestore/quotas#collections_documents_and_fields
describe("ids of documents of Firestore", () => {
  it("can be read, and are valid", () => {
    const ids = ["ann", "a/b", "50%", "a~b", ".", "..", "...", "__a__", "____", "__", "é"].map((partition) =>
      documentId({ partition }),
    );
    assert.deepEqual(ids, [
      ...["ann", "a%2Fb", "50%25", "a%7Eb", "%2E", "%2E.", "...", "%5F_a__", "%5F___", "__", "é"],
    ]);
    assert.equal(documentId({ partition: "ann", sort: "2026/1" }), "ann~2026%2F1");
    assert.equal(documentId({ partition: "__a", sort: "b__" }), "%5F_a~b__");
  });

  it("are hashes where keys would make them too long", () => {
    assert.match(documentId({ partition: "/".repeat(500), sort: "a" }), /^~[0-9a-f]{64}$/);
    assert.equal(documentId({ partition: "é".repeat(250), sort: "é".repeat(250) }).length, 501);
    assert.notEqual(
      documentId({ partition: "/".repeat(500), sort: "a" }),
      documentId({ partition: "/".repeat(500), sort: "b" }),
    );
  });

  it("are others for other keys", () => {
    const text = fc.string({
      unit: fc.constantFrom("a", "/", "%", "~", ".", "_", "2", "F"),
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(text, text, text, text, (one, two, three, four) => {
        const isSame = one === three && two === four;
        const ids = [documentId({ partition: one, sort: two }), documentId({ partition: three, sort: four })];
        assert.equal(ids[0] === ids[1], isSame, ids.join(" "));
        assert.doesNotMatch(documentId({ partition: one }), /^\.{1,2}$|^__.*__$|\//);
      }),
    );
  });
});

describe("documents of Firestore", () => {
  it("have the values of items, a mark of the write, and the time when an item expires, if a document can have it", () => {
    const item = { a: 1, b: 1.5, c: 1e21, d: "", e: null, f: [true, {}], ends: 253_402_300_800 };
    const fields = fieldsOf(item, "s-1", layout);

    assert.deepEqual(fields.a, { integerValue: "1" });
    assert.deepEqual(fields.c, { doubleValue: 1e21 });
    assert.deepEqual(fields._expires, { timestampValue: "9999-12-31T23:59:59.000Z" });
    assert.deepEqual(toRecord({ name: "", fields, updateTime: first }, layout), {
      item,
      version: `${first} 253402300800`,
      stamp: "s-1",
    });
  });

  it("of others are read as well as can be", () => {
    const fields = {
      time: { timestampValue: first },
      other: { referenceValue: path },
      list: { arrayValue: {} },
      map: { mapValue: {} },
      number: { doubleValue: "NaN" },
    };
    const { item } = toRecord({ name: "", fields, updateTime: first }, layout);

    assert.deepEqual(item, { time: first, other: path, list: [], map: {}, number: Number.NaN });
  });
});
