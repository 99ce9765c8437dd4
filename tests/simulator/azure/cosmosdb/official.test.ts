import assert from "node:assert/strict";
import { Data } from "./client.ts";

describe("azure: Microsoft's own client of Cosmos DB", () => {
  it("creates, reads, replaces, patches and deletes items", async () => {
    await using data = await Data.open();
    const orders = await data.container();

    const { resource: created } = await orders.items.create({ id: "1", pk: "a", total: 5 });
    const read = await orders.item("1", "a").read();
    const replaced = await orders.item("1", "a").replace({ id: "1", pk: "a", total: 6 });
    const patched = await orders.item("1", "a").patch([{ op: "incr", path: "/total", value: 4 }]);
    await orders.item("1", "a").delete();
    const gone = await orders.item("1", "a").read();

    assert.deepEqual(read.resource, created);
    assert.deepEqual([replaced.resource?.total, patched.resource?.total], [6, 10]);
    assert.deepEqual([gone.statusCode, gone.resource], [404, undefined]);
  });

  it("queries one partition, and all by a plan, ranges and a merge", async () => {
    await using data = await Data.open();
    const orders = await data.container();
    for (const [index, pk] of ["a", "b", "c", "d", "e", "f"].entries())
      await orders.items.create({ id: String(index), pk, total: (index * 7) % 6 });

    const one = await orders.items.query("SELECT * FROM c", { partitionKey: "b" }).fetchAll();
    const all = await orders.items.query("SELECT VALUE c.id FROM c").fetchAll();
    const ordered = await orders.items
      .query(
        {
          query: "SELECT c.total FROM c WHERE c.total > @least ORDER BY c.total DESC",
          parameters: [{ name: "@least", value: 1 }],
        },
        { maxItemCount: 2 },
      )
      .fetchAll();

    assert.deepEqual(
      one.resources.map(({ id }) => id),
      ["1"],
    );
    assert.deepEqual([...all.resources].sort(), ["0", "1", "2", "3", "4", "5"]);
    assert.deepEqual(
      ordered.resources,
      [5, 4, 3, 2].map((total) => ({ total })),
    );
  });

  it("runs a batch", async () => {
    await using data = await Data.open();
    const orders = await data.container();
    await orders.items.create({ id: "1", pk: "a" });

    const good = await orders.items.batch(
      [
        { operationType: "Create", resourceBody: { id: "2", pk: "a" } },
        { operationType: "Delete", id: "1" },
      ],
      "a",
    );
    const bad = await orders.items.batch(
      [
        { operationType: "Delete", id: "2" },
        { operationType: "Create", resourceBody: { id: "2", pk: "a" } },
        { operationType: "Read", id: "9" },
      ],
      "a",
    );
    assert.deepEqual([good.code, good.result?.map(({ statusCode }) => statusCode)], [200, [201, 204]]);
    assert.deepEqual([bad.code, bad.result?.map(({ statusCode }) => statusCode)], [207, [424, 424, 404]]);
  });
});
