import assert from "node:assert/strict";
import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  type WriteRequest,
} from "@aws-sdk/client-dynamodb";
import type { Deployment } from "../../deployment.ts";
import { openAws } from "../shop.ts";
import { deployTable, type Item, index, itemOf, openClient, refusalOf } from "./client.ts";

describe("aws: batches of items", () => {
  let aws: Deployment;
  let client: DynamoDBClient;
  beforeEach(async () => {
    aws = await openAws();
    await deployTable(aws, "orders");
    await deployTable(aws, "users", { globalSecondaryIndexes: [index("byEmail", "email")] });
    client = await openClient(aws);
  });
  afterEach(async () => {
    client.destroy();
    await aws.stop();
  });

  const put = (Item: Item): WriteRequest => ({ PutRequest: { Item } });
  const remove = (id: string): WriteRequest => ({ DeleteRequest: { Key: itemOf({ id }) } });
  const write = (RequestItems: Record<string, WriteRequest[]>) =>
    client.send(new BatchWriteItemCommand({ RequestItems }));
  const keys = (...ids: readonly string[]) => ({ Keys: ids.map((id) => itemOf({ id })) });
  const get = (RequestItems: Record<string, ReturnType<typeof keys> & object>) =>
    client.send(new BatchGetItemCommand({ RequestItems }));
  const numbered = (count: number) => Array.from({ length: count }, (_, position) => String(position));
  const ids = (items: readonly Item[] | undefined) => items?.map(({ id }) => id?.S).sort();

  it("writes and gets many items of several tables", async () => {
    await write({ orders: [put(itemOf({ id: "old" }))] });

    const { UnprocessedItems } = await write({
      orders: [put(itemOf({ id: "1", total: 1 })), remove("old")],
      users: [put(itemOf({ id: "ann", age: 3 }))],
    });
    const { Responses, UnprocessedKeys } = await get({
      orders: keys("1", "old", "never"),
      users: { ...keys("ann"), ...{ ProjectionExpression: "age" } },
    });

    assert.deepEqual([UnprocessedItems, UnprocessedKeys], [{}, {}]);
    assert.deepEqual(Responses, { orders: [itemOf({ id: "1", total: 1 })], users: [itemOf({ age: 3 })] });
  });

  // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html
  it("writes at most 25 items, each once", async () => {
    const puts = (count: number) => numbered(count).map((id) => put(itemOf({ id })));

    await write({ orders: puts(13), users: puts(12) });

    assert.match(await refusalOf(write({ orders: puts(26) })), /^ValidationException: .*less than or equal to 25/);
    assert.match(await refusalOf(write({ orders: puts(13), users: puts(13) })), /less than or equal to 25/);
    assert.match(await refusalOf(write({ orders: [] })), /greater than or equal to 1/);
    assert.match(await refusalOf(write({})), /'requestItems' failed .* greater than or equal to 1/);
    const twice = write({ orders: [put(itemOf({ id: "1", total: 7 })), remove("1")] });
    assert.match(await refusalOf(twice), /^ValidationException: Provided list of item keys contains duplicates/);
    const Key = itemOf({ id: "1" });
    assert.deepEqual((await client.send(new GetItemCommand({ TableName: "orders", Key }))).Item, Key);
  });

  it("writes nothing when one of the writes is wrong", async () => {
    const good = put(itemOf({ id: "1" }));

    assert.match(await refusalOf(write({ orders: [good, put(itemOf({ note: "x" }))] })), /Missing the key id/);
    assert.match(
      await refusalOf(write({ users: [good, put(itemOf({ id: "2", email: 1 }))] })),
      /Type mismatch for Index/,
    );
    assert.match(await refusalOf(write({ orders: [good, {}] })), /^ValidationException: Supplied AttributeValue/);
    assert.match(await refusalOf(write({ orders: [good], nowhere: [good] })), /^ResourceNotFoundException/);

    assert.deepEqual((await get({ orders: keys("1"), users: keys("1") })).Responses, { orders: [], users: [] });
  });

  // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html
  it("gets at most 100 items, each once", async () => {
    await get({ orders: keys(...numbered(60)), users: keys(...numbered(40)) });

    assert.match(
      await refusalOf(get({ orders: keys(...numbered(60)), users: keys(...numbered(41)) })),
      /^ValidationException: Too many items requested for the BatchGetItem call/,
    );
    assert.match(await refusalOf(get({ orders: keys("1", "1") })), /^ValidationException: Provided list of item keys/);
    assert.match(await refusalOf(get({ orders: keys() })), /greater than or equal to 1/);
  });

  it("leaves keys unprocessed when there is more than 16 MB", async () => {
    const text = "x".repeat(399 * 1_024);
    const all = numbered(45);
    for (let start = 0; start < all.length; start += 15) {
      await write({ orders: all.slice(start, start + 15).map((id) => put(itemOf({ id, text }))) });
    }

    const wanted = { ...keys(...all), ProjectionExpression: "id" };
    const { Responses, UnprocessedKeys } = await get({ orders: wanted });
    const rest = await client.send(new BatchGetItemCommand({ RequestItems: UnprocessedKeys }));

    assert.equal(Responses?.orders?.length, Math.floor((16 * 1_024) / 399.01));
    assert.equal(UnprocessedKeys?.orders?.ProjectionExpression, "id");
    assert.deepEqual(ids([...(Responses?.orders ?? []), ...(rest.Responses?.orders ?? [])]), all.toSorted());
  }).timeout(20_000);
});
