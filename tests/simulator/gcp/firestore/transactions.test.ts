import assert from "node:assert/strict";
import type { FakeClock } from "../../../../kit/simulator/index.ts";
import { aWhile } from "../../../support/until.ts";
import type { Deployment } from "../../deployment.ts";
import { call, firestoreOf, nameOf, openShop } from "./client.ts";

const document = nameOf("orders/1");
const put = (n: number, name = document) => ({ update: { name, fields: { n: { integerValue: String(n) } } } });
const aborted = [409, "ABORTED"];
const ok = [200, undefined];

// https://cloud.google.com/firestore/docs/transaction-data-contention
describe("gcp: transactions of Firestore", () => {
  let gcp: Deployment;
  let clock: FakeClock;
  const open = async (concurrencyMode: string) => {
    ({ gcp, clock } = await openShop({ concurrencyMode }));
    await commit(undefined, put(0));
  };
  afterEach(() => gcp.stop());

  const begin = async (): Promise<string> => (await call(gcp, ":beginTransaction", {})).body.transaction;
  const read = (transaction: string, name = document) => call(gcp, ":batchGet", { documents: [name], transaction });
  const commit = async (transaction: string | undefined, ...writes: readonly object[]) => {
    const { status, body } = await call(gcp, ":commit", {
      writes,
      ...(transaction === undefined ? {} : { transaction }),
    });
    return [status, body.error?.status];
  };
  const count = async () => Number((await call(gcp, "/orders/1", undefined, "GET")).body.fields.n.integerValue);

  for (const mode of ["PESSIMISTIC", "OPTIMISTIC"]) {
    it(`lets Google's own client count without losing anything: ${mode}`, async () => {
      await open(mode);
      const firestore = await firestoreOf(gcp);
      const order = firestore.doc("orders/1");
      const increase = () =>
        firestore.runTransaction(async (transaction) => {
          const n = Number((await transaction.get(order)).get("n"));
          transaction.update(order, { n: n + 1 });
        });

      for (let index = 0; index < 3; index++) await increase();

      assert.equal(await count(), 3);
    });

    it(`lets one of two transactions that have read the same commit: ${mode}`, async () => {
      await open(mode);
      const [one, other] = [await begin(), await begin()];
      await Promise.all([read(one), read(other)]);

      const first = commit(one, put(1));
      await aWhile();
      const second = commit(other, put(2));

      assert.deepEqual([await first, await second], [ok, aborted]);
      assert.equal(await count(), 1);
    });
  }

  it("aborts an optimistic one at its end, when what it has read was changed", async () => {
    await open("OPTIMISTIC");
    const transaction = await begin();
    await read(transaction);

    assert.deepEqual(await commit(undefined, put(7)), ok);
    assert.deepEqual(await commit(transaction, put(1, nameOf("orders/2"))), aborted);
    assert.equal(await count(), 7);
  });

  it("lets nobody change what a pessimistic one has read, until it ends", async () => {
    await open("PESSIMISTIC");
    const transaction = await begin();
    await read(transaction);

    const outside = commit(undefined, put(7));
    await aWhile();
    assert.equal(await count(), 0);
    assert.deepEqual(await commit(transaction, put(1)), ok);
    assert.deepEqual(await outside, ok);
    assert.equal(await count(), 7);
  });

  it("gives up a write that waits for too long", async () => {
    await open("PESSIMISTIC");
    const transaction = await begin();
    await call(gcp, ":runQuery", { structuredQuery: { from: [{ collectionId: "orders" }] }, transaction });

    const outside = commit(undefined, { delete: document });
    await aWhile();
    clock.advance(10_000);

    assert.deepEqual(await outside, aborted);
    assert.deepEqual((await call(gcp, ":rollback", { transaction })).body, {});
    assert.deepEqual(await commit(undefined, put(7)), ok);
  });

  it("begins one with a read, which only reads unless it says otherwise", async () => {
    await open("PESSIMISTIC");
    const start = async (newTransaction: object): Promise<string> =>
      (await call(gcp, ":batchGet", { documents: [document], newTransaction })).body[0].transaction;

    const reading = await start({});
    assert.deepEqual(await commit(undefined, put(1)), ok);
    const writing = await start({ readWrite: {} });
    const outside = commit(undefined, put(2));
    await aWhile();
    assert.equal(await count(), 1);
    assert.deepEqual(await commit(writing), ok);
    assert.deepEqual(await outside, ok);
    assert.deepEqual(await commit(reading), ok);
  });

  // "270 seconds", "60-second idle expiration time": https://cloud.google.com/firestore/quotas#writes_and_transactions
  it("ends after 60 seconds without use, and after 270 with it", async () => {
    await open("PESSIMISTIC");
    const ended = [400, "INVALID_ARGUMENT"];
    const idle = await begin();
    await read(idle);
    clock.advance(60_000);
    assert.deepEqual(await commit(undefined, put(1)), ok);
    assert.deepEqual(await commit(idle), ended);
    const busy = await begin();
    for (let seconds = 0; seconds < 270; seconds += 30) {
      assert.equal((await read(busy)).status, 200);
      clock.advance(30_000);
    }
    assert.deepEqual(await commit(busy), ended);
  });

  it("is over after its commit, also one that failed", async () => {
    await open("PESSIMISTIC");
    const [done, failed] = [await begin(), await begin()];
    await commit(done, put(1));
    await read(failed);
    await commit(failed, { ...put(1), currentDocument: { exists: false } });

    assert.deepEqual(await commit(done, put(2)), [400, "INVALID_ARGUMENT"]);
    assert.deepEqual(await commit(failed), [400, "INVALID_ARGUMENT"]);
    assert.deepEqual(await commit(undefined, put(3)), ok);
  });
});
