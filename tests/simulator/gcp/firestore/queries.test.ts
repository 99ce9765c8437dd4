import assert from "node:assert/strict";
import { FieldPath, Filter, type Firestore, GeoPoint, type Query, Timestamp } from "@google-cloud/firestore";
import type { Deployment } from "../../deployment.ts";
import { call, createIndex, firestoreOf, openShop } from "./client.ts";

// https://cloud.google.com/firestore/docs/reference/rest/v1/StructuredQuery
describe("gcp: queries of Firestore", () => {
  let gcp: Deployment;
  let firestore: Firestore;
  beforeEach(async () => {
    ({ gcp } = await openShop());
    firestore = await firestoreOf(gcp);
  });
  afterEach(() => gcp.stop());

  const orders = () => firestore.collection("orders");
  const put = async (all: Readonly<Record<string, object>>) => {
    const batch = firestore.batch();
    for (const [id, order] of Object.entries(all)) batch.set(orders().doc(id), order);
    await batch.commit();
  };
  const idsOf = async (query: Query) => (await query.get()).docs.map(({ id }) => id).join("");
  const withStatus = () =>
    put({
      a: { status: "new", n: 3 },
      b: { status: "new", n: 1 },
      c: { status: "old", n: 2 },
      d: { status: "new", n: 2 },
      e: { status: "new" },
      f: { n: 2 },
    });

  it("filters and orders, and starts and ends at cursors", async () => {
    await withStatus();
    await createIndex(gcp, "status", "n");
    await createIndex(gcp, "status", "n desc");
    const fresh = orders().where("status", "==", "new");

    assert.equal(await idsOf(fresh), "abde");
    assert.equal(await idsOf(fresh.orderBy("n")), "bda");
    assert.equal(await idsOf(fresh.orderBy("n", "desc")), "adb");
    assert.equal(await idsOf(fresh.where("n", ">", 1)), "da");
    assert.equal(await idsOf(fresh.where("n", ">=", 2).where("n", "<", 3)), "d");
    assert.equal(await idsOf(fresh.where("n", "<=", 2)), "bd");
    assert.equal(await idsOf(fresh.orderBy("n").startAt(2)), "da");
    assert.equal(await idsOf(fresh.orderBy("n").startAfter(2)), "a");
    assert.equal(await idsOf(fresh.orderBy("n", "desc").endAt(2)), "ad");
    assert.equal(await idsOf(fresh.orderBy("n", "desc").endBefore(2)), "a");
    assert.equal(await idsOf(fresh.orderBy("n").offset(1).limit(1)), "d");
    assert.equal(await idsOf(orders().where("n", "==", 9)), "");
  });

  it("breaks ties by the name of the document, in the direction of the last order", async () => {
    await withStatus();
    const two = orders().where("n", "==", 2);
    const cursor = await orders().doc("d").get();

    assert.equal(await idsOf(orders().orderBy("n")), "bcdfa");
    assert.equal(await idsOf(orders().orderBy("n", "desc")), "afdcb");
    assert.equal(await idsOf(two), "cdf");
    assert.equal(await idsOf(two.orderBy(FieldPath.documentId(), "desc")), "fdc");
    assert.equal(await idsOf(orders().orderBy("n").startAfter(cursor)), "fa");
    assert.equal(await idsOf(orders().orderBy("n", "desc").startAfter(cursor)), "cb");
    assert.equal(await idsOf(orders().where(FieldPath.documentId(), ">", "d")), "ef");
    assert.equal(await idsOf(two.where(FieldPath.documentId(), "<=", "d")), "cd");
  });

  it("finds documents of its collection alone, in the order of the bytes of their ids", async () => {
    await put({ a: {}, "\uffee": {}, "😀": {}, Z: {} });
    await firestore.doc("orders/a/orders/x").set({});
    await firestore.doc("others/y").set({});

    assert.equal(await idsOf(orders()), "Za\uffee😀");
    assert.equal(await idsOf(firestore.collection("orders/a/orders")), "x");
  });

  // https://cloud.google.com/firestore/docs/concepts/data-types#value_type_ordering
  it("orders values of all types", async () => {
    const values = [
      ...[null, false, true, Number.NaN, -1e300, -1, 0.5, 1, 9007199254740993n, 1e300],
      ...[
        Timestamp.fromMillis(1),
        Timestamp.fromMillis(1_000),
        "",
        "a",
        "a\uffee",
        "a😀",
        Buffer.from([1]),
        Buffer.from([2]),
      ],
      ...[firestore.doc("orders/a"), firestore.doc("orders/a/b/c"), firestore.doc("orders/b")],
      ...[new GeoPoint(1, 5), new GeoPoint(2, 1), new GeoPoint(2, 2), [], [1], [1, 1], [2]],
      ...[{}, { a: 1 }, { a: 1, b: 1 }, { a: 2 }, { b: 0 }],
    ];
    const ids = values.map((_value, index) => String.fromCharCode(122 - index));
    await put(Object.fromEntries(values.map((value, index) => [ids[index], { value }])));

    assert.equal(await idsOf(orders().orderBy("value")), ids.join(""));
    assert.equal(await idsOf(orders().orderBy("value", "desc")), ids.toReversed().join(""));
  });

  it("compares integers of 64 bits and doubles by their values, and inequalities only within a type", async () => {
    await put({ a: { n: 9007199254740993n }, b: { n: 9007199254740992n }, c: { n: 2 }, d: { n: "2" }, e: { n: null } });
    const with2 = await call(gcp, ":runQuery", {
      structuredQuery: {
        from: [{ collectionId: "orders" }],
        where: { fieldFilter: { field: { fieldPath: "n" }, op: "EQUAL", value: { doubleValue: 2 } } },
      },
    });

    assert.equal(await idsOf(orders().where("n", ">", 9007199254740992n)), "a");
    assert.match(with2.body[0].document.name, /\/orders\/c$/);
    assert.equal(await idsOf(orders().where("n", ">=", 0)), "cba");
    assert.equal(await idsOf(orders().where("n", "<", "z")), "d");
    assert.equal(await idsOf(orders().where("n", "==", null)), "e");
    assert.equal(await idsOf(orders().where("n", "==", Number.NaN)), "");
  });

  // "Only the first 1,500 bytes of the UTF-8 representation are considered by queries."
  it("considers the first 1,500 bytes of a text", async () => {
    const long = "x".repeat(1_500);
    await put({ a: { text: `${long}b` }, b: { text: `${long}a` }, c: { text: long.slice(1) } });

    assert.equal(await idsOf(orders().where("text", "==", `${long}c`)), "ab");
    assert.equal(await idsOf(orders().orderBy("text")), "cab");
  });

  it("answers the fields that are selected, and a time where it finds nothing", async () => {
    await put({ a: { n: 1, map: { x: 1, y: 2 } } });
    const found = await orders().select("map.x").get();
    const ids = await orders().select().get();
    const { body } = await call(gcp, ":runQuery", { structuredQuery: { from: [{ collectionId: "none" }] } });

    assert.deepEqual(
      found.docs.map((document) => document.data()),
      [{ map: { x: 1 } }],
    );
    assert.deepEqual(
      ids.docs.map((document) => document.data()),
      [{}],
    );
    assert.deepEqual(Object.keys(body[0]), ["readTime"]);
    assert.equal(body.length, 1);
  });

  it("refuses cursors that do not fit, and says what does not exist here", async () => {
    const statusOf = async (query: object) => {
      const { body } = await call(gcp, ":runQuery", {
        structuredQuery: { from: [{ collectionId: "orders" }], ...query },
      });
      return body[0].error?.status;
    };
    const value = { integerValue: "1" };
    const filter = (op: string) => ({ where: { fieldFilter: { field: { fieldPath: "n" }, op, value } } });

    assert.equal(await statusOf({ startAt: { values: [value] } }), "INVALID_ARGUMENT");
    assert.equal(await statusOf({ endAt: { values: [{ referenceValue: "x" }] } }), "INVALID_ARGUMENT");
    assert.equal(
      await statusOf({ orderBy: [{ field: { fieldPath: "n" } }], startAt: { values: [value, value, value] } }),
      "INVALID_ARGUMENT",
    );
    assert.equal(await statusOf({ limit: -1 }), "INVALID_ARGUMENT");
    assert.equal(await statusOf({ limit: { value: 1 } }), undefined);
    assert.equal(await statusOf(filter("IN")), "SimulatorLimit");
    await assert.rejects(firestore.collectionGroup("orders").get(), /SimulatorLimit/);
    const either = Filter.or(Filter.where("n", "==", 1), Filter.where("n", "==", 2));
    await assert.rejects(orders().where(either).get(), /SimulatorLimit/);
  });
});
