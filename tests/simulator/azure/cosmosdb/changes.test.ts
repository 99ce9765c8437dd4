import assert from "node:assert/strict";
import { Data } from "./client.ts";

const batchHeaders = { "x-ms-cosmos-is-batch-request": "True", "x-ms-cosmos-batch-atomic": "True" };

// https://learn.microsoft.com/azure/cosmos-db/partial-document-update
describe("azure: patches of Cosmos DB's items", () => {
  const item = { id: "1", pk: "a", total: 5, tags: ["x", "y"], address: { city: "Ulm" }, name: "n" };
  const patched = async (data: Data, body: unknown) => {
    await data.item("POST", "", { headers: { "x-ms-documentdb-is-upsert": "true" }, body: item });
    return data.item("PATCH", "1", { body });
  };

  it("increment, set, add and remove", async () => {
    await using data = await Data.open();

    const { status, body } = await patched(data, {
      operations: [
        { op: "incr", path: "/total", value: -2 },
        { op: "incr", path: "/seen", value: 1 },
        { op: "set", path: "/address/street", value: "Gasse" },
        { op: "set", path: "/tags/0", value: "X" },
        { op: "add", path: "/tags/1", value: "between" },
        { op: "add", path: "/tags/-", value: "z" },
        { op: "remove", path: "/name" },
        { op: "remove", path: "/address/city" },
      ],
    });

    assert.equal(status, 200);
    const { _rid, _self, _etag, _ts, _attachments, ...left } = body;
    assert.deepEqual(left, {
      id: "1",
      pk: "a",
      total: 3,
      seen: 1,
      tags: ["X", "between", "y", "z"],
      address: { street: "Gasse" },
    });
  });

  it("change nothing when one of them is wrong", async () => {
    await using data = await Data.open();
    const first = { op: "set", path: "/total", value: 0 };
    const wrong = [
      { op: "incr", path: "/name", value: 1 },
      { op: "incr", path: "/total", value: "1" },
      { op: "remove", path: "/none" },
      { op: "set", path: "/none/below", value: 1 },
      { op: "set", path: "total", value: 1 },
      { op: "add", path: "/tags/9", value: 1 },
      { op: "set", path: "/id", value: "2" },
      { op: "set", path: "/pk", value: "b" },
    ];
    for (const operation of wrong) {
      const { status } = await patched(data, [first, operation]);

      assert.equal(status, 400, JSON.stringify(operation));
      assert.equal((await data.item("GET", "1")).body.total, 5);
    }
    assert.equal((await patched(data, [{ op: "move", path: "/total", from: "/x" }])).status, 501);
  });

  // "The patch operation is limited to 10 operations."
  it("are at most ten, of an item that is there", async () => {
    await using data = await Data.open();
    const operations = (count: number) =>
      Array.from({ length: count }, () => ({ op: "incr", path: "/total", value: 1 }));

    assert.equal((await data.item("PATCH", "1", { body: operations(1) })).status, 404);
    assert.equal((await patched(data, operations(10))).body.total, 15);
    assert.equal((await patched(data, operations(11))).status, 400);
    assert.equal((await patched(data, [])).status, 400);
  });

  it("depend on a condition", async () => {
    await using data = await Data.open();
    const operations = [{ op: "incr", path: "/total", value: -5 }];

    const met = await patched(data, { condition: "from c where c.total >= 5 AND IS_DEFINED(c.name)", operations });
    const again = await data.item("PATCH", "1", { body: { condition: "from c where c.total >= 5", operations } });

    assert.deepEqual([met.status, met.body.total], [200, 0]);
    assert.deepEqual([again.status, again.body.code], [412, "PreconditionFailed"]);
    assert.equal(
      (await data.item("PATCH", "1", { body: { condition: "from c where c.total + 1 > 5", operations } })).status,
      501,
    );
  });
});

// https://learn.microsoft.com/azure/cosmos-db/nosql/transactional-batch
describe("azure: batches of Cosmos DB's operations", () => {
  const batch = (data: Data, operations: readonly unknown[], headers = {}) =>
    data.item("POST", "", { headers: { ...batchHeaders, ...headers }, body: operations });
  const create = (id: string, more = {}) => ({ operationType: "Create", resourceBody: { id, pk: "a", ...more } });

  it("are done in order, each seeing what was done before it", async () => {
    await using data = await Data.open();
    await data.item("POST", "", { body: { id: "old", pk: "a" } });

    const { status, body } = await batch(data, [
      create("1", { total: 1 }),
      { operationType: "Patch", id: "1", resourceBody: { operations: [{ op: "incr", path: "/total", value: 1 }] } },
      { operationType: "Read", id: "1" },
      { operationType: "Upsert", resourceBody: { id: "2", pk: "a" } },
      { operationType: "Replace", id: "2", resourceBody: { id: "2", pk: "a", total: 7 } },
      { operationType: "Delete", id: "old" },
      create("old"),
    ]);

    assert.equal(status, 200);
    assert.deepEqual(
      body.map(({ statusCode }: { statusCode: number }) => statusCode),
      [201, 200, 200, 201, 200, 204, 201],
    );
    assert.equal(body[2].resourceBody.total, 2);
    assert.equal(body[4].eTag, (await data.item("GET", "2")).body._etag);
  });

  it("are not done at all when one fails, which has its own status, and the others 424", async () => {
    await using data = await Data.open();
    const { body: item } = await data.item("POST", "", { body: { id: "1", pk: "a", total: 1 } });
    const failing = [
      [create("1"), 409],
      [{ operationType: "Delete", id: "none" }, 404],
      [{ operationType: "Replace", id: "1", ifMatch: '"x"', resourceBody: { id: "1", pk: "a" } }, 412],
      [{ operationType: "Create", resourceBody: { id: "2", pk: "b" } }, 400],
    ] as const;
    for (const [operation, statusCode] of failing) {
      const { status, body } = await batch(data, [create("new"), operation, create("newer")]);

      assert.equal(status, 207);
      assert.deepEqual(
        body.map((one: { statusCode: number }) => one.statusCode),
        [424, statusCode, 424],
      );
      assert.equal((await data.item("GET", "new")).status, 404);
    }
    // What is only just made has no etag that anybody could know.
    const replace = { operationType: "Replace", id: "3", ifMatch: '"x"', resourceBody: { id: "3", pk: "a" } };
    assert.equal((await batch(data, [create("3"), replace])).body[1].statusCode, 412);
    const { body } = await batch(data, [{ operationType: "Delete", id: "1", ifMatch: item._etag }]);
    assert.equal(body[0].statusCode, 204);
  });

  it("have at most 100 operations and 2 MB, in one partition", async () => {
    await using data = await Data.open();
    const many = (count: number) => Array.from({ length: count }, (_, index) => create(`${count}-${index}`));

    assert.equal((await batch(data, many(100))).status, 200);
    assert.equal((await batch(data, many(101))).status, 400);
    assert.equal(
      (await batch(data, [create("a", { text: "x".repeat(1_100_000) }), create("b", { text: "x".repeat(1_100_000) })]))
        .status,
      413,
    );
    assert.equal((await data.call("POST", "docs", { headers: batchHeaders, body: [create("c")] })).status, 400);
    assert.equal((await batch(data, [])).status, 400);
    assert.equal((await batch(data, [{ operationType: "Merge" }])).status, 400);
  });

  it("are atomic only", async () => {
    await using data = await Data.open();

    const { status, body } = await batch(data, [create("1")], { "x-ms-cosmos-batch-atomic": "False" });

    assert.deepEqual([status, body.code], [501, "SimulatorLimit"]);
  });
});
