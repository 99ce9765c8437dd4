import {
  type AttributeValue,
  type CreateTableCommandInput,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
  type ScalarAttributeType,
} from "@aws-sdk/client-dynamodb";
import type { Session } from "../../session.ts";

export type Item = Record<string, AttributeValue>;

/** What expressions have in place of names and values. */
export interface Placeholders {
  readonly names?: Readonly<Record<string, string>> | undefined;
  readonly values?: Item | undefined;
}

export const S = (text: string): AttributeValue => ({ S: text });
export const N = (number: number | string): AttributeValue => ({ N: String(number) });

/** Placeholders as members of a request. */
export function members({ names, values }: Placeholders) {
  return {
    ...(names && { ExpressionAttributeNames: { ...names } }),
    ...(values && { ExpressionAttributeValues: { ...values } }),
  };
}

/** A table with the key `id`. */
export function simpleTable(session: Session): Promise<string> {
  return session.table({
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
  });
}

const keySchema = (hash: string, range: string): CreateTableCommandInput["KeySchema"] => [
  { AttributeName: hash, KeyType: "HASH" },
  { AttributeName: range, KeyType: "RANGE" },
];

/** A table with the key `user` and `at`, a global index of `kind` and `price`, and a local one of `price`. */
export function ordersTable(session: Session, range: ScalarAttributeType = "S"): Promise<string> {
  return session.table({
    KeySchema: keySchema("user", "at"),
    AttributeDefinitions: [
      { AttributeName: "user", AttributeType: "S" },
      { AttributeName: "at", AttributeType: range },
      { AttributeName: "kind", AttributeType: "S" },
      { AttributeName: "price", AttributeType: "N" },
    ],
    GlobalSecondaryIndexes: [
      { IndexName: "byKind", KeySchema: keySchema("kind", "price"), Projection: { ProjectionType: "ALL" } },
    ],
    LocalSecondaryIndexes: [
      { IndexName: "byPrice", KeySchema: keySchema("user", "price"), Projection: { ProjectionType: "ALL" } },
    ],
  });
}

/** Puts an item without recording the answer: what scripts begin with. */
export async function prepare(session: Session, TableName: string, Item: Item): Promise<void> {
  await session.dynamodb.send(new PutItemCommand({ TableName, Item }));
}

export function put(session: Session, TableName: string, Item: Item, more: Partial<PutItemCommandInput> = {}) {
  return session.note(session.dynamodb.send(new PutItemCommand({ TableName, Item, ...more })));
}

/** Reads an item, and records the answer. */
export function read(session: Session, TableName: string, Key: Item) {
  return session.note(session.dynamodb.send(new GetItemCommand({ TableName, Key, ConsistentRead: true })));
}
