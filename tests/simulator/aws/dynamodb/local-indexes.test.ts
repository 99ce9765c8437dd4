import assert from "node:assert/strict";
import { DescribeTableCommand, type DynamoDBClient, PutItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import type { Deployed, Deployment } from "../../deployment.ts";
import { openAws } from "../shop.ts";
import { attributesOf, deployTable, index, itemOf, openClient, query, refusalOf } from "./client.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LSI.html */
describe("aws: local secondary indexes", () => {
  const byTotal = { name: "byTotal", rangeKey: "nTotal", projectionType: "ALL" };
  let aws: Deployment;
  let client: DynamoDBClient;
  let table: Deployed;
  beforeEach(async () => {
    aws = await openAws();
    table = await deployTable(aws, "orders", {
      ...{ hashKey: "user", rangeKey: "at", localSecondaryIndexes: [byTotal] },
      globalSecondaryIndexes: [index("byState", "state")],
    });
    client = await openClient(aws);
    for (const [at, nTotal] of [
      ["1", 30],
      ["2", 5],
      ["3", 200],
    ] as const) {
      await client.send(new PutItemCommand({ TableName: "orders", Item: itemOf({ user: "ann", at, nTotal }) }));
    }
    await client.send(new PutItemCommand({ TableName: "orders", Item: itemOf({ user: "ann", at: "4" }) }));
  });
  afterEach(async () => {
    client.destroy();
    await aws.stop();
  });

  const local = { IndexName: "byTotal" };

  it("have the items of a partition that have its sort key, by that, also consistently", async () => {
    const { Items = [] } = await query(client, "#user = :u", { ":u": "ann" }, { ...local, ConsistentRead: true });

    assert.deepEqual(
      Items.map(({ at }) => at?.S),
      ["2", "1", "3"],
    );
    const some = await query(client, "#user = :u AND nTotal >= :n", { ":u": "ann", ":n": 30 }, local);
    assert.deepEqual(
      some.Items?.map(({ at }) => at?.S),
      ["1", "3"],
    );
    const scanned = await client.send(new ScanCommand({ TableName: "orders", ...local, ConsistentRead: true }));
    assert.equal(scanned.Count, 3);
  });

  it("refuse an item whose attribute has another type than the sort key", async () => {
    const Item = itemOf({ user: "ann", at: "5", nTotal: "much" });

    assert.match(
      await refusalOf(client.send(new PutItemCommand({ TableName: "orders", Item }))),
      /^ValidationException: .*Type mismatch for Index Key nTotal Expected: N Actual: S IndexName: byTotal/,
    );
  });

  it("are described apart from global ones", async () => {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: "orders" }));

    assert.deepEqual(
      Table?.LocalSecondaryIndexes?.map(({ IndexName, KeySchema }) => [IndexName, KeySchema]),
      [
        [
          "byTotal",
          [
            { AttributeName: "user", KeyType: "HASH" },
            { AttributeName: "nTotal", KeyType: "RANGE" },
          ],
        ],
      ],
    );
    assert.deepEqual(
      Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName),
      ["byState"],
    );
  });

  // "You can't add a local secondary index to an existing table, nor can you delete any local secondary indexes."
  it("come and go with their table", async () => {
    const news = { ...table.inputs, localSecondaryIndexes: [] };
    const { urn, id, inputs: oldInputs, outputs: olds } = table;

    const { replaces } = await aws.provider.diff({
      ...{ urn, id, oldInputs, olds, ignoreChanges: [] },
      news: { ...news, attributes: attributesOf(news) },
    });

    assert.deepEqual(replaces, ["localSecondaryIndexes"]);
  });
});
