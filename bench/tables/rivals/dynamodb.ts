import {
  type AttributeValue,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import type { Driver } from "../../../kit/runtime/links.ts";
import { addressOf } from "../../drivers/address.ts";
import type { Key, Table } from "../../drivers/operations/table.ts";

/** The least that one can write: the document client does the same for any item, and more. */
function toAttribute(value: unknown): AttributeValue {
  if (typeof value === "string") return { S: value };
  if (typeof value === "number") return { N: String(value) };
  if (Array.isArray(value)) return { L: value.map(toAttribute) };
  return { M: toAttributes(Object(value)) };
}

const toAttributes = (item: object): Record<string, AttributeValue> =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, toAttribute(value)]));

function fromAttribute({ S, N, L, M }: AttributeValue): unknown {
  if (N !== undefined) return Number(N);
  if (L !== undefined) return L.map(fromAttribute);
  return M === undefined ? S : fromAttributes(M);
}

const fromAttributes = (attributes: Readonly<Record<string, AttributeValue>>): object =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, fromAttribute(value)]));

/** https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/client/dynamodb/ */
export const open: Driver = (_link, environment): Table => {
  const client = new DynamoDBClient({});
  const TableName = addressOf(environment);
  return {
    async get(key: Key) {
      const { Item } = await client.send(
        new GetItemCommand({ TableName, Key: toAttributes(key), ConsistentRead: true }),
      );
      return Item && fromAttributes(Item);
    },
    put: (item) => client.send(new PutItemCommand({ TableName, Item: toAttributes(item) })),
    async query({ customer }, { limit: Limit }) {
      const { Items = [] } = await client.send(
        new QueryCommand({
          ...{ TableName, Limit, ConsistentRead: true },
          KeyConditionExpression: "customer = :customer",
          ExpressionAttributeValues: { ":customer": { S: customer } },
        }),
      );
      return { items: Items.map(fromAttributes) };
    },
    async increment(key, counter) {
      const { Attributes = {} } = await client.send(
        new UpdateItemCommand({
          ...{ TableName, Key: toAttributes(key), ReturnValues: "UPDATED_NEW" },
          UpdateExpression: "ADD #counter :one",
          ExpressionAttributeNames: { "#counter": counter },
          ExpressionAttributeValues: { ":one": { N: "1" } },
        }),
      );
      return Number(Attributes[counter]?.N);
    },
  };
};
