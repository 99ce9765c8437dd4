import assert from "node:assert/strict";
import type { Deployment } from "../../deployment.ts";
import { Lives } from "../../support/lives.ts";
import { openGcp } from "../shop.ts";
import { call, createClerk, createDatabase, firestoreOf, nameOf, openShop } from "./client.ts";

// https://cloud.google.com/firestore/docs/reference/rest/v1/projects.databases.documents/batchGet
describe("gcp: reads of Firestore", () => {
  let gcp: Deployment;
  before(async () => {
    ({ gcp } = await openShop());
    const firestore = await firestoreOf(gcp);
    await firestore.doc("users/ann/orders/1").set({ a: 1, b: { c: 2, d: 3 } });
  });
  after(() => gcp.stop());

  it("gives the documents that are there, and the names of those that are not", async () => {
    const firestore = await firestoreOf(gcp);
    const found = await firestore.getAll(firestore.doc("users/ann/orders/1"), firestore.doc("users/ann"));

    assert.deepEqual(
      found.map((document) => document.data()),
      [{ a: 1, b: { c: 2, d: 3 } }, undefined],
    );
  });

  it("answers a stream, each document once, and the fields of a mask alone", async () => {
    const documents = ["users/ann/orders/1", "users/ann", "users/ann/orders/1"].map(nameOf);

    const { body } = await call(gcp, ":batchGet", { documents, mask: { fieldPaths: ["b.c", "none"] } });

    const time = "2026-07-01T00:00:00Z";
    const fields = { b: { mapValue: { fields: { c: { integerValue: "2" } } } } };
    const found = { name: documents[0], fields, createTime: time, updateTime: time };
    assert.deepEqual(body, [
      { found, readTime: "2026-07-01T00:00:00.000001Z" },
      { missing: documents[1], readTime: "2026-07-01T00:00:00.000001Z" },
    ]);
  });

  it("answers an error of a stream in a list", async () => {
    const wrong = await call(gcp, ":batchGet", { documents: ["orders"] });
    const unknown = await call(gcp, ":batchGet", { documents: [], readTime: "2026-07-01T00:00:00Z" });

    assert.deepEqual([wrong.status, wrong.body[0].error.status], [400, "INVALID_ARGUMENT"]);
    assert.deepEqual([unknown.status, unknown.body[0].error.status], [501, "SimulatorLimit"]);
  });

  it("gets one document, or says that it is not there", async () => {
    const found = await call(gcp, "/users/ann/orders/1?mask.fieldPaths=a", undefined, "GET");
    const missing = await call(gcp, "/users/ann/orders/2", undefined, "GET");

    assert.deepEqual(found.body.fields, { a: { integerValue: "1" } });
    assert.deepEqual([missing.status, missing.body.error.status], [404, "NOT_FOUND"]);
    assert.match(missing.body.error.message, /^Document ".*\/users\/ann\/orders\/2" not found\.$/);
  });

  it("finds documents after a restart", async () => {
    await using lives = new Lives(openGcp);
    const first = await lives.start();
    await createClerk(first);
    await createDatabase(first);
    const written = await call(first, "/orders?documentId=1", { fields: { n: { integerValue: "1" } } });
    await lives.stop();

    const found = await call(await lives.start(), "/orders/1", undefined, "GET");

    assert.deepEqual(found.body, written.body);
    assert.deepEqual(found.body.fields, { n: { integerValue: "1" } });
  });

  it("says so when the cloud has too many calls", async () => {
    gcp.simulator.faults.follow({ seed: "1", shares: { throttled: 1, lost: 0, doubled: 0 } });
    const { status, body } = await call(gcp, ":batchGet", { documents: [] });
    gcp.simulator.faults.follow(undefined);

    assert.deepEqual([status, body[0].error.status], [429, "RESOURCE_EXHAUSTED"]);
  });
});
