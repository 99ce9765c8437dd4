import assert from "node:assert/strict";
import {
  BatchWriteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  ScanCommand,
  type ScanCommandInput,
  type ScanCommandOutput,
} from "@aws-sdk/client-dynamodb";
import type { Deployment } from "../../deployment.ts";
import { openAws } from "../shop.ts";
import { deployTable, index, itemOf, openClient, refusalOf, type Values } from "./client.ts";

type More = Partial<ScanCommandInput>;

const users = Array.from({ length: 30 }, (_, at) => `user-${at}`);

describe("aws: scans", () => {
  let aws: Deployment;
  let client: DynamoDBClient;
  before(async () => {
    aws = await openAws();
    await deployTable(aws, "orders", {
      ...{ hashKey: "user", rangeKey: "at", globalSecondaryIndexes: [index("byState", "state", "nTotal")] },
    });
    await deployTable(aws, "large");
    client = await openClient(aws);
    for (const user of users) await putOrders(user);
  });
  after(async () => {
    client.destroy();
    await aws.stop();
  });

  const put = (TableName: string, values: Values) =>
    client.send(new PutItemCommand({ TableName, Item: itemOf(values) }));
  /** Two orders, of which one is open. */
  const putOrders = async (user: string) => {
    const items = [
      { user, at: "1", nTotal: 1, state: "open" },
      { user, at: "2", nTotal: 2 },
    ];
    const orders = items.map((item) => ({ PutRequest: { Item: itemOf(item) } }));
    await client.send(new BatchWriteItemCommand({ RequestItems: { orders } }));
  };
  const scan = (more: More = {}) => client.send(new ScanCommand({ TableName: "orders", ...more }));
  const pages = async (more: More = {}) => {
    const found: ScanCommandOutput[] = [];
    for (let start: More | undefined = {}; start !== undefined; ) {
      const page: ScanCommandOutput = await scan({ ...more, ...start });
      found.push(page);
      start = page.LastEvaluatedKey && { ExclusiveStartKey: page.LastEvaluatedKey };
    }
    return found;
  };
  const keysOf = (found: readonly ScanCommandOutput[]) =>
    found.flatMap(({ Items = [] }) => Items).map(({ user, at }) => `${user?.S} ${at?.S}`);
  const all = users.flatMap((user) => [`${user} 1`, `${user} 2`]).toSorted();

  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Scan.html#Scan.Pagination
  it("finds every item once, page by page", async () => {
    const [whole, found] = [await pages(), await pages({ Limit: 7 })];

    assert.deepEqual([whole.length, found.length], [1, 9]);
    assert.deepEqual(keysOf(found), keysOf(whole));
    assert.deepEqual(keysOf(found).toSorted(), all);
    assert.deepEqual(Object.keys(found[0]?.LastEvaluatedKey ?? {}).toSorted(), ["at", "user"]);
  });

  it("keeps the items of a partition together, by their sort key", async () => {
    const found = keysOf(await pages());

    for (const user of users) assert.equal(found.indexOf(`${user} 2`), found.indexOf(`${user} 1`) + 1);
  });

  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Scan.html#Scan.FilterExpression
  it("filters what a page has, by attributes of the key too, and counts it", async () => {
    const filter = {
      ...{ FilterExpression: "nTotal > :n AND #user <> :u", ExpressionAttributeNames: { "#user": "user" } },
      ExpressionAttributeValues: itemOf({ ":n": 1, ":u": "user-3" }),
    };

    const { Count, ScannedCount, Items } = await scan({ ...filter, ProjectionExpression: "nTotal" });

    assert.deepEqual([Count, ScannedCount], [users.length - 1, all.length]);
    assert.deepEqual(Items?.[0], itemOf({ nTotal: 2 }));
    const limited = await pages({ ...filter, Limit: 1 });
    assert.equal(limited.length, all.length + 1);
    assert.equal(keysOf(limited).length, users.length - 1);
  });

  // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html#DDB-Scan-request-Select
  it("only counts where Select is COUNT", async () => {
    const { Count, ScannedCount, Items } = await scan({ Select: "COUNT" });

    assert.deepEqual([Count, ScannedCount, Items], [all.length, all.length, undefined]);
    assert.match(
      await refusalOf(scan({ Select: "COUNT", ProjectionExpression: "nTotal" })),
      /^ValidationException: Cannot specify the ProjectionExpression when choosing to get only the Count/,
    );
    assert.match(
      await refusalOf(scan({ Select: "SPECIFIC_ATTRIBUTES" })),
      /^ValidationException: Must specify the AttributesToGet or ProjectionExpression/,
    );
    assert.match(await refusalOf(scan({ Select: "ALL_PROJECTED_ATTRIBUTES" })), /^ValidationException: .* IndexName/);
  });

  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Scan.html#Scan.ParallelScan
  it("gives each of several workers a segment of its own", async () => {
    const segments = await Promise.all([0, 1, 2].map((Segment) => pages({ Segment, TotalSegments: 3, Limit: 4 })));
    const found = segments.map(keysOf);

    assert.deepEqual(found.flat().toSorted(), all);
    assert.ok(found.every((keys) => keys.length > 0 && keys.length < all.length));
  });

  it("refuses segments that do not exist, and a page of another one", async () => {
    for (const [more, message] of [
      [{ Segment: 0 }, /^ValidationException: The TotalSegments parameter is required/],
      [{ TotalSegments: 2 }, /^ValidationException: The Segment parameter is required/],
      [{ Segment: 2, TotalSegments: 2 }, /^ValidationException: The Segment parameter is zero-based/],
      [{ Segment: 0, TotalSegments: 0 }, /^ValidationException: 1 validation error detected: Value '0'/],
      [{ Segment: -1, TotalSegments: 2 }, /^ValidationException: 1 validation error detected: Value '-1'/],
    ] as const) {
      assert.match(await refusalOf(scan(more)), message);
    }
    const { LastEvaluatedKey } = await scan({ Segment: 0, TotalSegments: 2, Limit: 1 });
    assert.match(
      await refusalOf(scan({ Segment: 1, TotalSegments: 2, ExclusiveStartKey: LastEvaluatedKey })),
      /^ValidationException: The provided starting key is invalid: .* with correct Segment/,
    );
  });

  it("refuses a page that begins at something else than a key", async () => {
    assert.match(
      await refusalOf(scan({ ExclusiveStartKey: itemOf({ user: "user-1" }) })),
      /^ValidationException: The provided starting key is invalid/,
    );
  });

  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.Scanning
  it("finds what is in an index, and only that", async () => {
    const found = await pages({ IndexName: "byState", Limit: 8 });

    assert.deepEqual(keysOf(found).toSorted(), users.map((user) => `${user} 1`).toSorted());
    assert.deepEqual(Object.keys(found[0]?.LastEvaluatedKey ?? {}).toSorted(), ["at", "nTotal", "state", "user"]);
    assert.match(
      await refusalOf(scan({ IndexName: "byState", ConsistentRead: true })),
      /^ValidationException: Consistent reads are not supported on global secondary indexes/,
    );
  });

  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Scan.html#Scan.Pagination
  it("gives pages of 1 MB", async () => {
    for (const id of ["1", "2", "3"]) await put("large", { id, text: "x".repeat(390 * 1_024) });

    const found = await pages({ TableName: "large", ProjectionExpression: "id" });

    assert.deepEqual(
      found.map(({ Count }) => Count),
      [2, 1],
    );
  });
});
