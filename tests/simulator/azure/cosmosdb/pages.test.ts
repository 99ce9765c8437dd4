import assert from "node:assert/strict";
import { ask, fill } from "./asking.ts";
import { Data, partition } from "./client.ts";

const everywhere = { "x-ms-documentdb-query-enablecrosspartition": "true" };
const inRange = (id: string) => ({ "x-ms-documentdb-partitionkeyrangeid": id });

/** Some items in each of ten partitions: of ten, both ranges have some. */
const partitions = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];

// https://learn.microsoft.com/rest/api/cosmos-db/query-documents
describe("azure: pages of Cosmos DB's queries", () => {
  it("come in pages, which go on after what was there, whatever has changed", async () => {
    await using data = await Data.open();
    await fill(
      data,
      Array.from({ length: 7 }, (_, n) => ({ n })),
    );
    const query = "SELECT VALUE c.n FROM c ORDER BY c.n DESC";
    const few = { ...partition("a"), "x-ms-max-item-count": "3" };

    const one = await ask(data, query, few);
    await data.item("DELETE", "a4");
    await data.item("POST", "", { body: { id: "more", pk: "a", n: 3.5 } });
    const two = await ask(data, query, { ...few, "x-ms-continuation": String(one.next) });
    const three = await ask(data, query, { ...few, "x-ms-continuation": String(two.next) });

    assert.deepEqual(
      [one.documents, two.documents, three.documents],
      [
        [6, 5, 4],
        [3.5, 3, 2],
        [1, 0],
      ],
    );
    assert.deepEqual([one.headers.get("x-ms-item-count"), three.next], ["3", null]);
  });

  it("come 100 at a time, or as many as fit", async () => {
    await using data = await Data.open();
    await fill(
      data,
      Array.from({ length: 101 }, () => ({})),
    );

    const [usual, all] = [
      await ask(data, "SELECT * FROM c"),
      await ask(data, "SELECT * FROM c", { ...partition("a"), "x-ms-max-item-count": "-1" }),
    ];

    assert.deepEqual(
      [usual.documents.length, usual.next === null, all.documents.length, all.next],
      [100, false, 101, null],
    );
  });

  // "Response size (for example, paginated query): 4 MB"
  it("have pages of at most 4 MB", async () => {
    await using data = await Data.open();
    await fill(
      data,
      [1, 2, 3].map((n) => ({ n, text: "x".repeat(1_900_000) })),
    );

    const { documents, next } = await ask(data, "SELECT * FROM c");

    assert.deepEqual([documents.length, next === null], [2, false]);
  });

  it("refuse continuations of other queries", async () => {
    await using data = await Data.open();
    await fill(data, [{ n: 1 }, { n: 2 }]);
    const few = { ...partition("a"), "x-ms-max-item-count": "1" };
    const { next } = await ask(data, "SELECT * FROM c", few);
    const tries = [`x${next}`, "null", `${next?.split(".")[0]}.bnVsbA`];

    for (const token of tries)
      assert.equal((await ask(data, "SELECT * FROM c", { ...few, "x-ms-continuation": token })).status, 400, token);
    assert.equal((await ask(data, "SELECT VALUE c FROM c", { ...few, "x-ms-continuation": String(next) })).status, 400);
  });
});

// https://learn.microsoft.com/rest/api/cosmos-db/querying-cosmosdb-resources-using-the-rest-api
describe("azure: queries of all partitions of Cosmos DB", () => {
  const open = async () => {
    const data = await Data.open();
    for (const [n, pk] of partitions.entries()) await fill(data, [{ n }], pk);
    return data;
  };

  it("have to be asked for, and come range after range, also with empty pages", async () => {
    await using data = await open();
    const pages: string[][] = [];
    const query = "SELECT VALUE c.pk FROM c WHERE c.n >= 0";
    for (let next: string | null = ""; next !== null; ) {
      const page = await ask(data, query, { ...everywhere, ...(next === "" ? {} : { "x-ms-continuation": next }) });
      pages.push(page.documents);
      next = page.next;
    }

    const none = await ask(data, "SELECT * FROM c WHERE c.n = 99", everywhere);
    assert.deepEqual(pages.flat().sort(), partitions);
    assert.equal(pages.length, 2);
    assert.deepEqual([none.documents, none.next === null], [[], false]);
    const refused = await ask(data, query, {});
    assert.equal(refused.status, 400);
    assert.match(refused.body.message, /^Cross partition query is required but disabled/);
  });

  it("are in no order of the items", async () => {
    await using data = await Data.open();
    await fill(
      data,
      Array.from({ length: 20 }, (_, n) => ({ n })),
    );
    const { documents } = await ask(data, "SELECT VALUE c.n FROM c");

    assert.notDeepEqual(
      documents,
      Array.from({ length: 20 }, (_, n) => n),
    );
  });

  // https://github.com/cfworker/cfworker/issues/123
  it("are not ordered by the gateway, which tells clients how to do it", async () => {
    await using data = await open();

    const { status, body, headers } = await ask(data, "SELECT c.n FROM c WHERE c.n > 1 ORDER BY c.n DESC", everywhere);

    assert.equal(status, 400);
    assert.equal(headers.get("x-ms-substatus"), "1004");
    assert.match(body.message, /can not be directly served by the gateway/);
    const { queryInfo, queryRanges } = JSON.parse(body.additionalErrorInfo);
    assert.partialDeepStrictEqual(queryInfo, { orderBy: ["Descending"], orderByExpressions: ["c.n"] });
    assert.equal(
      queryInfo.rewrittenQuery,
      'SELECT c._rid, [{"item": c.n}] AS orderByItems, {"n": c.n} AS payload FROM c WHERE (c.n > 1) AND ({documentdb-formattableorderbyquery-filter}) ORDER BY c.n DESC',
    );
    assert.deepEqual(queryRanges, [{ min: "", max: "FF", isMinInclusive: true, isMaxInclusive: false }]);
  });

  it("are ordered in each of the ranges that pkranges lists, which have every item once", async () => {
    await using data = await open();
    const { body } = await data.call("GET", "pkranges");
    const ranges: readonly { id: string; minInclusive: string; maxExclusive: string }[] = body.PartitionKeyRanges;

    const answers = [];
    for (const { id } of ranges)
      answers.push((await ask(data, "SELECT VALUE c.n FROM c ORDER BY c.n", inRange(id))).documents);

    assert.deepEqual(
      ranges.map(({ minInclusive, maxExclusive }) => [minInclusive, maxExclusive]),
      [
        ["", ranges[1]?.minInclusive],
        [ranges[0]?.maxExclusive, "FF"],
      ],
    );
    for (const numbers of answers) {
      assert.notEqual(numbers.length, 0);
      assert.deepEqual(numbers, [...numbers].sort());
    }
    assert.deepEqual(
      answers.flat().sort(),
      partitions.map((_, n) => n),
    );
    const gone = await ask(data, "SELECT * FROM c", inRange("7"));
    assert.deepEqual([gone.status, gone.headers.get("x-ms-substatus")], [410, "1002"]);
  });
});
