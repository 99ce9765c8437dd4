import assert from "node:assert/strict";
import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import type { Deployed, Deployment } from "../../deployment.ts";
import { codeOf, deployUrl, openAws, tokens, trustOf } from "../shop.ts";
import { deployTable, index, itemOf, openClient, refusalOf } from "./client.ts";

/** The code of a function that writes an item to the table whose name is in its environment. */
const writer = `async () => {
  const { DynamoDBClient, PutItemCommand } = await import("@aws-sdk/client-dynamodb");
  try {
    const client = new DynamoDBClient({ maxAttempts: 1 });
    await client.send(new PutItemCommand({ TableName: process.env.TABLE, Item: { id: { S: "mine" } } }));
    return { statusCode: 200, body: "written" };
  } catch ({ name, message }) {
    return { statusCode: 500, body: name + ": " + message };
  }
}`;

const TableName = "orders";
const Key = itemOf({ id: "1" });
const condition = { ConditionExpression: "attribute_not_exists(extra)" };
const query = {
  ...{ TableName, KeyConditionExpression: "id = :i", ExpressionAttributeValues: itemOf({ ":i": "1" }) },
};

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html */
const calls: Readonly<Record<string, (client: DynamoDBClient) => Promise<unknown>>> = {
  GetItem: (client) => client.send(new GetItemCommand({ TableName, Key })),
  PutItem: (client) => client.send(new PutItemCommand({ TableName, Item: Key })),
  UpdateItem: (client) => client.send(new UpdateItemCommand({ TableName, Key })),
  DeleteItem: (client) => client.send(new DeleteItemCommand({ TableName, Key })),
  Query: (client) => client.send(new QueryCommand(query)),
  Scan: (client) => client.send(new ScanCommand({ TableName })),
  BatchGetItem: (client) => client.send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [Key] } } })),
  BatchWriteItem: (client) =>
    client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: [{ PutRequest: { Item: Key } }] } })),
  DescribeTable: (client) => client.send(new DescribeTableCommand({ TableName })),
  ConditionCheckItem: (client) => transact(client, { ConditionCheck: { TableName, Key, ...condition } }),
};

/** What a transaction needs: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html */
const inTransactions: typeof calls = {
  GetItem: (client) => client.send(new TransactGetItemsCommand({ TransactItems: [{ Get: { TableName, Key } }] })),
  PutItem: (client) => transact(client, { Put: { TableName, Item: Key } }),
  UpdateItem: (client) => transact(client, { Update: { TableName, Key, UpdateExpression: "REMOVE extra" } }),
  DeleteItem: (client) => transact(client, { Delete: { TableName, Key } }),
};

function transact(client: DynamoDBClient, action: object): Promise<unknown> {
  return client.send(new TransactWriteItemsCommand({ TransactItems: [action] }));
}

describe("aws: who may call DynamoDB", () => {
  let aws: Deployment;
  let table: Deployed;
  const clients: DynamoDBClient[] = [];
  beforeEach(async () => {
    aws = await openAws();
    table = await deployTable(aws, TableName, { globalSecondaryIndexes: [index("byEmail", "email")] });
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.destroy();
    await aws.stop();
  });

  const roleWith = (
    name: string,
    Action: readonly string[],
    Resource: unknown = table.outputs.arn,
    Condition: object | undefined = undefined,
  ) => {
    const Statement = [{ Effect: "Allow", Action, Resource, Condition }];
    const policy = JSON.stringify({ Version: "2012-10-17", Statement });
    return aws.create(tokens.role, name, {
      ...{ name, assumeRolePolicy: trustOf("lambda.amazonaws.com"), inlinePolicies: [{ name: "own", policy }] },
    });
  };
  const clientWith = async (...wanted: Parameters<typeof roleWith>) => {
    const client = await openClient(aws, String((await roleWith(...wanted)).outputs.arn));
    clients.push(client);
    return client;
  };
  const writes = async (actions: readonly string[]) => {
    const role = await roleWith("writer", actions);
    const fn = await aws.create(tokens.function, "writer", {
      ...{ name: "writer", role: role.outputs.arn, handler: "index.handler", runtime: "nodejs24.x" },
      ...{ code: codeOf(writer), timeout: 20, environment: { variables: { TABLE: TableName } } },
    });
    return (await fetch(await deployUrl(aws, fn))).text();
  };

  it("lets a function write with the official client and its own role", async () => {
    assert.equal(await writes(["dynamodb:PutItem"]), "written");
  }).timeout(30_000);

  it("refuses a function whose role may not write", async () => {
    const arn = "arn:aws:dynamodb:eu-central-1:123456789012:table/orders";

    const text = await writes(["dynamodb:GetItem"]);

    assert.match(text, /^AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role\/writer\/writer is not/);
    assert.ok(
      text.includes(`authorized to perform: dynamodb:PutItem on resource: ${arn} because no identity-based policy`),
    );
  }).timeout(30_000);

  for (const [name, all] of [
    ["call", calls],
    ["action of a transaction", inTransactions],
  ] as const) {
    it(`needs for each ${name} its own permission, and no other`, async () => {
      const actions = Object.keys(calls).map((action) => `dynamodb:${action}`);
      for (const [action, call] of Object.entries(all)) {
        const own = `dynamodb:${action}`;
        await call(await clientWith(`with-${action}`, [own]));
        const without = await clientWith(
          `without-${action}`,
          actions.filter((other) => other !== own),
        );
        assert.match(await refusalOf(call(without)), new RegExp(`^AccessDeniedException: .* perform: ${own} on`));
      }
    });
  }

  it("needs the permission for an index to ask it, and that alone", async () => {
    const byEmail = (client: DynamoDBClient) =>
      client.send(
        new QueryCommand({
          ...{ TableName, IndexName: "byEmail", KeyConditionExpression: "email = :e" },
          ExpressionAttributeValues: itemOf({ ":e": "a@b" }),
        }),
      );
    const ofTable = await clientWith("table", ["dynamodb:*"]);
    const ofIndex = await clientWith("index", ["dynamodb:Query"], `${table.outputs.arn}/index/byEmail`);

    await byEmail(ofIndex);

    assert.match(await refusalOf(byEmail(ofTable)), /^AccessDeniedException: .*table\/orders\/index\/byEmail/);
    assert.match(await refusalOf(ofIndex.send(new QueryCommand(query))), /^AccessDeniedException/);
  });

  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html#FGAC_DDB.ConditionKeys
  it("knows what a write wants to be answered, and which attributes it names, as conditions", async () => {
    const condition = {
      StringEqualsIfExists: { "dynamodb:ReturnValues": ["NONE", "UPDATED_NEW"] },
      "ForAllValues:StringEquals": { "dynamodb:Attributes": ["id", "total"] },
    };
    const writing = ["PutItem", "UpdateItem", "DeleteItem"].map((action) => `dynamodb:${action}`);
    const client = await clientWith("answered", writing, table.outputs.arn, condition);
    const add = (name: string, more: object = {}) =>
      client.send(
        new UpdateItemCommand({
          ...{ TableName, Key, UpdateExpression: "ADD #n :one", ExpressionAttributeNames: { "#n": name } },
          ...{ ExpressionAttributeValues: itemOf({ ":one": 1 }), ...more },
        }),
      );

    await client.send(new PutItemCommand({ TableName, Item: Key }));
    const { Attributes } = await add("total", { ReturnValues: "UPDATED_NEW" });
    await transact(client, { Delete: { TableName, Key } });

    assert.deepEqual(Attributes, itemOf({ total: 1 }));
    const conditional = { ConditionExpression: "attribute_not_exists(secret.part)" };
    const refused: Readonly<Record<string, () => Promise<unknown>>> = {
      "the old item of a put": () => client.send(new PutItemCommand({ TableName, Item: Key, ReturnValues: "ALL_OLD" })),
      "the old item of a deletion": () =>
        client.send(new DeleteItemCommand({ TableName, Key, ReturnValues: "ALL_OLD" })),
      "the whole item after an update": () => add("total", { ReturnValues: "ALL_NEW" }),
      "another attribute in an item": () =>
        client.send(new PutItemCommand({ TableName, Item: itemOf({ id: "1", other: 1 }) })),
      "another attribute in an update": () => add("other"),
      "another attribute in a condition": () => add("total", conditional),
      "another attribute in a transaction": () => transact(client, { Delete: { TableName, Key, ...conditional } }),
    };
    for (const [what, call] of Object.entries(refused)) {
      assert.match(await refusalOf(call()), /^AccessDeniedException/, what);
    }
  });

  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
  it("answers a denial with the status 400, also for a table that does not exist", async () => {
    const client = await clientWith("nobody", ["dynamodb:GetItem"]);

    await assert.rejects(client.send(new GetItemCommand({ TableName: "nowhere", Key })), (error) => {
      const { name, $metadata } = Object(error);
      assert.deepEqual([name, $metadata.httpStatusCode], ["AccessDeniedException", 400]);
      return true;
    });
  });
});
