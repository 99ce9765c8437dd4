import assert from "node:assert/strict";
import type { TableLayout } from "fourfold";
import type { TableErrorCode } from "../../../kit/runtime/tables/errors.ts";
import type { RangeQuery, RecordWrite } from "../../../kit/runtime/tables/store.ts";
import { ReadableDynamoTable } from "../../../kit/runtime/tables/stores/dynamodb/readable.ts";
import { openCloud, type Scripted } from "../support/cloud.ts";
import { refused } from "./refused.ts";

const layout: TableLayout = { key: ["userId", "id"], indexes: {}, counters: ["views"], expires: "ends" };
const key = (sort: string) => ({ partition: "u", sort });
const attributes = (id: string) => ({ userId: { S: "u" }, id: { S: id }, _version: { S: "s" } });
const write = (id: string, more: Partial<RecordWrite> = {}): RecordWrite => ({ key: key(id), stamp: "s", ...more });

const answer = (body: unknown, status = 200): Scripted => ({ status, body: JSON.stringify(body) });
const failure = (type: string, more: object = {}, status = 400) =>
  answer({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: "as the cloud says", ...more }, status);

/** A table, and what DynamoDB has been asked. */
const openTable = (...answers: readonly [Scripted, ...Scripted[]]) => openTableOf(layout, ...answers);

async function openTableOf(layout: TableLayout, ...answers: readonly [Scripted, ...Scripted[]]) {
  const cloud = await openCloud(...answers);
  const asked = () =>
    cloud.calls.map(({ headers, body }) => [String(headers["x-amz-target"]).split(".")[1], JSON.parse(body)] as const);
  return {
    store: new ReadableDynamoTable("orders", layout),
    asked,
    [Symbol.asyncDispose]: () => cloud[Symbol.asyncDispose](),
  };
}

describe("a table of DynamoDB", () => {
  // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html
  it("asks again for the keys that were not processed, and for no others", async () => {
    const left = { orders: { Keys: [{ userId: { S: "u" }, id: { S: "3" } }], ConsistentRead: true } };
    await using table = await openTable(
      answer({ Responses: { orders: [attributes("2"), attributes("1")] }, UnprocessedKeys: left }),
      answer({ Responses: { orders: [attributes("3")] } }),
    );

    const records = await table.store.read(["1", "2", "3", "4"].map(key));

    assert.deepEqual(
      records.map((record) => record?.item.id),
      ["1", "2", "3", undefined],
    );
    const keys = table.asked().map(([operation, { RequestItems }]) => [operation, RequestItems.orders.Keys.length]);
    assert.deepEqual(keys, [
      ["BatchGetItem", 4],
      ["BatchGetItem", 1],
    ]);
  });

  // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html
  it("reads what only other programs write: sets as lists, and bytes as the Base64 that the API has", async () => {
    const others = {
      bytes: { B: "aGk=" },
      texts: { SS: ["a", "b"] },
      numbers: { NS: ["1", "2.5"] },
      files: { BS: ["aGk="] },
    };
    await using table = await openTable(answer({ Item: { ...attributes("1"), ...others, none: { NULL: true } } }));

    const [record] = await table.store.read([key("1")]);

    const { userId: _, id: __, ...read } = record?.item ?? {};
    assert.deepEqual(read, { bytes: "aGk=", texts: ["a", "b"], numbers: [1, 2.5], files: ["aGk="], none: null });
  });

  it("counts as throttled when none of the keys was processed", async () => {
    const keys = ["1", "2"].map((id) => ({ userId: { S: "u" }, id: { S: id } }));
    await using table = await openTable(answer({ UnprocessedKeys: { orders: { Keys: keys } } }));

    await refused("Throttled", () => table.store.read(["1", "2"].map(key)));
  });

  it("reads what was written before, and of an index what it has", async () => {
    await using table = await openTable(answer({ Items: [], LastEvaluatedKey: attributes("9") }));
    const query = { names: ["userId", "id"], partition: "u", range: {}, descending: true, limit: 3 } as const;

    const found = await table.store.find({ ...query, after: { userId: "u", id: "5" } });
    await table.store.find({ ...query, index: "byId" });

    // A page without items may have others after it: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html
    assert.deepEqual(found, { records: [], isEnd: false });
    const [own, index] = table.asked().map(([, input]) => input);
    assert.partialDeepStrictEqual(own, { ConsistentRead: true, ScanIndexForward: false, Limit: 3 });
    assert.partialDeepStrictEqual(own, { ExclusiveStartKey: { userId: { S: "u" }, id: { S: "5" } } });
    assert.deepEqual([Object(index).IndexName, Object(index).ConsistentRead], ["byId", undefined]);
  });

  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.KeyConditionExpressions.html
  const ranges: Readonly<Record<string, readonly [range: RangeQuery["range"], text: string, values: object]>> = {
    "all of a partition": [{}, "#p = :p", {}],
    "a prefix": [{ prefix: "b" }, "#p = :p AND begins_with(#s, :prefix)", { ":prefix": { S: "b" } }],
    "what comes from a value on": [{ from: "b" }, "#p = :p AND #s >= :from", { ":from": { S: "b" } }],
    "what comes up to a value": [{ to: "d" }, "#p = :p AND #s <= :to", { ":to": { S: "d" } }],
    "both ends": [
      { from: "b", to: "d" },
      "#p = :p AND #s BETWEEN :from AND :to",
      { ":from": { S: "b" }, ":to": { S: "d" } },
    ],
  };
  for (const [what, [range, text, values]] of Object.entries(ranges)) {
    it(`asks for ${what}`, async () => {
      await using table = await openTable(answer({}));

      const found = await table.store.find({ names: layout.key, partition: "u", range, descending: false, limit: 3 });

      assert.deepEqual(found, { records: [], isEnd: true });
      const [[, input] = []] = table.asked();
      assert.equal(input.KeyConditionExpression, text);
      assert.deepEqual(input.ExpressionAttributeValues, { ":p": { S: "u" }, ...values });
      assert.deepEqual(Object.values(input.ExpressionAttributeNames), text === "#p = :p" ? ["userId"] : layout.key);
    });
  }

  // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html
  it("keeps the values of items in attributes of their types, and its mark beside them", async () => {
    const item = { userId: "u", id: "1", a: 1.5, b: true, c: null, d: ["x", { e: [] }] };
    const Item = {
      ...attributes("1"),
      a: { N: "1.5" },
      b: { BOOL: true },
      c: { NULL: true },
      d: { L: [{ S: "x" }, { M: { e: { L: [] } } }] },
    };
    await using table = await openTable(answer({}), answer({ Item }), answer({}));

    assert.equal(await table.store.write(write("1", { put: item })), "s");
    assert.deepEqual(await table.store.read([key("1")]), [{ item, version: "s", stamp: "s" }]);
    assert.deepEqual(await table.store.read([key("2")]), [undefined]);
    const [[put, { Item: written, ConditionExpression }] = ["", {}], [get, { Key }] = ["", {}]] = table.asked();
    assert.deepEqual([put, written, ConditionExpression], ["PutItem", Item, undefined]);
    assert.deepEqual([get, Key], ["GetItem", { userId: { S: "u" }, id: { S: "1" } }]);
  });

  it("keeps counters beside an item, and raises them without reading", async () => {
    await using table = await openTable(answer({ Attributes: { _views: { N: "7" } } }), answer({}));

    assert.equal(await table.store.add(key("1"), "views", 3), 7);
    assert.deepEqual(await table.store.counters(key("1")), { views: 0 });
    const [[update, raise] = ["", {}], [, get] = ["", {}]] = table.asked();
    const beside = { userId: { S: "\0u" }, id: { S: "\u00001" } };
    assert.deepEqual([update, raise.UpdateExpression, raise.Key], ["UpdateItem", "ADD #c :by", beside]);
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html#Expressions.UpdateExpressions.ADD
    assert.equal(raise.ConditionExpression, "attribute_not_exists(#c) OR #c BETWEEN :from AND :to");
    const { ":by": by, ":to": to } = raise.ExpressionAttributeValues;
    assert.deepEqual([by, to], [{ N: "3" }, { N: "9007199254740988" }]);
    assert.deepEqual(get.Key, beside);
  });

  const plain: TableLayout = { key: ["id"], indexes: {}, counters: [] };
  const conditions: readonly (readonly [TableLayout, RecordWrite["condition"], text: string, values: object])[] = [
    [plain, "absent", "attribute_not_exists(#p)", {}],
    [plain, { version: "v" }, "#v = :v", { ":v": { S: "v" } }],
    [layout, "absent", "attribute_not_exists(#p) OR #x <= :now", {}],
    [layout, { version: "v" }, "#v = :v AND (attribute_not_exists(#x) OR #x > :now)", { ":v": { S: "v" } }],
  ];
  for (const [own, condition, text, values] of conditions) {
    it(`puts if ${text}`, async () => {
      await using table = await openTableOf(own, answer({}));

      await table.store.write(write("1", { put: { userId: "u", id: "1" }, ...(condition && { condition }) }));

      const [[, input] = []] = table.asked();
      assert.equal(input.ConditionExpression, text);
      const { ":now": now, ...others } = input.ExpressionAttributeValues ?? {};
      assert.deepEqual([others, now === undefined], [values, own === plain]);
    });
  }

  it("deletes an item that has no counters by itself, by the one property of its key", async () => {
    await using table = await openTableOf(plain, answer({}));

    await table.store.write({ key: { partition: "1" }, stamp: "s" });

    assert.deepEqual(table.asked(), [["DeleteItem", { TableName: "orders", Key: { id: { S: "1" } } }]]);
  });

  it("deletes an item with its counters, all or nothing", async () => {
    await using table = await openTable(answer({}));

    await table.store.write(write("1", { condition: { version: "v" } }));

    const [[operation, { TransactItems }] = ["", {}]] = table.asked();
    assert.equal(operation, "TransactWriteItems");
    assert.deepEqual(
      TransactItems.map(({ Delete }: { Delete: { Key: object; ConditionExpression?: string } }) => [
        Delete.Key,
        Delete.ConditionExpression,
      ]),
      [
        [{ userId: { S: "u" }, id: { S: "1" } }, "#v = :v AND (attribute_not_exists(#x) OR #x > :now)"],
        [{ userId: { S: "\0u" }, id: { S: "\u00001" } }, undefined],
      ],
    );
  });

  it("says which write of a transaction was refused, whatever it took", async () => {
    const cancelled = (...reasons: readonly string[]) =>
      failure("TransactionCanceledException", { CancellationReasons: reasons.map((Code) => ({ Code })) });
    await using table = await openTable(
      cancelled("None", "None", "None", "ConditionalCheckFailed"),
      cancelled("None", "None", "TransactionConflict", "None"),
      cancelled(),
    );
    const put = write("2", { put: { userId: "u", id: "2" } });
    const transact = () => table.store.transact([put, write("1"), { ...put, key: key("3") }]);

    const conflict = await refused("Conflict", transact);
    assert.deepEqual([conflict.index, conflict.applied], [2, "no"]);
    // The counters of the second one, which is deleted.
    assert.equal((await refused("Throttled", transact)).index, 1);
    assert.equal((await refused("Unavailable", transact)).index, undefined);
    const [[, { TransactItems }] = ["", {}]] = table.asked();
    assert.deepEqual(
      TransactItems.map((action: object) => Object.keys(action)[0]),
      ["Put", "Delete", "Delete", "Put"],
    );
  });

  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
  const failures: Readonly<
    Record<string, readonly [answer: Scripted, code: TableErrorCode, applied: "no" | "unknown"]>
  > = {
    "a condition that is not met": [failure("ConditionalCheckFailedException"), "Conflict", "no"],
    "a table that does not exist": [failure("ResourceNotFoundException"), "NotFound", "no"],
    "a missing permission": [failure("AccessDeniedException"), "Denied", "no"],
    throttling: [failure("ProvisionedThroughputExceededException"), "Throttled", "no"],
    "too many requests": [failure("ThrottlingException"), "Throttled", "no"],
    "another transaction": [failure("TransactionConflictException"), "Throttled", "no"],
    "an item that is too large": [
      failure("ValidationException", { message: "Item size has exceeded the maximum allowed size" }),
      ...(["TooLarge", "no"] as const),
    ],
    "a request that is not valid": [failure("ValidationException"), "Invalid", "no"],
    "a failure of its own": [failure("InternalServerError", {}, 500), "Unavailable", "unknown"],
    "no answer of its own": [{ status: 503, body: "<html>" }, "Unavailable", "unknown"],
    "a missing permission in other spelling": [
      answer({ __type: "AccessDeniedException", Message: "as the cloud says" }, 400),
      ...(["Denied", "no"] as const),
    ],
    "a transaction that was cancelled for an unknown reason": [
      failure("TransactionCanceledException", { CancellationReasons: [{ Code: "Other" }] }),
      ...(["Unavailable", "no"] as const),
    ],
    "a transaction that another one has met": [
      failure("TransactionCanceledException", { CancellationReasons: [{ Code: "TransactionConflict" }] }),
      ...(["Throttled", "no"] as const),
    ],
  };
  for (const [what, [scripted, code, applied]] of Object.entries(failures)) {
    it(`says what ${what} means`, async () => {
      await using table = await openTable(scripted);

      const error = await refused(code, () => table.store.write(write("1", { put: { userId: "u", id: "1" } })));

      assert.equal(error.applied, applied);
    });
  }
});
