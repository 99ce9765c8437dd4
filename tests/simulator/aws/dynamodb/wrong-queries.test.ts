import assert from "node:assert/strict";
import type { DynamoDBClient, QueryCommandInput } from "@aws-sdk/client-dynamodb";
import type { Deployment } from "../../deployment.ts";
import { openAws } from "../shop.ts";
import { deployTable, itemOf, openClient, query, refusalOf, type Values } from "./client.ts";

describe("aws: queries that are wrong", () => {
  let aws: Deployment;
  let client: DynamoDBClient;
  before(async () => {
    aws = await openAws();
    await deployTable(aws, "orders", { hashKey: "user", rangeKey: "at" });
    await deployTable(aws, "plain");
    client = await openClient(aws);
  });
  after(async () => {
    client.destroy();
    await aws.stop();
  });

  const ann = { ":u": "ann" };
  const refusals: readonly (readonly [
    condition: string,
    values: Values,
    more: Partial<QueryCommandInput>,
    reason: RegExp,
  ])[] = [
    ["#at = :a", { ":a": "x" }, {}, /Query condition missed key schema element: user/],
    ["#user > :u", ann, {}, /Query key condition not supported/],
    ["#user = :u AND note = :a", { ...ann, ":a": "x" }, {}, /Query condition missed key schema element: at/],
    ["#user = :u AND #at > :a AND #at < :a", { ...ann, ":a": "x" }, {}, /must only contain one condition per key/],
    ["#user = :u OR #at = :a", { ...ann, ":a": "x" }, {}, /Invalid operator used in KeyConditionExpression: OR/],
    ["#user = :u AND #at <> :a", { ...ann, ":a": "x" }, {}, /Invalid operator used in KeyConditionExpression: <>/],
    [
      "#user = :u AND contains(#at, :a)",
      { ...ann, ":a": "x" },
      {},
      /Invalid operator used in KeyConditionExpression: contains/,
    ],
    ["#user = :u AND #at.x = :a", { ...ann, ":a": "x" }, {}, /cannot have conditions on nested attributes/],
    ["#user = :u", { ":u": 1 }, {}, /Condition parameter type does not match schema type/],
    ["#user = :u", { ":u": "" }, {}, /cannot contain an empty string value. Key: user/],
    ["#user = :u AND begins_with(#at, :a)", { ...ann, ":a": "" }, {}, /cannot contain an empty string value. Key: at/],
    ["id = :i AND #at = :a", { ":i": "1", ":a": "x" }, { TableName: "plain" }, /Query key condition not supported/],
    [
      "#user = :u",
      { ...ann, ":a": "x" },
      { FilterExpression: "#at = :a" },
      /only contain non-primary key attributes.*: at/,
    ],
    ["#user = :u", { ...ann, ":a": "x" }, { FilterExpression: "NOT (note = :a AND size(#user) > :a)" }, /: user/],
    ["#user = :u", ann, { Limit: 0 }, /Value '0' at 'limit' failed to satisfy constraint/],
    ["#user = :u", ann, { ExclusiveStartKey: itemOf({ user: "ann" }) }, /The provided starting key is invalid/],
    ["#user = :u", ann, { ExclusiveStartKey: itemOf({ user: "ann", at: 1 }) }, /The provided starting key is invalid/],
    [
      "#user = :u",
      ann,
      { ExclusiveStartKey: itemOf({ user: "ann", at: "a", x: "y" }) },
      /The provided starting key is invalid/,
    ],
    ["#user = :u", ann, { ExclusiveStartKey: itemOf({ user: "bob", at: "a" }) }, /outside query boundaries/],
    [
      "#user = :u AND #at > :a",
      { ...ann, ":a": "b" },
      { ExclusiveStartKey: itemOf({ user: "ann", at: "a" }) },
      /does not match the range key/,
    ],
    ["#user = :u", ann, { KeyConditions: {} }, /^SimulatorLimit: .*KeyConditions of Query/],
  ];
  for (const [condition, values, more, reason] of refusals) {
    it(`refuses ${condition} ${JSON.stringify({ ...values, ...more })}`, async () => {
      const refusal = await refusalOf(query(client, condition, values, more));

      assert.match(refusal, reason);
      assert.match(refusal, /^(?:ValidationException|SimulatorLimit): /);
    });
  }
});
