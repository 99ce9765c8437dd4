import assert from "node:assert/strict";
import {
  type DynamoDBClient,
  type Get,
  PutItemCommand,
  TransactGetItemsCommand,
  TransactionCanceledException,
} from "@aws-sdk/client-dynamodb";
import type { Deployment } from "../../deployment.ts";
import { openAws } from "../shop.ts";
import { deployTable, itemOf, openClient, refusalOf } from "./client.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactGetItems.html */
describe("aws: reads in transactions", () => {
  let aws: Deployment;
  let client: DynamoDBClient;
  before(async () => {
    aws = await openAws();
    for (const name of ["orders", "users"]) await deployTable(aws, name);
    client = await openClient(aws);
    await client.send(new PutItemCommand({ TableName: "orders", Item: itemOf({ id: "1", price: 5 }) }));
    await client.send(new PutItemCommand({ TableName: "users", Item: itemOf({ id: "1", age: 7 }) }));
  });
  after(async () => {
    client.destroy();
    await aws.stop();
  });

  const get = (id: string, TableName = "orders", more: Partial<Get> = {}) => ({
    Get: { TableName, Key: itemOf({ id }), ...more },
  });
  const read = (...TransactItems: ReturnType<typeof get>[]) =>
    client.send(new TransactGetItemsCommand({ TransactItems }));

  it("reads all items, or says which key is wrong", async () => {
    const { Responses } = await read(get("1"), get("2"), get("1", "users", { ProjectionExpression: "age" }));
    const error = await read(get("1"), get("")).catch((thrown) => thrown);

    assert.deepEqual(Responses, [{ Item: itemOf({ id: "1", price: 5 }) }, {}, { Item: itemOf({ age: 7 }) }]);
    assert.ok(error instanceof TransactionCanceledException, String(error));
    assert.deepEqual(
      error.CancellationReasons?.map(({ Code }) => Code),
      ["None", "ValidationError"],
    );
  });

  it("refuses none, more than 100, and one item twice", async () => {
    const many = Array.from({ length: 101 }, (_, at) => get(String(at)));

    assert.equal((await read(...many.slice(1))).Responses?.length, 100);
    for (const [reads, reason] of [
      [[], /length greater than or equal to 1/],
      [many, /length less than or equal to 100/],
      [[get("1"), get("1")], /cannot include multiple operations on one item/],
    ] as const) {
      assert.match(await refusalOf(read(...reads)), reason);
    }
  });

  it("refuses items of more than 4 MB together", async () => {
    const text = "x".repeat(399 * 1_024);
    const ids = Array.from({ length: 11 }, (_, at) => `large-${at}`);
    for (const id of ids) await client.send(new PutItemCommand({ TableName: "orders", Item: itemOf({ id, text }) }));

    assert.match(await refusalOf(read(...ids.map((id) => get(id)))), /^ValidationException: .*exceeds 4 MB/);
  });

  it("refuses a table that does not exist", async () => {
    assert.match(await refusalOf(read(get("1"), get("1", "nothing"))), /^ResourceNotFoundException/);
  });
});
