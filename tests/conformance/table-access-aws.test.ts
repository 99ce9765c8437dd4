import assert from "node:assert/strict";
import {
  BatchGetItemCommand,
  DeleteItemCommand,
  DynamoDBClient,
  DynamoDBServiceException,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { configurationFor } from "../simulator/aws/sqs/client.ts";
import { config } from "./deployment.ts";
import { type DeployedTables, deployTables } from "./table-deployment.ts";

/** What the role of a function may do with a table, whatever its code would ask for. */
async function allowedTo(name: "reader" | "writer", table: string, { simulator }: DeployedTables) {
  const of = (type: string, start: string) =>
    simulator.world.store
      .all()
      .find((one) => one.type.endsWith(`:${type}`) && String(one.outputs.name).startsWith(start));
  const role = of("Role", `tables-${name}`);
  const TableName = String(of("Table", `tables-${table}`)?.outputs.name);
  const client = new DynamoDBClient(
    await configurationFor({ simulator }, String(role?.outputs.arn), config["aws:region"]),
  );
  const Key = { id: { S: "k" } };
  const equal = (name: string) => ({
    KeyConditionExpression: "#n = :v",
    ExpressionAttributeNames: { "#n": name },
    ExpressionAttributeValues: { ":v": { S: "k" } },
  });
  const calls = {
    get: () => client.send(new GetItemCommand({ TableName, Key })),
    "get many": () => client.send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [Key] } } })),
    "query the table": () => client.send(new QueryCommand({ TableName, ...equal("id") })),
    "query the index": () => client.send(new QueryCommand({ TableName, IndexName: "byEmail", ...equal("email") })),
    put: () => client.send(new PutItemCommand({ TableName, Item: Key })),
    update: () => client.send(new UpdateItemCommand({ TableName, Key })),
    delete: () => client.send(new DeleteItemCommand({ TableName, Key })),
  };
  const allowed: string[] = [];
  for (const [what, call] of Object.entries(calls)) {
    try {
      await call();
      allowed.push(what);
    } catch (error) {
      if (!(error instanceof DynamoDBServiceException) || error.name !== "AccessDeniedException") throw error;
    }
  }
  client.destroy();
  return allowed;
}

describe("functions are granted nothing else of tables on aws", function slowly() {
  this.timeout(120_000);

  it("lets who may read write nothing, and who may write read nothing", async () => {
    await using target = await deployTables("aws");
    await target.as("writer", "users").put({ id: "a" });

    assert.deepEqual((await target.as("reader", "users").get({ id: "a" }))?.value, { id: "a" });
    assert.deepEqual(await allowedTo("reader", "users", target), ["get", "get many", "query the index"]);
    assert.deepEqual(await allowedTo("writer", "users", target), ["put", "update", "delete"]);
    assert.deepEqual(await allowedTo("writer", "plain", target), []);
  });
});
