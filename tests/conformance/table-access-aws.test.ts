import assert from "node:assert/strict";
import {
  BatchGetItemCommand,
  DeleteItemCommand,
  DynamoDBClient,
  DynamoDBServiceException,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type ReturnValue,
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
  const update = (UpdateExpression: string, attribute: string, more: object) =>
    client.send(
      new UpdateItemCommand({
        ...{ TableName, Key, UpdateExpression, ExpressionAttributeNames: { "#a": attribute } },
        ...more,
      }),
    );
  const count = (ReturnValues: ReturnValue) =>
    update("ADD #a :one", "_logins", { ExpressionAttributeValues: { ":one": { N: "1" } }, ReturnValues });
  const calls = {
    get: () => client.send(new GetItemCommand({ TableName, Key })),
    "get many": () => client.send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [Key] } } })),
    "query the table": () => client.send(new QueryCommand({ TableName, ...equal("id") })),
    "query the index": () => client.send(new QueryCommand({ TableName, IndexName: "byEmail", ...equal("email") })),
    put: () => client.send(new PutItemCommand({ TableName, Item: Key })),
    count: () => count("UPDATED_NEW"),
    delete: () => client.send(new DeleteItemCommand({ TableName, Key })),
    // What was there, or is: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html (ReturnValues)
    "put, and be told": () => client.send(new PutItemCommand({ TableName, Item: Key, ReturnValues: "ALL_OLD" })),
    "delete, and be told": () => client.send(new DeleteItemCommand({ TableName, Key, ReturnValues: "ALL_OLD" })),
    "count, and be told what was there": () => count("ALL_OLD"),
    "count, and be told what is there": () => count("ALL_NEW"),
    "leave a property as it is, and be told": () => update("SET #a = #a", "email", { ReturnValues: "UPDATED_NEW" }),
  };
  const allowed: string[] = [];
  for (const [what, call] of Object.entries(calls)) {
    const error = await call().catch((thrown: unknown) => thrown);
    // Whatever else is wrong with a call is told to those who may make it.
    const isDenied = error instanceof DynamoDBServiceException && error.name === "AccessDeniedException";
    if (!isDenied) allowed.push(what);
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
    assert.deepEqual(await allowedTo("writer", "users", target), ["put", "count", "delete"]);
    assert.deepEqual(await allowedTo("writer", "plain", target), []);
  });
});
