import assert from "node:assert/strict";
import type { TableLayout } from "fourfold";
import type { RangeQuery } from "../../../../kit/runtime/tables/store.ts";
import { ForeignContainer } from "../../../../kit/runtime/tables/stores/cosmos/foreign.ts";
import { refused } from "../refused.ts";
import { type Answered, containerWith } from "./container.ts";

const byUser: TableLayout = {
  ...{ key: ["userId", "id"], counters: [], foreign: "orders" },
  indexes: { byStatus: ["status", "placedAt"], byCoupon: ["coupon"] },
};
const byId: TableLayout = { ...byUser, key: ["id"] };

const query: RangeQuery = { names: byUser.key, partition: "ü", range: {}, descending: false, limit: 3 };
const byStatus: RangeQuery = { ...query, index: "byStatus", names: ["status", "placedAt"], partition: "open" };

const own = { _rid: "r", _self: "s", _etag: '"7"', _attachments: "attachments/", _ts: 1 };
const found = (...documents: readonly object[]): Answered => ({
  body: { Documents: documents.map((document) => ({ ...own, ...document })) },
});
const ranges: Answered = { body: { PartitionKeyRanges: [{ id: "0" }, { id: "1" }] } };

/** A stranger's container that gives one answer after the other. */
async function foreignWith(layout: TableLayout, ...answers: readonly Answered[]) {
  const cosmos = await containerWith(...answers);
  return {
    table: new ForeignContainer(cosmos.address, layout),
    get asked() {
      return cosmos.asked;
    },
    [Symbol.asyncDispose]: () => cosmos[Symbol.asyncDispose](),
  };
}

const textOf = ({ query, parameters }: { query: string; parameters: readonly { name: string; value: string }[] }) =>
  parameters.reduce((text, { name, value }) => text.replaceAll(name, JSON.stringify(value)), query);

describe("a container of Cosmos DB that Fourfold has not made", () => {
  it("gives documents as they are, without what Cosmos DB adds, and their etag as the version", async () => {
    const document = { id: "1", userId: "u", item: { n: [[null]] }, ttl: 60, stamp: "theirs" };
    await using cosmos = await foreignWith(byUser, { body: { ...document, ...own } }, { status: 404 });

    const records = await cosmos.table.read([{ partition: "u", sort: "1" }]);

    assert.deepEqual(records, [{ item: document, version: '"7"', stamp: "" }]);
    assert.deepEqual(await cosmos.table.read([{ partition: "u", sort: "2" }]), [undefined]);
    assert.deepEqual(await cosmos.table.counters(), {});
  });

  it("is asked for an item by any key that there is, in an address and a header", async () => {
    const missing = Array.from({ length: 2 }, () => ({ status: 404 }));
    await using cosmos = await foreignWith(byUser, ...missing);
    await using single = await foreignWith(byId, ...missing);

    await cosmos.table.read([{ partition: 'ü"\u{1f600}', sort: "a b%?#+" }]);
    await single.table.read([{ partition: "é" }]);

    const asked = [...cosmos.asked, ...single.asked].map(({ line, headers }) => [
      line,
      headers["x-ms-documentdb-partitionkey"],
    ]);
    assert.deepEqual(asked, [
      ["GET /docs/a%20b%25%3F%23%2B", '["\\u00fc\\"\\ud83d\\ude00"]'],
      ["GET /docs/%C3%A9", '["\\u00e9"]'],
    ]);
  });

  for (const id of ["..", ".", "a/b", "a\\b"]) {
    it(`is queried for an item with the id ${id}, which no address has`, async () => {
      await using cosmos = await foreignWith(byUser, found({ id, userId: "u" }));

      const records = await cosmos.table.read([{ partition: "u", sort: id }]);

      assert.deepEqual(records, [{ item: { id, userId: "u" }, version: '"7"', stamp: "" }]);
      const [{ line, headers, body } = assert.fail()] = cosmos.asked;
      assert.deepEqual([line, headers["x-ms-documentdb-partitionkey"]], ["POST /docs", '["u"]']);
      assert.equal(textOf(body), `SELECT * FROM c WHERE c.id = ${JSON.stringify(id)}`);
    });
  }

  it("is asked for a part of a partition by its ids, without a composite index", async () => {
    await using cosmos = await foreignWith(byUser, found(), found(), found());
    const { table } = cosmos;

    await table.find({ ...query, range: { prefix: "b" } });
    await table.find({ ...query, range: { from: "b", to: "d" }, after: { userId: "ü", id: "c" } });
    await table.find({ ...query, descending: true, after: { userId: "ü", id: "c" } });

    const inPartition = 'SELECT * FROM c WHERE c["userId"] = "ü" AND c["id"] > ""';
    assert.deepEqual(
      cosmos.asked.map(({ body }) => textOf(body)),
      [
        `${inPartition} AND STARTSWITH(c["id"], "b") ORDER BY c["id"] ASC`,
        `${inPartition} AND c["id"] >= "b" AND c["id"] <= "d" AND (c["id"] > "c" OR (c["id"] = "c" AND false)) ORDER BY c["id"] ASC`,
        `${inPartition} AND (c["id"] < "c" OR (c["id"] = "c" AND false)) ORDER BY c["id"] DESC`,
      ],
    );
    assert.equal(cosmos.asked[0]?.headers["x-ms-documentdb-partitionkey"], '["\\u00fc"]');
  });

  it("is asked for an index in the order of the composite index that it has", async () => {
    const one: Answered = { body: { PartitionKeyRanges: [{ id: "0" }] } };
    await using cosmos = await foreignWith(byUser, one, found(), found());
    await using single = await foreignWith(byId, one, found(), found());
    const byCoupon: RangeQuery = { ...query, index: "byCoupon", names: ["coupon"], partition: "x" };

    await cosmos.table.find({ ...byStatus, after: { userId: "u", id: "1", placedAt: "c" } });
    await cosmos.table.find(byCoupon);
    await single.table.find({ ...byStatus, descending: true });
    await single.table.find(byCoupon);

    const texts = [...cosmos.asked, ...single.asked].flatMap(({ line, body }) =>
      line === "POST /docs" ? [textOf(body)] : [],
    );
    const open = 'SELECT * FROM c WHERE c["status"] = "open" AND c["placedAt"] > ""';
    const past =
      '(c["placedAt"] > "c" OR (c["placedAt"] = "c" AND (c["userId"] > "u" OR (c["userId"] = "u" AND (c["id"] > "1" OR (c["id"] = "1" AND false))))))';
    const withCoupon = 'SELECT * FROM c WHERE c["coupon"] = "x"';
    assert.deepEqual(texts, [
      `${open} AND ${past} ORDER BY c["status"] ASC, c["placedAt"] ASC, c["userId"] ASC, c["id"] ASC`,
      `${withCoupon} ORDER BY c["coupon"] ASC, c["userId"] ASC, c["id"] ASC`,
      `${open} ORDER BY c["status"] DESC, c["placedAt"] DESC, c["id"] DESC`,
      `${withCoupon} ORDER BY c["id"] ASC`,
    ]);
  });

  it("merges what its parts answer by UTF-16 units, as these are sorted", async () => {
    const at = (id: string, placedAt: string) => ({ id, userId: "u", placedAt });
    // By their bytes, U+1F600 would come after U+FFFD.
    await using cosmos = await foreignWith(byUser, ranges, found(at("1", "a"), at("2", "\u{1f600}")), {
      ...found(at("3", "a"), at("4", "\ufffd")),
      headers: { "x-ms-continuation": "more" },
    });

    const { records, isEnd } = await cosmos.table.find({ ...byStatus, limit: 9 });

    assert.deepEqual([records.map(({ item }) => item.id), isEnd], [["1", "3", "2", "4"], false]);
  });

  const misfits: Readonly<Record<string, object>> = {
    "has no text in its partition key": { id: "1", userId: 5, placedAt: "a" },
    "has nothing in its partition key": { id: "1", placedAt: "a" },
    "has a text that is too long for a cursor": { id: "1", userId: "u", placedAt: "x".repeat(501) },
  };
  for (const [what, document] of Object.entries(misfits)) {
    it(`refuses to sort an item that ${what}`, async () => {
      await using cosmos = await foreignWith(byUser, ranges, found(document), found());

      const { message } = await refused("Invalid", () => cosmos.table.find(byStatus));

      assert.match(
        message,
        /^"orders" has an item whose "(?:userId|placedAt)" is not a well-formed text of 1 to 500 bytes/,
      );
    });
  }

  it("refuses to sort an item of a partition whose id is too long for a cursor", async () => {
    await using cosmos = await foreignWith(byUser, found({ id: "x".repeat(501), userId: "ü" }));

    await refused("Invalid", () => cosmos.table.find(query));
  });
});
