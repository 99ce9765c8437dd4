import assert from "node:assert/strict";
import { type Firestore, Timestamp } from "@google-cloud/firestore";
import type { FakeClock } from "../../../../kit/simulator/index.ts";
import type { Deployment } from "../../deployment.ts";
import { createDatabase, createField, firestoreOf, openShop } from "./client.ts";

const day = 86_400_000;

// "Data is typically deleted within 24 hours after its expiration date": https://cloud.google.com/firestore/docs/ttl
describe("gcp: the time to live of documents of Firestore", () => {
  let gcp: Deployment;
  let clock: FakeClock;
  let firestore: Firestore;
  beforeEach(async () => {
    ({ gcp, clock } = await openShop());
    firestore = await firestoreOf(gcp);
  });
  afterEach(() => gcp.stop());

  /** Documents are read with a new token: the old one ends with the hour. */
  const idsLeft = async (collection: string) => {
    const { docs } = await (await firestoreOf(gcp)).collection(collection).get();
    return docs.map(({ id }) => id);
  };
  const put = (path: string, expires: unknown) => firestore.doc(path).set({ expires });

  it("deletes a document a day after its time, and not before", async () => {
    await createField(gcp, "expires", { ttlConfig: {} });
    await put("orders/soon", Timestamp.fromMillis(clock.now() + 1_000));
    await put("users/ann/orders/below", Timestamp.fromMillis(clock.now() + 1_000));
    await put("others/other", Timestamp.fromMillis(clock.now() + 1_000));
    await put("orders/text", "2026-07-01T00:00:00Z");

    clock.advance(day + 999);
    assert.deepEqual(await idsLeft("orders"), ["soon", "text"]);
    clock.advance(1);

    assert.deepEqual(await idsLeft("orders"), ["text"]);
    assert.deepEqual(await idsLeft("users/ann/orders"), []);
    assert.deepEqual(await idsLeft("others"), ["other"]);
  });

  it("deletes a document that had expired before it was written a day after that, and not at once", async () => {
    await createField(gcp, "expires", { ttlConfig: {} });
    await put("orders/late", Timestamp.fromMillis(clock.now() - 2 * day));

    clock.advance(day - 1);
    assert.deepEqual(await idsLeft("orders"), ["late"]);
    clock.advance(1);

    assert.deepEqual(await idsLeft("orders"), []);
  });

  it("deletes nothing without a policy, and later with an offset", async () => {
    await put("orders/1", Timestamp.fromMillis(clock.now()));
    clock.advance(2 * day);
    assert.deepEqual(await idsLeft("orders"), ["1"]);

    await createField(gcp, "expires", { ttlConfig: { expirationOffset: "86401s" } });
    assert.deepEqual(await idsLeft("orders"), ["1"]);
    clock.advance(1_000);
    assert.deepEqual(await idsLeft("orders"), []);
  });

  it("deletes nothing by the policy of another database", async () => {
    await createDatabase(gcp, { name: "other" });
    await createField(gcp, "expires", { database: "other", ttlConfig: {} });
    await put("orders/1", Timestamp.fromMillis(clock.now()));

    clock.advance(2 * day);

    assert.deepEqual(await idsLeft("orders"), ["1"]);
  });

  it("goes by one field of a collection group", async () => {
    const first = await createField(gcp, "expires", { ttlConfig: {} });

    await assert.rejects(createField(gcp, "ends", { ttlConfig: {} }), /already has a field with a TTL policy/);
    assert.deepEqual(first.outputs.ttlConfig, { state: "ACTIVE" });
  });
});
