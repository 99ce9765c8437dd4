import assert from "node:assert/strict";
import {
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { createFakeClock, type FakeClock } from "../../../../kit/simulator/index.ts";
import type { Deployment } from "../../deployment.ts";
import { Lives } from "../../support/lives.ts";
import { openAws } from "../shop.ts";
import { deployTable, type Item, index, itemOf, openClient, refusalOf } from "./client.ts";

const TableName = "orders";
const put = (Item: Item, more: object = {}): TransactWriteItem => ({ Put: { TableName, Item, ...more } });
const add = (id: string, by = 1): TransactWriteItem => ({
  Update: {
    ...{ TableName, Key: itemOf({ id }), UpdateExpression: "ADD hits :v" },
    ExpressionAttributeValues: itemOf({ ":v": by }),
  },
});
const absent = { ConditionExpression: "attribute_not_exists(id)" };

describe("aws: transactions", () => {
  let clock: FakeClock;
  let aws: Deployment;
  let client: DynamoDBClient;
  beforeEach(async () => {
    clock = createFakeClock();
    aws = await openAws({ clock });
    await deployTable(aws, TableName, { globalSecondaryIndexes: [index("byEmail", "email")] });
    await deployTable(aws, "users");
    client = await openClient(aws);
  });
  afterEach(async () => {
    client.destroy();
    await aws.stop();
  });

  /** Lets time pass. Clients sign with the time that they have started at. */
  const pass = async (milliseconds: number) => {
    clock.advance(milliseconds);
    client.destroy();
    client = await openClient(aws);
  };
  const transact = (TransactItems: TransactWriteItem[], ClientRequestToken?: string) =>
    client.send(new TransactWriteItemsCommand({ TransactItems, ClientRequestToken }));
  const get = async (id: string, table = TableName) =>
    (await client.send(new GetItemCommand({ TableName: table, Key: itemOf({ id }) }))).Item;
  /** Why a transaction was cancelled. */
  const reasonsOf = async (call: Promise<unknown>) => {
    const error = await call.then(
      () => undefined,
      (thrown) => thrown,
    );
    assert.ok(error instanceof TransactionCanceledException, String(error));
    return { message: error.message, reasons: error.CancellationReasons };
  };

  it("does everything or nothing, and says which condition was not met", async () => {
    await transact([put(itemOf({ id: "1", total: 1 })), put(itemOf({ id: "old" }))]);
    const user = { Put: { TableName: "users", Item: itemOf({ id: "ann" }) } };
    const remove = { Delete: { TableName, Key: itemOf({ id: "old" }) } };
    const condition = { ...absent, ReturnValuesOnConditionCheckFailure: "ALL_OLD" };

    const { message, reasons } = await reasonsOf(transact([user, put(itemOf({ id: "1" }), condition), remove]));

    assert.match(message, /^Transaction cancelled, please refer .* \[None, ConditionalCheckFailed, None\]$/);
    assert.deepEqual(reasons, [
      { Code: "None" },
      {
        Code: "ConditionalCheckFailed",
        Message: "The conditional request failed",
        Item: itemOf({ id: "1", total: 1 }),
      },
      { Code: "None" },
    ]);
    assert.deepEqual([await get("ann", "users"), await get("old")], [undefined, itemOf({ id: "old" })]);

    await transact([user, add("1"), remove]);
    assert.deepEqual(await get("ann", "users"), itemOf({ id: "ann" }));
    assert.deepEqual([await get("1"), await get("old")], [itemOf({ id: "1", total: 1, hits: 1 }), undefined]);
  });

  it("checks an item without changing it", async () => {
    const check = (ConditionExpression: string | undefined) => ({
      ConditionCheck: { TableName, Key: itemOf({ id: "1" }), ConditionExpression },
    });

    const { reasons } = await reasonsOf(transact([check("attribute_exists(id)"), add("2")]));
    await transact([check("attribute_not_exists(id)"), add("2")]);

    assert.deepEqual(
      reasons?.map(({ Code }) => Code),
      ["ConditionalCheckFailed", "None"],
    );
    assert.deepEqual([await get("1"), await get("2")], [undefined, itemOf({ id: "2", hits: 1 })]);
    assert.match(
      await refusalOf(transact([check(undefined)])),
      /^ValidationException: The expression can not be empty/,
    );
  });

  // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
  it("has 1 to 100 actions, on as many items", async () => {
    const many = (count: number) => Array.from({ length: count }, (_, position) => add(String(position)));

    await transact(many(100));

    assert.match(await refusalOf(transact(many(101))), /^ValidationException: .*less than or equal to 100/);
    assert.match(await refusalOf(transact([])), /^ValidationException: .*greater than or equal to 1/);
    assert.match(
      await refusalOf(transact([add("1"), put(itemOf({ id: "1" }))])),
      /^ValidationException: Transaction request cannot include multiple operations on one item/,
    );
    assert.match(
      await refusalOf(transact([{ ...add("1"), ...put(itemOf({ id: "2" })) }])),
      /^ValidationException: TransactItems can only contain one of Check, Put, Update or Delete/,
    );
  });

  it("has at most 4 MB", async () => {
    const large = (count: number) =>
      Array.from({ length: count }, (_, position) =>
        put({ id: { S: String(position) }, text: { S: "x".repeat(399 * 1_024) } }),
      );

    await transact(large(10));

    assert.match(await refusalOf(transact(large(11))), /^ValidationException: .*exceeds 4 MB/);
  });

  it("is cancelled by what is wrong with an item", async () => {
    await transact([put(itemOf({ id: "1", hits: "many" }))]);
    const wrong: readonly (readonly [action: TransactWriteItem, message: RegExp])[] = [
      [put(itemOf({ note: "x" })), /Missing the key id in the item/],
      [put(itemOf({ id: "3", email: 1 })), /Type mismatch for Index Key email/],
      [add("1"), /An operand in the update expression has an incorrect data type/],
      [put(itemOf({ id: "3", text: "x".repeat(400 * 1_024) })), /Item size has exceeded/],
    ];

    for (const [action, message] of wrong) {
      const { reasons = [] } = await reasonsOf(transact([add("2"), action]));
      assert.deepEqual([reasons[0]?.Code, reasons[1]?.Code], ["None", "ValidationError"]);
      assert.match(String(reasons[1]?.Message), message);
    }
    assert.equal(await get("2"), undefined);
  });

  it("is refused as a whole for what is wrong with the request", async () => {
    const nowhere = { Put: { TableName: "nowhere", Item: itemOf({ id: "1" }) } };
    const reserved = put(itemOf({ id: "1" }), { ConditionExpression: "attribute_exists(status)" });

    assert.match(await refusalOf(transact([add("1"), nowhere])), /^ResourceNotFoundException/);
    assert.match(await refusalOf(transact([add("1"), reserved])), /^ValidationException: .*reserved keyword: status/);
    assert.equal(await get("1"), undefined);
  });

  // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html#DDB-TransactWriteItems-request-ClientRequestToken
  describe("with a token", () => {
    it("takes one of 36 letters, and none of 37", async () => {
      await transact([add("1")], "x".repeat(36));

      assert.match(await refusalOf(transact([add("1")], "x".repeat(37))), /^ValidationException: .*clientRequestToken/);
    });

    it("is done once within ten minutes", async () => {
      await pass(5 * 60_000);
      await transact([add("1")], "token");
      await pass(9 * 60_000);
      await transact([add("1")], "token");
      assert.deepEqual(await get("1"), itemOf({ id: "1", hits: 1 }));

      await pass(60_000);
      await transact([add("1")], "token");
      assert.deepEqual(await get("1"), itemOf({ id: "1", hits: 2 }));
    });

    it("is not another one", async () => {
      await transact([add("1")], "token");

      const other = transact([add("1", 2)], "token");

      assert.match(await refusalOf(other), /^IdempotentParameterMismatchException: /);
      await transact([add("1")], "another");
      assert.deepEqual(await get("1"), itemOf({ id: "1", hits: 2 }));
    });

    it("can be tried again when it was cancelled", async () => {
      const once = [put(itemOf({ id: "1" }), absent)];
      await client.send(new PutItemCommand({ TableName, Item: itemOf({ id: "1" }) }));
      await reasonsOf(transact(once, "token"));

      await reasonsOf(transact(once, "token"));
    });

    it("is done once also when the simulator starts again", async () => {
      await using lives = new Lives(openAws);
      const [TransactItems, ClientRequestToken] = [[add("1")], "token"];
      for (const start of [1, 2]) {
        const life = await lives.start();
        if (start === 1) await deployTable(life, TableName);
        const own = await openClient(life);
        await own.send(new TransactWriteItemsCommand({ TransactItems, ClientRequestToken }));
        const { Item } = await own.send(new GetItemCommand({ TableName, Key: itemOf({ id: "1" }) }));
        assert.deepEqual(Item, itemOf({ id: "1", hits: 1 }));
        own.destroy();
        await lives.stop();
      }
    });

    it("is forgotten for good some time later", async () => {
      const kept = () =>
        aws.simulator.world.store.values(`documents/${encodeURIComponent("aws/dynamodb/transactions/")}`).size;
      await transact([add("1")], "first");
      await pass(25 * 60_000);

      await transact([add("1")], "second");

      assert.equal(kept(), 1);
    });
  });
});
