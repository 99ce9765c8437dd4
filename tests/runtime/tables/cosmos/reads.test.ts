import assert from "node:assert/strict";
import type { RangeQuery } from "../../../../kit/runtime/tables/store.ts";
import { refused } from "../refused.ts";
import { type Answered, containerWith, key, layout } from "./container.ts";

const query: RangeQuery = { names: layout.key, partition: "ü", range: {}, descending: false, limit: 3 };
const byCoupon: RangeQuery = { ...query, index: "byCoupon", names: ["coupon"], partition: "x" };

const found = (...ids: readonly string[]) => ({
  Documents: ids.map((id) => ({ item: { userId: "u", id }, stamp: id, _etag: `"${id}"` })),
});
const ranges: Answered = { body: { PartitionKeyRanges: [{ id: "0" }, { id: "1" }] } };
const goesOn = { "x-ms-continuation": "more" };

describe("a table in Cosmos DB that is read", () => {
  it("is asked with the app's token, and the partition in letters that headers take", async () => {
    await using cosmos = await containerWith({ status: 404 });

    assert.deepEqual(await cosmos.open(layout).read([key]), [undefined]);
    const { line, headers } = cosmos.asked[0] ?? assert.fail();
    assert.equal(line, "GET /docs/k31");
    assert.equal(headers.authorization, "type=aad&ver=1.0&sig=t-1");
    assert.equal(headers["x-ms-documentdb-partitionkey"], '["c3bc"]');
  });

  it("goes on where a page is empty and not the last one", async () => {
    const empty = { headers: goesOn, body: found() };
    await using cosmos = await containerWith(empty, empty, { body: found("1"), headers: goesOn });

    const { records, isEnd } = await cosmos.open(layout).find(query);
    assert.deepEqual([records.length, isEnd], [1, false]);
    const continuations = cosmos.asked.map(({ headers }) => headers["x-ms-continuation"]);
    assert.deepEqual(continuations, [undefined, "more", "more"]);
  });

  it("asks for no more at a time than it answers", async () => {
    await using cosmos = await containerWith({ body: found("1") });

    await cosmos.open(layout).find({ ...query, limit: 1_001 });
    assert.equal(cosmos.asked[0]?.headers["x-ms-max-item-count"], "1000");
  });

  it("gives of several parts only what is known to come first", async () => {
    await using cosmos = await containerWith(
      ranges,
      { body: found("1", "4") },
      { body: found("2"), headers: goesOn },
      { body: found("4") },
      { body: found("3") },
    );
    const table = cosmos.open(layout);
    const idsOf = async (asked: RangeQuery) => {
      const { records, isEnd } = await table.find(asked);
      return [...records.map(({ stamp }) => stamp), isEnd];
    };

    assert.deepEqual(await idsOf(byCoupon), ["1", "2", false]);
    assert.deepEqual(await idsOf({ ...byCoupon, after: { userId: "u", id: "2", coupon: "x" } }), ["3", "4", true]);
  });

  it("gives of several parts what comes last first, where that is asked for", async () => {
    await using cosmos = await containerWith(
      ranges,
      { body: found("4", "1") },
      { body: found("3", "2"), headers: goesOn },
    );

    const { records, isEnd } = await cosmos.open(layout).find({ ...byCoupon, descending: true });

    assert.deepEqual([records.map(({ stamp }) => stamp), isEnd], [["4", "3", "2"], false]);
  });

  it("has the etag of a document as the version of its item", async () => {
    const document = { id: "k31", pk: "c3bc", item: { userId: "ü", id: "1" }, stamp: "s", _etag: '"7"' };
    await using cosmos = await containerWith({ body: document });

    assert.deepEqual(await cosmos.open(layout).read([key]), [{ item: document.item, stamp: "s", version: '"7"' }]);
  });

  interface AskedQuery {
    readonly query: string;
    readonly parameters: readonly { readonly name: string; readonly value: string }[];
  }
  const whereOf = ({ query: text, parameters }: AskedQuery): string =>
    parameters.reduce(
      (where, { name, value }) => where.replaceAll(name, `"${value}"`),
      / WHERE (.*) ORDER BY /.exec(text)?.[1] ?? "",
    );

  it("asks for a part of a partition by the ids of its items", async () => {
    await using cosmos = await containerWith({ body: found() }, { body: found() }, { body: found() });
    const table = cosmos.open(layout);

    await table.find({ ...query, range: { prefix: "b" } });
    await table.find({ ...query, range: { from: "b", to: "d" }, after: { userId: "ü", id: "c" } });
    await table.find({ ...query, descending: true, after: { userId: "ü", id: "c" } });
    // From the first item, which is after all counters.
    assert.deepEqual(
      cosmos.asked.map(({ body }) => whereOf(body)),
      [
        'STARTSWITH(c.id, "k62")',
        'c.id >= "k62" AND c.id <= "k64" AND (c.id > "k63" OR (c.id = "k63" AND false))',
        'c.id >= "k" AND (c.id < "k63" OR (c.id = "k63" AND false))',
      ],
    );
  });

  it("asks an index for texts as they are, and for those that may be sorted in another way", async () => {
    const one: Answered = { body: { PartitionKeyRanges: [{ id: "0" }] } };
    await using cosmos = await containerWith(one, { body: found() }, { body: found() });
    const byStatus = { ...query, index: "byStatus", names: ["status", "placedAt"], partition: "open" } as const;

    await cosmos.open(layout).find({
      ...{ ...byStatus, range: { from: "b" } },
      after: { userId: "u", id: "1", placedAt: "c" },
    });
    const queries = cosmos.asked.slice(1).map(({ body }) => whereOf(body));
    const past = (path: string, value: string) =>
      `(${path} > "${value}" OR (${path} = "${value}" AND (c.pk > "75" OR (c.pk = "75" AND (c.id > "k31" OR (c.id = "k31" AND false))))))`;
    const [item, hex] = ['c.item["placedAt"]', 'c.hex["placedAt"]'];
    assert.deepEqual(queries.toSorted(), [
      `c.item["status"] = "open" AND IS_DEFINED(${hex}) AND ${hex} >= "62" AND ${past(hex, "63")}`,
      `c.item["status"] = "open" AND IS_DEFINED(${item}) AND IS_DEFINED(${hex}) = false AND ${item} >= "b" AND ${past(item, "c")}`,
    ]);
  });

  it("asks for its parts again when one is gone", async () => {
    const gone = { status: 410, headers: { "x-ms-substatus": "1002" } };
    const last = { body: { PartitionKeyRanges: [{ id: "2" }] } };
    await using cosmos = await containerWith(ranges, gone, gone, last, { body: found("1") });
    const table = cosmos.open(layout);

    await refused("Unavailable", () => table.find(byCoupon));
    assert.equal((await table.find(byCoupon)).records.length, 1);
  });
});
