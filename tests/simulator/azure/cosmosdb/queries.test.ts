import assert from "node:assert/strict";
import { ask, fill } from "./asking.ts";
import { Data, partition } from "./client.ts";

type Properties = Readonly<Record<string, unknown>>;

const indexed = (policy: Properties) => ({
  indexingPolicy: { includedPaths: [{ path: "/*" }], excludedPaths: [], ...policy },
});

// https://learn.microsoft.com/rest/api/cosmos-db/query-documents
describe("azure: queries of one partition of Cosmos DB", () => {
  it("compare values of one type, with parameters, AND and OR", async () => {
    await using data = await Data.open();
    await fill(data, [{ n: 1, s: "x" }, { n: 2, s: "xy" }, { n: 3 }, { n: "2", s: null }, { deep: { n: [5] } }]);
    const ids = async (where: string, parameters: Properties = {}) =>
      (await ask(data, `SELECT VALUE c.id FROM c WHERE ${where}`, partition("a"), parameters)).documents?.sort();

    assert.deepEqual(await ids("c.n = 2"), ["a1"]);
    assert.deepEqual(await ids("c.n >= @n", { "@n": 2 }), ["a1", "a2"]);
    assert.deepEqual(await ids("c.n < 2 OR c.n > 2"), ["a0", "a2"]);
    assert.deepEqual(await ids("c.n <= 3 AND (c.s = 'x' OR c.s = \"xy\")"), ["a0", "a1"]);
    assert.deepEqual(await ids("STARTSWITH(c.s, 'x') and c.n > 1"), ["a1"]);
    assert.deepEqual(await ids("IS_DEFINED(c.s)"), ["a0", "a1", "a3"]);
    assert.deepEqual(await ids("c.s = null"), ["a3"]);
    assert.deepEqual(await ids("c.deep.n[0] = 5"), ["a4"]);
    assert.deepEqual(await ids('c["deep"]["n"] = [5]'), ["a4"]);
    assert.deepEqual(await ids("c.none = c.none"), []);
    assert.deepEqual(await ids("c.s > -1e1"), []);
  });

  it("select items, paths, values and what is put together", async () => {
    await using data = await Data.open();
    await fill(data, [{ n: 1, deep: { x: "it's" }, from: "here" }]);
    const first = async (query: string) => (await ask(data, query)).documents?.[0];

    assert.deepEqual(await first("SELECT * FROM c"), (await data.item("GET", "a0")).body);
    assert.deepEqual(await first("SELECT o.n, o.deep.x AS text, o.none FROM orders AS o"), { n: 1, text: "it's" });
    assert.equal(await first("SELECT VALUE c.deep.x FROM c WHERE c.deep.x = 'it\\'s'"), "it's");
    assert.deepEqual(await first('SELECT VALUE {"n": c.n, all: [c.id, 2, true]} FROM c'), {
      n: 1,
      all: ["a0", 2, true],
    });
    assert.deepEqual(await first("SELECT c.from FROM c"), { from: "here" });
    assert.deepEqual((await ask(data, "SELECT VALUE c.none FROM c")).documents, []);
  });

  it("are a limit of the simulator's where they are more than that", async () => {
    await using data = await Data.open();
    const queries = [
      "SELECT COUNT(1) FROM c",
      "SELECT TOP 1 * FROM c",
      "SELECT * FROM c WHERE c.n != 1",
      "SELECT * FROM c WHERE c.n = @missing",
      "SELECT * FROM c ORDER BY c.n OFFSET 1 LIMIT 1",
      "SELECT * FROM c JOIN d IN c.list",
      "SELECT",
      "SELECT * FROM c WHERE c.n = 1 +",
    ];
    for (const query of queries) assert.deepEqual([(await ask(data, query)).status, query], [501, query]);
    assert.equal(
      (
        await data.call("POST", "docs", {
          headers: { "x-ms-documentdb-isquery": "true", ...partition("a") },
          body: {},
        })
      ).status,
      400,
    );
  });

  it("order by a path, of items that have it", async () => {
    await using data = await Data.open();
    await fill(data, [{ n: 2 }, { n: 10 }, { n: "1" }, {}, { n: null }, { n: false }]);
    const ordered = async (direction: string) =>
      (await ask(data, `SELECT VALUE c.n FROM c ORDER BY c.n ${direction}`)).documents;

    // null, then boolean, numbers and texts: https://learn.microsoft.com/azure/cosmos-db/nosql/query/order-by
    assert.deepEqual(await ordered(""), [null, false, 2, 10, "1"]);
    assert.deepEqual(await ordered("DESC"), ["1", 10, 2, false, null]);
  });

  // https://github.com/Azure/azure-sdk-for-rust/blob/main/sdk/cosmos/azure_data_cosmos_driver/src/driver/dataflow/order_by.rs
  it("order by UTF-16 units", async () => {
    await using data = await Data.open();
    await fill(
      data,
      ["\u{1F600}", "\uFFFD", "Z", "a", "ä"].map((n) => ({ n })),
    );

    assert.deepEqual((await ask(data, "SELECT VALUE c.n FROM c ORDER BY c.n")).documents, [
      "Z",
      "a",
      "ä",
      "\u{1F600}",
      "\uFFFD",
    ]);
  });

  // https://learn.microsoft.com/azure/cosmos-db/nosql/query/order-by#documents-with-missing-fields
  it("order items without the path first where the index names it", async () => {
    await using data = await Data.open(indexed({ includedPaths: [{ path: "/*" }, { path: "/n/?" }] }));
    await fill(data, [{ n: 2 }, {}]);

    assert.deepEqual((await ask(data, "SELECT VALUE c.id FROM c ORDER BY c.n")).documents, ["a1", "a0"]);
  });

  // https://learn.microsoft.com/azure/cosmos-db/index-policy#order-by-queries-on-multiple-properties
  it("order by several paths with a composite index only, in its directions or all the other way", async () => {
    const compositeIndexes = [[{ path: "/n" }, { path: "/s", order: "descending" }]];
    await using data = await Data.open(indexed({ compositeIndexes }));
    await fill(data, [{ n: 1, s: "x" }, { n: 1, s: "y" }, { n: 0, s: "z" }, { n: 0 }]);
    const ordered = (by: string) => ask(data, `SELECT VALUE c.id FROM c ORDER BY ${by}`);

    assert.deepEqual((await ordered("c.n, c.s DESC")).documents, ["a2", "a1", "a0"]);
    assert.deepEqual((await ordered("c.n DESC, c.s ASC")).documents, ["a0", "a1", "a2"]);
    for (const by of ["c.n, c.s", "c.s DESC, c.n", "c.n, c.s DESC, c.id"]) {
      const { status, body } = await ordered(by);
      assert.equal(status, 400, by);
      assert.match(body.message, /does not have a corresponding composite index that it can be served from/);
    }
  });

  // https://learn.microsoft.com/azure/cosmos-db/index-policy#include-exclude-paths
  it("order by what is indexed only", async () => {
    const policy = {
      includedPaths: [{ path: "/n/?" }, { path: "/deep/*" }],
      excludedPaths: [{ path: "/*" }, { path: "/deep/x/?" }],
    };
    await using data = await Data.open(indexed(policy));
    const statuses = [];
    for (const path of ["n", "s", "deep.y", "deep.x", "id", "_ts", "pk"])
      statuses.push((await ask(data, `SELECT * FROM c ORDER BY c.${path}`)).status);

    assert.deepEqual(statuses, [200, 400, 200, 400, 200, 200, 400]);
  });

  it("do not see what is over", async () => {
    await using data = await Data.open({ defaultTtl: 5 });
    await fill(data, [{ n: 1 }, { n: 2, ttl: -1 }]);
    data.clock.advance(6_000);

    assert.deepEqual((await ask(data, "SELECT VALUE c.n FROM c")).documents, [2]);
  });
});
