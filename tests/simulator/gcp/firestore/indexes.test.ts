import assert from "node:assert/strict";
import { FieldPath, type Firestore, type Query } from "@google-cloud/firestore";
import type { Deployment } from "../../deployment.ts";
import { call, createDatabase, createField, createIndex, firestoreOf, indexToken, openShop } from "./client.ts";

// https://cloud.google.com/firestore/docs/query-data/index-overview
describe("gcp: indexes of Firestore", () => {
  let gcp: Deployment;
  let firestore: Firestore;
  beforeEach(async () => {
    ({ gcp } = await openShop());
    firestore = await firestoreOf(gcp);
  });
  afterEach(() => gcp.stop());

  const orders = () => firestore.collection("orders");
  const fresh = () => orders().where("status", "==", "new");
  const isServed = async (query: Query) => {
    try {
      await query.get();
      return true;
    } catch (error) {
      assert.match(String(error), /FAILED_PRECONDITION/);
      return false;
    }
  };

  it("refuses what needs a composite index until there is one, in this direction", async () => {
    const query = (direction: "asc" | "desc") => fresh().orderBy("placedAt", direction);

    assert.equal(await isServed(query("asc")), false);
    const index = await createIndex(gcp, "status", "placedAt");
    assert.deepEqual([await isServed(query("asc")), await isServed(query("desc"))], [true, false]);
    assert.equal(await isServed(fresh().where("placedAt", ">", 1)), true);
    await createIndex(gcp, "status", "placedAt desc");
    assert.equal(await isServed(query("desc")), true);
    await gcp.remove(index);
    assert.equal(await isServed(query("asc")), false);
  });

  it("says which index is missing, in a list as streams do", async () => {
    const orderBy = [{ field: { fieldPath: "a" } }, { field: { fieldPath: "b" } }];
    const structuredQuery = { from: [{ collectionId: "orders" }], orderBy };

    const { status, body } = await call(gcp, ":runQuery", { structuredQuery });

    assert.deepEqual([status, body[0].error.code, body[0].error.status], [400, 400, "FAILED_PRECONDITION"]);
    assert.match(body[0].error.message, /^The query requires an index\. You can create it here: https:/);
  });

  it("needs none for equalities, nor for one field in either direction", async () => {
    const name = FieldPath.documentId();
    const served = [
      ...[orders(), orders().orderBy(name), fresh(), fresh().where("n", "==", 1), fresh().orderBy(name, "desc")],
      ...[orders().orderBy("n"), orders().orderBy("n", "desc"), orders().where("n", ">", 1).where("n", "<", 5)],
      ...[orders().orderBy("map.n"), fresh().orderBy("status"), orders().orderBy("n").orderBy(name)],
    ];

    for (const query of served) assert.equal(await isServed(query), true);
  });

  it("needs one for two orders, for names backwards, and for two inequalities", async () => {
    const name = FieldPath.documentId();
    const refused = [
      ...[
        orders().orderBy("a").orderBy("b"),
        orders().orderBy(name, "desc"),
        orders().orderBy("a").orderBy(name, "desc"),
      ],
      orders().where("a", ">", 1).where("b", ">", 1),
    ];
    for (const query of refused) assert.equal(await isServed(query), false);
    await createIndex(gcp, "a", "b");
    await createIndex(gcp, "__name__ desc");
    await createIndex(gcp, "a", "__name__ desc");

    for (const query of refused) assert.equal(await isServed(query), true);
  });

  it("joins composite indexes with the same order, and takes fields that are equal in any order", async () => {
    const query = () => fresh().where("shop", "==", 1).orderBy("n");
    await createIndex(gcp, "status", "n");

    assert.equal(await isServed(query()), false);
    const other = await createIndex(gcp, "shop", "n");
    assert.equal(await isServed(query()), true);
    await gcp.remove(other);
    await createIndex(gcp, "shop", "status desc", "n");
    assert.equal(await isServed(query()), true);
  });

  it("is of one collection group and one database", async () => {
    await createDatabase(gcp, { name: "other" });
    const fields = ["status", "n"].map((fieldPath) => ({ fieldPath, order: "ASCENDING" }));
    await gcp.create(indexToken, "others", { database: "shop", collection: "others", fields });
    await gcp.create(indexToken, "elsewhere", { database: "other", collection: "orders", fields });

    assert.equal(await isServed(fresh().orderBy("n")), false);
    assert.equal(await isServed(firestore.collection("users/ann/others").where("status", "==", 1).orderBy("n")), true);
  });

  // https://cloud.google.com/firestore/docs/query-data/index-overview#single-field_index_exemptions
  it("refuses queries by fields that are exempted, unless a composite index has them", async () => {
    const all = await createField(gcp, "*", { indexConfig: {} });

    assert.equal(await isServed(fresh()), false);
    assert.equal(await isServed(orders().orderBy("n", "desc")), false);
    assert.equal(await isServed(orders()), true);
    await createIndex(gcp, "status", "n");
    assert.equal(await isServed(fresh().orderBy("n")), true);
    assert.equal(await isServed(fresh()), false);
    await gcp.remove(all);
    assert.equal(await isServed(fresh()), true);
  });

  it("takes the configuration of a field before that of the map around it, and before that of all fields", async () => {
    await createField(gcp, "*", { indexConfig: {} });
    await createField(gcp, "status", { indexConfig: { indexes: [{ order: "DESCENDING" }] } });
    await createField(gcp, "expires", { ttlConfig: {} });
    await createField(gcp, "map", { indexConfig: { indexes: [{ order: "ASCENDING" }, { order: "DESCENDING" }] } });
    await createField(gcp, "map.note", { indexConfig: {} });

    assert.deepEqual(
      [await isServed(orders().orderBy("status")), await isServed(orders().orderBy("status", "desc"))],
      [false, true],
    );
    assert.equal(await isServed(orders().orderBy("expires")), false);
    assert.deepEqual(
      [await isServed(orders().orderBy("map.n")), await isServed(orders().orderBy("map.note"))],
      [true, false],
    );
    const { body } = await call(gcp, ":runQuery", {
      structuredQuery: { from: [{ collectionId: "orders" }], orderBy: [{ field: { fieldPath: "map.note" } }] },
    });
    assert.match(
      body[0].error.message,
      /^The query requires a COLLECTION_ASC index for collection orders and field map\.note\./,
    );
  });

  it("is there once, for each list of fields", async () => {
    const index = await createIndex(gcp, "status", "n");

    await assert.rejects(createIndex(gcp, "status", "n"), /index already exists/);
    assert.match(index.id, /^projects\/shop-project\/databases\/shop\/collectionGroups\/orders\/indexes\/[\w-]+$/);
    const scoped = {
      database: "shop",
      collection: "orders",
      queryScope: "COLLECTION",
      fields: [{ fieldPath: "__name__", order: "DESCENDING" }],
    };
    assert.equal((await gcp.create(indexToken, "scoped", scoped)).outputs.queryScope, "COLLECTION");
  });
});
