import assert from "node:assert/strict";
import { FieldValue, type Firestore, Timestamp } from "@google-cloud/firestore";
import type { FakeClock } from "../../../../kit/simulator/index.ts";
import type { Deployment } from "../../deployment.ts";
import { call, commit, firestoreOf, nameOf, openShop } from "./client.ts";

// https://cloud.google.com/firestore/docs/reference/rest/v1/projects.databases.documents/commit
describe("gcp: writes of Firestore", () => {
  let gcp: Deployment;
  let clock: FakeClock;
  let firestore: Firestore;
  beforeEach(async () => {
    ({ gcp, clock } = await openShop());
    firestore = await firestoreOf(gcp);
  });
  afterEach(() => gcp.stop());

  const order = (id: string) => firestore.doc(`orders/${id}`);
  const dataOf = async (id: string) => (await order(id).get()).data();
  const put = (id: string, fields: object = {}, more: object = {}) => ({
    update: { name: nameOf(`orders/${id}`), fields },
    ...more,
  });
  const exists = (is: boolean) => ({ currentDocument: { exists: is } });
  const increment = (value: object) => ({ updateTransforms: [{ fieldPath: "n", increment: value }] });

  it("makes all writes of a commit or none, in their order", async () => {
    await firestore.batch().create(order("1"), { n: 1 }).update(order("1"), { n: 2 }).set(order("2"), {}).commit();
    const failed = firestore.batch().set(order("3"), {}).create(order("2"), {}).commit();

    await assert.rejects(failed, { code: 409 });
    assert.deepEqual([await dataOf("1"), await dataOf("2"), await dataOf("3")], [{ n: 2 }, {}, undefined]);
  });

  it("changes the fields of a mask, and deletes those that are only in the mask", async () => {
    await order("1").set({ a: 1, "b c": 2, map: { x: 1, y: 2 } });

    await order("1").update({ "map.y": 3, a: FieldValue.delete() });
    assert.deepEqual(await dataOf("1"), { "b c": 2, map: { x: 1, y: 3 } });
    await commit(
      gcp,
      put("1", { a: { integerValue: "9" }, no: { nullValue: null } }, { updateMask: { fieldPaths: ["a", "`b c`"] } }),
    );
    assert.deepEqual(await dataOf("1"), { a: 9, map: { x: 1, y: 3 } });
    await order("1").set({ all: true });
    assert.deepEqual(await dataOf("1"), { all: true });
  });

  // "the status string decides": https://cloud.google.com/firestore/docs/reference/rest/v1/Precondition
  it("refuses a write whose precondition is not met, with the status of it", async () => {
    assert.equal(await commit(gcp, put("1", {}, exists(true))), "NOT_FOUND");
    assert.equal(await commit(gcp, { delete: nameOf("orders/1"), ...exists(true) }), "NOT_FOUND");
    assert.equal(await commit(gcp, put("1", {}, exists(false))), "OK");
    assert.equal(await commit(gcp, put("1", {}, exists(false))), "ALREADY_EXISTS");
    assert.equal(await commit(gcp, put("1", {}, exists(true))), "OK");
  });

  it("compares the time of the last change, to the microsecond", async () => {
    const { writeTime } = await order("1").set({ n: 1 });
    const { writeTime: later } = await order("1").set({ n: 2 });

    await assert.rejects(order("1").update({ n: 3 }, { lastUpdateTime: writeTime }), { code: 400 });
    await order("1").update({ n: 3 }, { lastUpdateTime: later });
    const stale = { currentDocument: { updateTime: "2026-07-01T00:00:00.000001Z" } };

    assert.deepEqual(await dataOf("1"), { n: 3 });
    assert.equal(await commit(gcp, put("1", {}, stale)), "FAILED_PRECONDITION");
    assert.equal(await commit(gcp, put("2", {}, stale)), "FAILED_PRECONDITION");
    const finer = { currentDocument: { updateTime: "2026-07-01T00:00:00.0000011Z" } };
    assert.equal(await commit(gcp, put("1", {}, finer)), "INVALID_ARGUMENT");
  });

  // "If the write did not actually change the document, this will be the previous update_time."
  it("keeps the time of a document that a write does not change", async () => {
    const { writeTime } = await order("1").set({ n: 1, map: { a: [1] } });
    const { writeTime: deep } = await order("2").set({ n: 1 });
    clock.advance(1_000);
    const same = await order("1").set({ map: { a: [1] }, n: 1 });
    await order("2").delete();
    await order("2").set({ n: 1 });

    assert.ok(same.writeTime.isEqual(writeTime));
    const [first, second] = await firestore.getAll(order("1"), order("2"));
    assert.ok(first?.updateTime?.isEqual(writeTime));
    assert.ok((second?.createTime?.toMillis() ?? 0) > deep.toMillis());
  });

  it("gives each change a later time, all documents of a commit the same one, and keeps when they were created", async () => {
    const [first, second] = await firestore.batch().set(order("1"), { n: 1 }).set(order("2"), {}).commit();
    const third = await order("1").set({ n: 2 });
    const found = await order("1").get();

    assert.ok(first?.writeTime.isEqual(second?.writeTime ?? Timestamp.now()));
    assert.ok(third.writeTime.nanoseconds === (first?.writeTime.nanoseconds ?? 0) + 1_000);
    assert.ok(found.createTime?.isEqual(first?.writeTime ?? Timestamp.now()));
    assert.ok(found.updateTime?.isEqual(third.writeTime));
  });

  // "If there is positive/negative integer overflow, the field is resolved to the largest magnitude integer."
  it("increments integers up to 64 bits and doubles, and puts the number in the place of what is none", async () => {
    const most = "9223372036854775807";
    const add = async (value: object, before?: object) => {
      await commit(gcp, put("1", before === undefined ? {} : { n: before }));
      const write = { ...put("1", {}, increment(value)), updateMask: { fieldPaths: [] } };
      const { body } = await call(gcp, ":commit", { writes: [write] });
      return body.writeResults[0].transformResults[0];
    };

    assert.deepEqual(await add({ integerValue: "2" }, { integerValue: "40" }), { integerValue: "42" });
    assert.deepEqual(await add({ integerValue: "2" }), { integerValue: "2" });
    assert.deepEqual(await add({ integerValue: "2" }, { stringValue: "40" }), { integerValue: "2" });
    assert.deepEqual(await add({ integerValue: "2" }, { integerValue: most }), { integerValue: most });
    assert.deepEqual(await add({ integerValue: "-2" }, { integerValue: "-9223372036854775807" }), {
      integerValue: "-9223372036854775808",
    });
    assert.deepEqual(await add({ doubleValue: 0.5 }, { integerValue: "1" }), { doubleValue: 1.5 });
    assert.deepEqual(await add({ doubleValue: 1e308 }, { doubleValue: 1e308 }), { doubleValue: "Infinity" });
    assert.equal(await commit(gcp, put("1", {}, increment({ stringValue: "1" }))), "INVALID_ARGUMENT");
  });

  it("sets the time of the request, in milliseconds", async () => {
    await order("0").set({});
    await order("1").set({ at: FieldValue.serverTimestamp() });

    assert.deepEqual((await dataOf("1"))?.at, Timestamp.fromMillis(clock.now()));
  });

  it("says of each write of a batch what came of it", async () => {
    await order("1").set({});
    const writes = [put("1", {}, exists(false)), put("2", {}, exists(false)), put("3", {}, exists(true))];

    const { body } = await call(gcp, ":batchWrite", { writes });
    const twice = await call(gcp, ":batchWrite", { writes: [put("4"), put("4")] });

    assert.deepEqual(
      body.status.map(({ code }: { code?: number }) => code),
      [6, undefined, 5],
    );
    assert.match(body.writeResults[1].updateTime, /^2026-07-01T00:00:00\.\d{6}Z$/);
    assert.deepEqual(body.writeResults[0], {});
    assert.deepEqual(await dataOf("2"), {});
    assert.deepEqual([twice.body.error.status, await dataOf("4")], ["INVALID_ARGUMENT", undefined]);
  });

  it("creates, patches and deletes single documents", async () => {
    const fields = { n: { integerValue: "1" }, m: { integerValue: "2" } };
    const created = await call(gcp, "/orders?documentId=a%3Ab", { fields });
    const again = await call(gcp, "/orders?documentId=a%3Ab", { fields });
    const named = await call(gcp, "/orders", { fields });
    const patched = await call(gcp, "/orders/a:b?updateMask.fieldPaths=m", { fields: {} }, "PATCH");
    const none = await call(gcp, "/orders/none?currentDocument.exists=true", { fields: {} }, "PATCH");
    const removed = await call(gcp, "/orders/a:b?currentDocument.exists=true", undefined, "DELETE");
    const gone = await call(gcp, "/orders/a:b?currentDocument.exists=true", undefined, "DELETE");

    assert.deepEqual([created.body.name, created.body.fields], [nameOf("orders/a:b"), fields]);
    assert.deepEqual([again.status, again.body.error.status], [409, "ALREADY_EXISTS"]);
    assert.match(named.body.name, /\/orders\/\w{20}$/);
    assert.deepEqual(patched.body.fields, { n: fields.n });
    assert.deepEqual([none.status, removed.status, removed.body, gone.status], [404, 200, {}, 404]);
  });

  it("says what of the API does not exist here", async () => {
    const transform = { document: nameOf("orders/1"), fieldTransforms: [] };
    const maximum = { updateTransforms: [{ fieldPath: "n", maximum: { integerValue: "1" } }] };

    assert.equal(await commit(gcp, { transform }), "SimulatorLimit");
    assert.equal(await commit(gcp, put("1", {}, maximum)), "SimulatorLimit");
    assert.equal((await call(gcp, ":listen", {})).status, 501);
    assert.equal((await call(gcp, "/orders", undefined, "GET")).status, 501);
    assert.equal((await call(gcp, ":commit", "text")).body.error.status, "INVALID_ARGUMENT");
  });
});
