import assert from "node:assert/strict";
import { type DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { createFakeClock, type FakeClock } from "../../../../kit/simulator/index.ts";
import type { Deployed, Deployment } from "../../deployment.ts";
import { openAws } from "../shop.ts";
import { deployTable, type Item, index, itemOf, openClient } from "./client.ts";

const day = 24 * 60 * 60;

describe("aws: items that expire", () => {
  let clock: FakeClock;
  let aws: Deployment;
  let table: Deployed;
  let client: DynamoDBClient;
  beforeEach(async () => {
    clock = createFakeClock();
    aws = await openAws({ clock });
    table = await deployTable(aws, "orders", {
      ttl: { attributeName: "expires", enabled: true },
      globalSecondaryIndexes: [index("byState", "state")],
    });
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
  /** Some seconds after now. */
  const inSeconds = (seconds: number) => Math.floor(clock.now() / 1_000) + seconds;
  const put = (item: Item) =>
    client.send(new PutItemCommand({ TableName: "orders", Item: { id: { S: "1" }, ...item } }));
  const isThere = async () => {
    const { Item } = await client.send(new GetItemCommand({ TableName: "orders", Key: itemOf({ id: "1" }) }));
    return Item !== undefined;
  };
  const isInIndex = async () => {
    const { Count } = await client.send(
      new QueryCommand({
        ...{ TableName: "orders", IndexName: "byState", KeyConditionExpression: "#s = :s" },
        ...{ ExpressionAttributeNames: { "#s": "state" }, ExpressionAttributeValues: itemOf({ ":s": "open" }) },
      }),
    );
    return Count === 1;
  };

  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ttl-expired-items.html
  it("deletes an item two days after it has expired, and shows it until then", async () => {
    await put(itemOf({ expires: inSeconds(60), state: "open" }));

    await pass((2 * day + 59) * 1_000);
    assert.deepEqual([await isInIndex(), await isThere()], [true, true]);

    await pass(2_000);
    assert.deepEqual([await isInIndex(), await isThere()], [false, false]);
  });

  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-before-you-start.html
  it("leaves an item that had expired more than five years ago, or whose time is not a number", async () => {
    for (const item of [
      itemOf({ expires: inSeconds(-6 * 365 * day) }),
      itemOf({ expires: "1" }),
      itemOf({ other: 1 }),
    ]) {
      await put(item);
      await pass(5 * day * 1_000);
      assert.equal(await isThere(), true);
    }
    await put(itemOf({ expires: inSeconds(-4 * 365 * day) }));
    assert.equal(await isThere(), false);
  });

  it("leaves items once it is turned off", async () => {
    await put(itemOf({ expires: inSeconds(60) }));
    await aws.update(table, { ...table.inputs, ttl: { attributeName: "expires", enabled: false } });

    await pass(5 * day * 1_000);

    assert.equal(await isThere(), true);
  });
});
