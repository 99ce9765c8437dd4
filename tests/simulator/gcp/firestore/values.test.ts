import assert from "node:assert/strict";
import type { Deployment } from "../../deployment.ts";
import { call, commit, nameOf, openShop } from "./client.ts";

const invalid = "INVALID_ARGUMENT";

// https://cloud.google.com/firestore/docs/reference/rest/v1/projects.databases.documents#Document, https://cloud.google.com/firestore/quotas
describe("gcp: what a document of Firestore holds", () => {
  let gcp: Deployment;
  before(async () => {
    ({ gcp } = await openShop());
  });
  after(() => gcp.stop());

  const putAt = (path: string, fields: unknown) => commit(gcp, { update: { name: nameOf(path), fields } });
  const put = (fields: unknown) => putAt("orders/1", fields);
  const kept = async (value: unknown) => {
    const status = await put({ value });
    return status === "OK" ? (await call(gcp, "/orders/1", undefined, "GET")).body.fields.value : status;
  };

  it("keeps values of each type, in one form", async () => {
    const same = [
      ...[{ nullValue: null }, { booleanValue: false }, { integerValue: "-9223372036854775808" }, { doubleValue: 0.1 }],
      ...[{ doubleValue: "NaN" }, { doubleValue: "-Infinity" }, { stringValue: "größer 😀" }, { bytesValue: "YQ==" }],
      ...[{ referenceValue: nameOf("orders/2") }, { geoPointValue: { latitude: -90, longitude: 180 } }],
      { arrayValue: { values: [{ mapValue: { fields: { inner: { arrayValue: { values: [] } } } } }] } },
    ];
    for (const value of same) assert.deepEqual(await kept(value), value);

    assert.deepEqual(await kept({ integerValue: 7 }), { integerValue: "7" });
    assert.deepEqual(await kept({ doubleValue: "1.5" }), { doubleValue: 1.5 });
    assert.deepEqual(await kept({ timestampValue: "2026-01-01T01:00:00.1234567+01:00" }), {
      timestampValue: "2026-01-01T00:00:00.123456Z",
    });
    assert.deepEqual(await kept({ timestampValue: "2026-01-01T00:00:00.5Z" }), {
      timestampValue: "2026-01-01T00:00:00.500Z",
    });
  });

  it("refuses what is no value", async () => {
    const wrong = [
      ...[{}, { stringValue: "a", nullValue: null }, { textValue: "a" }, { integerValue: "1.5" }, { stringValue: 1 }],
      ...[{ integerValue: "9223372036854775808" }, { doubleValue: "many" }, { booleanValue: "true" }],
      ...[
        { timestampValue: "today" },
        { bytesValue: "a b" },
        { referenceValue: "orders/1" },
        { stringValue: "\ud800" },
      ],
      ...[{ geoPointValue: { latitude: 91, longitude: 0 } }, { arrayValue: [] }, { mapValue: [] }],
    ];
    for (const value of wrong) assert.equal(await kept(value), invalid, JSON.stringify(value));
  });

  it("refuses an array directly in an array", async () => {
    const nested = { arrayValue: { values: [{ arrayValue: { values: [] } }] } };

    assert.equal(await kept(nested), invalid);
  });

  it("takes 20 maps and arrays in one another, and no more", async () => {
    const deep = (depth: number): object =>
      depth === 0 ? { nullValue: null } : { mapValue: { fields: { a: deep(depth - 1) } } };

    assert.equal(await put({ a: deep(20) }), "OK");
    assert.equal(await put({ a: deep(21) }), invalid);
  });

  it("refuses names that are empty, reserved or too long, of fields and of documents", async () => {
    const value = { nullValue: null };

    for (const name of ["", "__a__", "__proto__", "x".repeat(1_501)])
      assert.equal(await put(JSON.parse(`{"${name}":{"nullValue":null}}`)), invalid, name);
    assert.equal(await put({ map: { mapValue: { fields: { __a__: value } } } }), invalid);
    assert.equal(await put({ ["x".repeat(1_500)]: value, __a: value }), "OK");
    for (const id of ["__a__", ".", "..", "x".repeat(1_501), "a/b", ""])
      assert.equal(await putAt(`orders/${id}`, {}), invalid, id);
    for (const id of ["x".repeat(1_500), "a:b", "größer 😀", "__a"])
      assert.equal(await putAt(`orders/${id}`, {}), "OK", id);
    assert.equal(await commit(gcp, { update: { name: "orders/1" } }), invalid);
    assert.equal(await commit(gcp, { delete: "projects/shop-project/databases/other/documents/orders/1" }), invalid);
    assert.equal(await commit(gcp, {}), invalid);
  });

  it("refuses paths that are wrong, or lead to reserved names", async () => {
    const masked = (path: string) =>
      commit(gcp, { update: { name: nameOf("orders/1") }, updateMask: { fieldPaths: [path] } });

    for (const path of ["", "a b", "a.", ".a", "1a", "`a", "__a__", "a.`__b__`"])
      assert.equal(await masked(path), invalid, path);
    for (const path of ["a", "a.b", "`a b`.`c\\`d`", "_a1"]) assert.equal(await masked(path), "OK", path);
  });

  // https://cloud.google.com/firestore/docs/storage-size: names with 1 byte more for each part, 16 for the whole, 32 for the document
  it("takes a document of 1 MiB - 4 bytes, and a value of 1 MiB - 89, and no more", async () => {
    const overhead = "orders".length + 1 + "1".length + 1 + 16 + 32 + 2 * ("a".length + 1 + 1);
    const withSize = (bytes: number) => ({ a: text(600_000), b: text(bytes - overhead - 600_000) });
    const text = (length: number) => ({ stringValue: "x".repeat(length) });

    assert.equal(await put(withSize(1_048_572)), "OK");
    assert.equal(await put(withSize(1_048_573)), invalid);
    assert.equal(await put({ a: text(1_048_487) }), "OK");
    assert.equal(await put({ a: text(1_048_488) }), invalid);
    assert.equal(await put({ a: { stringValue: "é".repeat(524_244) } }), invalid);
  });

  it("takes a request of 10 MiB, and no more", async () => {
    const write = { update: { name: nameOf("orders/1"), fields: { a: { stringValue: "x".repeat(1_000_000) } } } };
    const writes = (count: number) => Array.from({ length: count }, () => write);

    assert.equal(await commit(gcp, ...writes(10)), "OK");
    assert.equal(await commit(gcp, ...writes(11)), invalid);
  });
});
