import assert from "node:assert/strict";
import { type AttributeValue, DynamoDBClient, QueryCommand, type QueryCommandInput } from "@aws-sdk/client-dynamodb";
import type { Deployed, Deployment } from "../../deployment.ts";
import { tokens } from "../shop.ts";
import { configurationFor } from "../sqs/client.ts";

type Properties = Readonly<Record<string, unknown>>;
export type Item = Record<string, AttributeValue>;

/** The official client without its retries, as whom an account's number or a role's ARN says. */
export async function openClient(aws: Deployment, principal?: string): Promise<DynamoDBClient> {
  return new DynamoDBClient({ ...(await configurationFor(aws, principal)), maxAttempts: 1 });
}

/** A table with the key `id`, unless `inputs` say otherwise. Attributes are of the type S but for those that begin with `n`. */
export function deployTable(aws: Deployment, name: string, inputs: Properties = {}): Promise<Deployed> {
  const all = { name, billingMode: "PAY_PER_REQUEST", hashKey: "id", ...inputs };
  return aws.create(tokens.table, name, { ...all, attributes: attributesOf(all) });
}

/** The attributes that the keys of a table need. */
export function attributesOf(inputs: Properties): readonly Properties[] {
  const lists = [inputs.globalSecondaryIndexes, inputs.localSecondaryIndexes];
  const described = [inputs, ...lists.flatMap((list) => Object.values(Object(list)))];
  const names = described
    .flatMap((one) => [Object(one).hashKey, Object(one).rangeKey])
    .filter((name) => name !== undefined);
  return [...new Set(names.map(String))].map((name) => ({ name, type: name.startsWith("n") ? "N" : "S" }));
}

/** An index. */
export function index(name: string, hashKey: string, rangeKey?: string): Properties {
  return { name, hashKey, projectionType: "ALL", ...(rangeKey === undefined ? {} : { rangeKey }) };
}

/** Attributes of texts and numbers. */
export function itemOf(values: Readonly<Record<string, string | number>>): Item {
  const entries = Object.entries(values).map(([name, value]): [string, AttributeValue] => [
    name,
    typeof value === "number" ? { N: String(value) } : { S: value },
  ]);
  return Object.fromEntries(entries);
}

/** What something that is refused says. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  const error: unknown = await call.then(
    () => undefined,
    (thrown) => thrown,
  );
  assert.ok(error instanceof Error, "is refused");
  return `${error.name}: ${error.message}`;
}

export type Values = Readonly<Record<string, string | number>>;

/** The names that expressions have a placeholder for, which is each name's own: `user`, `at` and `state` are reserved words. */
function namesIn(text: string): Record<string, string> | undefined {
  const names = [...text.matchAll(/#(\w+)/g)].map(([placeholder, name = ""]) => [placeholder, name]);
  return names.length === 0 ? undefined : Object.fromEntries(names);
}

/** Asks the table `orders`, unless `more` names another one. */
export function query(
  client: DynamoDBClient,
  KeyConditionExpression: string,
  values: Values,
  more: Partial<QueryCommandInput> = {},
) {
  const { FilterExpression = "", ProjectionExpression = "" } = more;
  const ExpressionAttributeNames = namesIn(`${KeyConditionExpression} ${FilterExpression} ${ProjectionExpression}`);
  return client.send(
    new QueryCommand({
      ...{ TableName: "orders", KeyConditionExpression, ExpressionAttributeValues: itemOf(values) },
      ...{ ExpressionAttributeNames, ...more },
    }),
  );
}
