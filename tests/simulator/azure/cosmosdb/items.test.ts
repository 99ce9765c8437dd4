import assert from "node:assert/strict";
import { createFakeClock } from "../../../../kit/simulator/index.ts";
import { aWhile } from "../../../support/until.ts";
import { Lives } from "../../support/lives.ts";
import { openAzure } from "../shop.ts";
import { containerInputs, cosmosTokens, Data, partition } from "./client.ts";

const upsert = { "x-ms-documentdb-is-upsert": "True" };

// https://learn.microsoft.com/rest/api/cosmos-db/documents
describe("azure: items of Cosmos DB", () => {
  it("are created once, with what the service adds", async () => {
    await using data = await Data.open();

    const created = await data.item("POST", "", { body: { id: "größe 1", pk: "a", total: 5 } });
    const again = await data.item("POST", "", { body: { id: "größe 1", pk: "a" } });
    const elsewhere = await data.item("POST", "", { pk: "b", body: { id: "größe 1", pk: "b" } });
    const read = await data.item("GET", "größe 1");

    assert.equal(created.status, 201);
    assert.partialDeepStrictEqual(created.body, { id: "größe 1", pk: "a", total: 5, _ts: data.clock.now() / 1_000 });
    assert.equal(created.headers.get("etag"), created.body._etag);
    assert.match(created.body._etag, /^"[0-9a-f-]{36}"$/);
    // "409: The id provided for the new document has been taken by an existing document."
    assert.deepEqual([again.status, again.body.code, elsewhere.status], [409, "Conflict", 201]);
    assert.deepEqual([read.status, read.body], [200, created.body]);
  });

  it("are replaced and deleted by id and partition, and 404 where they are not", async () => {
    await using data = await Data.open();
    await data.item("POST", "", { body: { id: "1", pk: "a", total: 5, note: "x" } });

    const replaced = await data.item("PUT", "1", { body: { id: "1", pk: "a", total: 6, _etag: '"x"', _rid: "y" } });
    const other = await data.item("PUT", "1", { body: { id: "2", pk: "a" } });
    const elsewhere = await Promise.all(
      ["GET", "PUT", "DELETE"].map((method) =>
        data.item(method, "1", { pk: "b", body: method === "PUT" ? { id: "1", pk: "b" } : undefined }),
      ),
    );
    const removed = await data.item("DELETE", "1");

    assert.deepEqual([replaced.status, replaced.body.total, replaced.body.note], [200, 6, undefined]);
    assert.notEqual(replaced.body._etag, '"x"');
    assert.equal(other.status, 400);
    assert.deepEqual(
      elsewhere.map(({ status, body }) => [status, body.code]),
      Array(3).fill([404, "NotFound"]),
    );
    assert.deepEqual([removed.status, removed.body], [204, undefined]);
    assert.equal((await data.item("GET", "1")).status, 404);
    assert.equal((await data.item("GET", "1")).headers.get("x-ms-substatus"), "0");
  });

  it("are created or replaced by an upsert", async () => {
    await using data = await Data.open();

    const created = await data.item("POST", "", { headers: upsert, body: { id: "1", pk: "a", total: 1 } });
    const replaced = await data.item("POST", "", { headers: upsert, body: { id: "1", pk: "a", total: 2 } });

    assert.deepEqual([created.status, replaced.status, replaced.body.total], [201, 200, 2]);
  });

  // "412: Precondition failure": https://learn.microsoft.com/rest/api/cosmos-db/http-status-codes-for-cosmosdb
  it("change only as they are expected to be, and are not sent to whoever has them", async () => {
    await using data = await Data.open();
    const first = await data.item("POST", "", { body: { id: "1", pk: "a" } });
    const stale = { "if-match": String(first.body._etag) };
    const fresh = await data.item("PUT", "1", { headers: stale, body: { id: "1", pk: "a", total: 2 } });

    const refused = [
      await data.item("PUT", "1", { headers: stale, body: { id: "1", pk: "a" } }),
      await data.item("DELETE", "1", { headers: stale }),
      await data.item("POST", "", { headers: { ...stale, ...upsert }, body: { id: "1", pk: "a" } }),
      await data.item("PATCH", "1", { headers: stale, body: [{ op: "set", path: "/total", value: 9 }] }),
    ];
    const known = await data.item("GET", "1", { headers: { "if-none-match": fresh.body._etag } });
    const unknown = await data.item("GET", "1", { headers: { "if-none-match": first.body._etag } });

    assert.equal(fresh.status, 200);
    assert.deepEqual(
      refused.map(({ status, body }) => [status, body.code]),
      Array(4).fill([412, "PreconditionFailed"]),
    );
    assert.deepEqual([known.status, known.body, unknown.status], [304, undefined, 200]);
    assert.equal((await data.item("DELETE", "1", { headers: { "if-match": "*" } })).status, 204);
  });

  it("have another etag when they are made anew", async () => {
    await using data = await Data.open();
    const one = await data.item("POST", "", { body: { id: "1", pk: "a" } });
    await data.item("DELETE", "1");
    const two = await data.item("POST", "", { body: { id: "1", pk: "a" } });

    assert.notEqual(one.body._etag, two.body._etag);
  });

  it("are not answered by writes that ask for as little as possible", async () => {
    await using data = await Data.open();
    const written = await data.item("POST", "", { headers: { prefer: "return=minimal" }, body: { id: "1", pk: "a" } });

    assert.deepEqual([written.status, written.body], [201, undefined]);
    assert.equal(written.headers.get("etag"), (await data.item("GET", "1")).body._etag);
  });

  // https://learn.microsoft.com/azure/cosmos-db/concepts-limits#per-item-limits
  it("have ids of at most 1,023 bytes without slashes, and are at most 2 MB large", async () => {
    await using data = await Data.open();
    const statusOf = async (body: unknown) => (await data.item("POST", "", { body })).status;

    const ids = ["x".repeat(1_023), "x".repeat(1_024), "a/b", "a\\b", "", undefined, 5, "#?%"];
    const statuses = [];
    for (const id of ids) statuses.push(await statusOf({ id, pk: "a" }));

    assert.deepEqual(statuses, [201, 400, 400, 400, 400, 400, 400, 201]);
    assert.equal(await statusOf({ id: "large", pk: "a", text: "x".repeat(2 * 1024 * 1024 - 40) }), 201);
    assert.equal(await statusOf({ id: "larger", pk: "a", text: "x".repeat(2 * 1024 * 1024) }), 413);
    assert.equal(await statusOf(["not", "an", "item"]), 400);
  });

  it("belong to the partition that the header names, which must be there", async () => {
    await using data = await Data.open();
    const without = await data.call("POST", "docs", { body: { id: "1", pk: "a" } });
    const other = await data.item("POST", "", { pk: "b", body: { id: "1", pk: "a" } });
    const none = await data.call("POST", "docs", { headers: partition({}), body: { id: "1" } });
    const values = [];
    for (const value of [null, 7, true])
      values.push(
        (await data.call("POST", "docs", { headers: partition(value), body: { id: "1", pk: value } })).status,
      );
    const objects = await data.call("POST", "docs", {
      headers: { "x-ms-documentdb-partitionkey": '[["a"]]' },
      body: { id: "1", pk: ["a"] },
    });

    assert.deepEqual(
      [without.status, without.body.message],
      [400, "PartitionKey value must be supplied for this operation."],
    );
    assert.deepEqual([other.status, other.headers.get("x-ms-substatus")], [400, "1001"]);
    assert.deepEqual([none.status, ...values, objects.status], [201, 201, 201, 201, 400]);
    assert.equal((await data.call("GET", "docs/1", { headers: partition(7) })).body.pk, 7);
    assert.equal((await data.call("GET", "docs/1", { headers: partition("7") })).status, 404);
  });

  // "2,048 bytes (101 bytes if large partition key isn't enabled)": https://learn.microsoft.com/azure/cosmos-db/concepts-limits
  it("have partition keys of 2,048 bytes, and of 101 where the version is not 2", async () => {
    await using data = await Data.open();
    const partitionKey = { paths: ["/pk"] };
    await data.azure.create(cosmosTokens.container, "old", containerInputs("old", { partitionKey }));
    const statusOf = async (length: number, container: string) => {
      const pk = "x".repeat(length);
      return (
        await data.call("POST", `/dbs/shop/colls/${container}/docs`, { headers: partition(pk), body: { id: "1", pk } })
      ).status;
    };

    const statuses = [
      await statusOf(2_048, "orders"),
      await statusOf(2_049, "orders"),
      await statusOf(101, "old"),
      await statusOf(102, "old"),
    ];

    assert.deepEqual(statuses, [201, 400, 201, 400]);
  });

  // https://learn.microsoft.com/azure/cosmos-db/time-to-live
  describe("with a time to live", () => {
    const found = async (data: Data, ...ids: readonly string[]) => {
      const statuses = [];
      for (const id of ids) statuses.push((await data.item("GET", id)).status);
      return statuses;
    };

    it("are hidden when it is over, and a write starts it anew", async () => {
      await using data = await Data.open({ defaultTtl: -1 });
      for (const id of ["kept", "read", "patched"])
        await data.item("POST", "", { body: { id, pk: "a", ...(id === "kept" ? {} : { ttl: 60 }) } });

      data.clock.advance(59_000);
      assert.deepEqual(await found(data, "kept", "read", "patched"), [200, 200, 200]);
      await data.item("PATCH", "patched", { body: [{ op: "set", path: "/seen", value: true }] });
      data.clock.advance(2_000);

      assert.deepEqual(await found(data, "kept", "read", "patched"), [200, 404, 200]);
      // Whoever is hidden is in nobody's way.
      assert.equal((await data.item("POST", "", { body: { id: "read", pk: "a" } })).status, 201);
      data.clock.advance(60_000);
      assert.deepEqual(await found(data, "kept", "read", "patched"), [200, 200, 404]);
    });

    it("have the container's by default, and -1 for ever", async () => {
      await using data = await Data.open({ defaultTtl: 10 });
      await data.item("POST", "", { body: { id: "default", pk: "a" } });
      await data.item("POST", "", { body: { id: "longer", pk: "a", ttl: 100 } });
      await data.item("POST", "", { body: { id: "ever", pk: "a", ttl: -1 } });

      data.clock.advance(11_000);
      assert.deepEqual(await found(data, "default", "longer", "ever"), [404, 200, 200]);
      data.clock.advance(1_000_000);
      assert.deepEqual(await found(data, "longer", "ever"), [404, 200]);
    });

    it("have none in a container without one, and refuse what is not a time", async () => {
      await using data = await Data.open();
      await data.item("POST", "", { body: { id: "1", pk: "a", ttl: 1 } });
      data.clock.advance(1_000_000);

      assert.deepEqual(await found(data, "1"), [200]);
      for (const ttl of [0, null, "60", 1.5])
        assert.equal((await data.item("POST", "", { body: { id: "2", pk: "a", ttl } })).status, 400);
    });
  });

  // https://learn.microsoft.com/rest/api/cosmos-db/http-status-codes-for-cosmosdb
  it("are refused with a time to wait, or lost, or written twice, when calls go wrong", async () => {
    await using data = await Data.open();
    const { faults } = data.azure.simulator;
    const write = async (fault: "throttled" | "lost" | "doubled", id: string) => {
      faults.follow({ seed: "any", shares: { throttled: 0, lost: 0, doubled: 0, [fault]: 1 } });
      try {
        return await data.item("POST", "", { body: { id, pk: "a" } });
      } finally {
        faults.follow(undefined);
      }
    };
    const left = async (id: string) => (await data.item("GET", id)).status;

    const throttled = await write("throttled", "1");
    await assert.rejects(write("lost", "2"), { message: "fetch failed" });
    const doubled = await write("doubled", "3");

    assert.deepEqual([throttled.status, await left("1")], [429, 404]);
    assert.equal(throttled.headers.get("x-ms-substatus"), "3200");
    assert.match(throttled.headers.get("x-ms-retry-after-ms") ?? "", /^\d+$/);
    assert.equal(await left("2"), 200);
    assert.deepEqual([doubled.status, await left("3")], [409, 200]);
  });

  it("outlive a restart, with their etags", async () => {
    await using lives = new Lives(openAzure);
    const clock = createFakeClock();
    const first = await Data.on(await lives.start({ clock }), clock);
    const { body } = await first.item("POST", "", { body: { id: "1", pk: "a", total: 5 } });
    await lives.stop();
    // Node's fetch notices only then that the connection is gone.
    await aWhile();

    const again = first.moved(await lives.start({ clock }));

    assert.deepEqual((await again.item("GET", "1")).body, body);
    assert.equal(
      (await again.item("PUT", "1", { headers: { "if-match": body._etag }, body: { id: "1", pk: "a" } })).status,
      200,
    );
  });

  it("go with their container", async () => {
    await using data = await Data.open();
    await data.item("POST", "", { body: { id: "1", pk: "a" } });

    await data.azure.remove(data.orders);
    const without = await data.item("GET", "1");
    await data.azure.create(cosmosTokens.container, "orders", data.orders.inputs);

    // "404/1003": the owner is not there.
    assert.deepEqual([without.status, without.headers.get("x-ms-substatus")], [404, "1003"]);
    assert.equal((await data.item("GET", "1")).status, 404);
  });
});
