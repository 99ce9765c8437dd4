import assert from "node:assert/strict";
import {
  type DynamoDBClient,
  PutItemCommand,
  type QueryCommandInput,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import type { Deployment } from "../../deployment.ts";
import { openAws } from "../shop.ts";
import { deployTable, type Item, index, itemOf, openClient, query, refusalOf, type Values } from "./client.ts";

describe("aws: queries", () => {
  let aws: Deployment;
  let client: DynamoDBClient;
  before(async () => {
    aws = await openAws();
    await deployTable(aws, "orders", {
      hashKey: "user",
      rangeKey: "at",
      globalSecondaryIndexes: [index("byState", "state", "nTotal")],
    });
    await deployTable(aws, "amounts", { hashKey: "user", rangeKey: "n" });
    await deployTable(aws, "plain");
    client = await openClient(aws);
  });
  after(async () => {
    client.destroy();
    await aws.stop();
  });

  const put = (values: Values, TableName = "orders") =>
    client.send(new PutItemCommand({ TableName, Item: itemOf(values) }));
  const find = async (condition: string, values: Values, more: Partial<QueryCommandInput> = {}, attribute = "at") =>
    ((await query(client, condition, values, more)).Items ?? []).map((item) => Object.values(item[attribute] ?? {})[0]);
  /** Every page, one after another. */
  const pages = async (condition: string, values: Values, more: Partial<QueryCommandInput> = {}) => {
    const found: Item[][] = [];
    for (let start: Item | undefined, isLast = false; !isLast; isLast = start === undefined) {
      const page = await query(client, condition, values, { ...more, ...(start && { ExclusiveStartKey: start }) });
      found.push(page.Items ?? []);
      start = page.LastEvaluatedKey;
    }
    return found;
  };

  describe("of a table", () => {
    before(async () => {
      for (const at of ["b", "a", "ab", "abc", "c", "\uFFFD", "\u{1F600}"]) await put({ user: "ann", at });
      await put({ user: "bob", at: "b" });
    });

    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.KeyConditionExpressions.html
    it("finds the items of a partition by their sort key, in both directions", async () => {
      const ann = { ":u": "ann" };

      assert.deepEqual(await find("#user = :u", ann), ["a", "ab", "abc", "b", "c", "\uFFFD", "\u{1F600}"]);
      assert.deepEqual(await find("#user = :u AND #at = :a", { ...ann, ":a": "ab" }), ["ab"]);
      assert.deepEqual(await find("#user = :u AND #at < :a", { ...ann, ":a": "ab" }), ["a"]);
      assert.deepEqual(await find("#user = :u AND #at <= :a", { ...ann, ":a": "ab" }), ["a", "ab"]);
      assert.deepEqual(await find("#user = :u AND #at > :a", { ...ann, ":a": "c" }), ["\uFFFD", "\u{1F600}"]);
      assert.deepEqual(await find("#at >= :a AND #user = :u", { ...ann, ":a": "c" }), ["c", "\uFFFD", "\u{1F600}"]);
      assert.deepEqual(await find("#user = :u AND begins_with(#at, :a)", { ...ann, ":a": "ab" }), ["ab", "abc"]);
      const between = "#user = :u AND #at BETWEEN :a AND :b";
      assert.deepEqual(await find(between, { ...ann, ":a": "ab", ":b": "b" }), ["ab", "abc", "b"]);
      assert.deepEqual(await find(`(${between})`, { ...ann, ":a": "ab", ":b": "b" }, { ScanIndexForward: false }), [
        "b",
        "abc",
        "ab",
      ]);
      assert.deepEqual(await find("#user = :u", { ":u": "nobody" }), []);
    });

    it("gives pages of a limit, the last of them also where nothing comes after it", async () => {
      const values = { ":u": "ann", ":a": "abc" };
      const texts = (found: readonly Item[][]) => found.map((items) => items.map(({ at }) => at?.S));

      for (const [ScanIndexForward, expected] of [
        [true, [["a", "ab"], ["abc"]]],
        [false, [["abc", "ab"], ["a"]]],
      ] as const) {
        const found = await pages("#user = :u AND #at <= :a", values, { Limit: 2, ScanIndexForward });
        assert.deepEqual(texts(found), expected);
      }
      assert.deepEqual(texts(await pages("#user = :u AND #at <= :a", values, { Limit: 3 })), [["a", "ab", "abc"], []]);
      const { LastEvaluatedKey } = await query(client, "#user = :u", { ":u": "ann" }, { Limit: 1 });
      assert.deepEqual(LastEvaluatedKey, itemOf({ user: "ann", at: "a" }));
    });

    it("goes on after a key that is not there any more", async () => {
      const ExclusiveStartKey = itemOf({ user: "ann", at: "abz" });

      assert.deepEqual(await find("#user = :u", { ":u": "ann" }, { ExclusiveStartKey, Limit: 1 }), ["b"]);
    });

    it("filters what a page has, and counts it", async () => {
      for (const [at, total] of [
        ["1", 5],
        ["2", 50],
        ["3", 500],
      ] as const) {
        await put({ user: "cid", at, amount: total });
      }
      const filter = { FilterExpression: "amount > :n", ProjectionExpression: "amount" };
      const { Items, Count, ScannedCount, LastEvaluatedKey } = await query(
        client,
        "#user = :u",
        { ":u": "cid", ":n": 10 },
        { ...filter, Limit: 2 },
      );

      assert.deepEqual(Items, [itemOf({ amount: 50 })]);
      assert.deepEqual([Count, ScannedCount], [1, 2]);
      assert.deepEqual(LastEvaluatedKey, itemOf({ user: "cid", at: "2" }));
    });

    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html
    it("gives pages of 1 MB", async () => {
      for (const at of ["1", "2", "3", "4"]) await put({ user: "big", at, text: "x".repeat(390 * 1_024) });

      const found = await pages("#user = :u", { ":u": "big" }, { ProjectionExpression: "#at" });

      assert.deepEqual(
        found.map((items) => items.map(({ at }) => at?.S)),
        [
          ["1", "2"],
          ["3", "4"],
        ],
      );
    });

    it("orders numbers by their value", async () => {
      const numbers = [
        "-1e20",
        "-12",
        "-1.5",
        "-1",
        "-0.05",
        "-1e-100",
        "0",
        "1e-100",
        "0.05",
        "0.5",
        "1",
        "1.5",
        "9",
        "12",
        "1e20",
      ];
      for (const number of numbers.toReversed()) {
        const Item = { user: { S: "ann" }, n: { N: number } };
        await client.send(new PutItemCommand({ TableName: "amounts", Item }));
      }
      const amounts = async (condition: string, values: Values) =>
        (await find(condition, values, { TableName: "amounts" }, "n")).map(Number);

      assert.deepEqual(await amounts("#user = :u", { ":u": "ann" }), numbers.map(Number));
      assert.deepEqual(await amounts("#user = :u AND n BETWEEN :a AND :b", { ":u": "ann", ":a": -1.2, ":b": 9 }), [
        ...[-1, -0.05, -1e-100, 0, 1e-100, 0.05, 0.5, 1, 1.5, 9],
      ]);
    });

    it("finds the one item of a key without a sort key", async () => {
      await put({ id: "1" }, "plain");

      assert.deepEqual(await find("id = :i", { ":i": "1" }, { TableName: "plain" }, "id"), ["1"]);
    });
  });

  describe("of an index", () => {
    const byState = { IndexName: "byState" };
    const states = (state: string, more: Partial<QueryCommandInput> = {}) =>
      find("#state = :s", { ":s": state }, { ...byState, ...more });
    before(async () => {
      await put({ user: "dan", at: "1", state: "open", nTotal: 10 });
      await put({ user: "dan", at: "2", state: "open", nTotal: 9 });
      await put({ user: "eve", at: "3", state: "open", nTotal: 9 });
      await put({ user: "eve", at: "4", state: "open" });
      await put({ user: "eve", at: "5", nTotal: 1 });
      await put({ user: "eve", at: "6", state: "done", nTotal: 1 });
    });

    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-indexes-general-sparse-indexes.html
    it("has the items that have its key, by its sort key", async () => {
      assert.deepEqual(await states("open"), ["2", "3", "1"]);
      assert.deepEqual(await states("open", { ScanIndexForward: false }), ["1", "3", "2"]);
      assert.deepEqual(await find("#state = :s AND nTotal > :n", { ":s": "open", ":n": 9 }, byState), ["1"]);
    });

    it("gives pages that say where they ended by the keys of the index and of the table", async () => {
      const { LastEvaluatedKey } = await query(client, "#state = :s", { ":s": "open" }, { ...byState, Limit: 1 });
      const found = await pages("#state = :s", { ":s": "open" }, { ...byState, Limit: 1 });

      assert.deepEqual(LastEvaluatedKey, itemOf({ user: "dan", at: "2", state: "open", nTotal: 9 }));
      assert.deepEqual(
        found.map(([item]) => item?.at?.S),
        ["2", "3", "1", undefined],
      );
    });

    it("follows what happens to items", async () => {
      await put({ user: "fay", at: "1", state: "new", nTotal: 1 });
      assert.deepEqual(await states("new"), ["1"]);
      const update = (UpdateExpression: string, values?: Values) =>
        client.send(
          new UpdateItemCommand({
            ...{ TableName: "orders", Key: itemOf({ user: "fay", at: "1" }), UpdateExpression },
            ExpressionAttributeNames: { "#state": "state" },
            ...(values && { ExpressionAttributeValues: itemOf(values) }),
          }),
        );

      await update("SET #state = :s", { ":s": "newer" });
      assert.deepEqual([await states("new"), await states("newer")], [[], ["1"]]);

      await update("REMOVE #state");
      assert.deepEqual(await states("newer"), []);
    });

    it("is asked without consistency, under its own name", async () => {
      assert.match(
        await refusalOf(states("open", { ConsistentRead: true })),
        /^ValidationException: Consistent reads are not supported on global secondary indexes/,
      );
      assert.match(
        await refusalOf(states("open", { IndexName: "byNothing" })),
        /^ValidationException: The table does not have the specified index: byNothing/,
      );
    });
  });
});
