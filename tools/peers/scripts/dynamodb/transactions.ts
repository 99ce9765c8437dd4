import { TransactGetItemsCommand, type TransactWriteItem, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import type { Exchange, Exchanges, Session } from "../../session.ts";
import { type Item, N, prepare, read, S, simpleTable } from "./steps.ts";

type Actions = (TableName: string) => TransactWriteItem[];

function transact(session: Session, TransactItems: TransactWriteItem[], ClientRequestToken?: string) {
  return session.note(session.dynamodb.send(new TransactWriteItemsCommand({ TransactItems, ClientRequestToken })));
}

const key = (id: string): Item => ({ id: S(id) });

/** A table with the item 1. */
async function filled(session: Session): Promise<string> {
  const TableName = await simpleTable(session);
  await prepare(session, TableName, { ...key("1"), price: N(5) });
  return TableName;
}

/** Does it, and reads the items 1 and 2. */
const transaction =
  (actions: Actions): Exchange =>
  async (session) => {
    const TableName = await filled(session);
    await transact(session, actions(TableName));
    for (const id of ["1", "2"]) await read(session, TableName, key(id));
  };

const putOf = (TableName: string, id: string, more: object = {}): TransactWriteItem => ({
  Put: { TableName, Item: { ...key(id), price: N(9) }, ...more },
});
const additionOf = (TableName: string, id: string): TransactWriteItem => ({
  Update: {
    ...{ TableName, Key: key(id), UpdateExpression: "ADD price :n", ExpressionAttributeValues: { ":n": N(1) } },
  },
});
const isNew = { ConditionExpression: "attribute_not_exists(id)" };
const isThere = { ConditionExpression: "attribute_exists(id)" };
const many = (TableName: string, count: number): TransactWriteItem[] =>
  Array.from({ length: count }, (_, at) => putOf(TableName, `n${at}`));

/** Reads of the items with these ids. */
const reads =
  (ids: readonly string[], more: object = {}): Exchange =>
  async (session) => {
    const TableName = await filled(session);
    const TransactItems = ids.map((id) => ({ Get: { TableName, Key: key(id), ...more } }));
    await session.note(session.dynamodb.send(new TransactGetItemsCommand({ TransactItems })));
  };

/** Two transactions with one token. */
const twice =
  (second: Actions): Exchange =>
  async (session) => {
    const TableName = await filled(session);
    const token = `token-of-${TableName}`;
    await transact(session, [additionOf(TableName, "1")], token);
    await transact(session, second(TableName), token);
    await read(session, TableName, key("1"));
  };

export const transactionScripts: Exchanges = {
  "a transaction": transaction((table) => [additionOf(table, "1"), putOf(table, "2", isNew)]),
  "a transaction with a deletion and a check": transaction((TableName) => [
    { Delete: { TableName, Key: key("1"), ...isThere } },
    { ConditionCheck: { TableName, Key: key("2"), ...isNew } },
  ]),
  "a transaction whose condition fails": transaction((table) => [putOf(table, "2"), putOf(table, "1", isNew)]),
  "a transaction whose check fails": transaction((TableName) => [
    putOf(TableName, "1"),
    { ConditionCheck: { TableName, Key: key("2"), ...isThere } },
  ]),
  "a transaction with two conditions that fail": transaction((table) => [
    putOf(table, "2", isThere),
    putOf(table, "1", isNew),
  ]),
  "the item of a failed condition of a transaction": transaction((table) => [
    putOf(table, "1", { ...isNew, ReturnValuesOnConditionCheckFailure: "ALL_OLD" }),
    putOf(table, "2", { ...isThere, ReturnValuesOnConditionCheckFailure: "ALL_OLD" }),
  ]),
  "a transaction that updates what does not go": transaction((TableName) => [
    putOf(TableName, "2"),
    {
      Update: {
        ...{ TableName, Key: key("1"), UpdateExpression: "SET price = absent + :n" },
        ExpressionAttributeValues: { ":n": N(1) },
      },
    },
  ]),
  "a transaction with one item twice": transaction((table) => [putOf(table, "2"), additionOf(table, "2")]),
  "a transaction with a check and a write of one item": transaction((TableName) => [
    { ConditionCheck: { TableName, Key: key("1"), ...isThere } },
    putOf(TableName, "1"),
  ]),
  "a transaction with a check without its condition": transaction((TableName) => [
    { ConditionCheck: { TableName, Key: key("1"), ConditionExpression: "" } },
  ]),
  "a transaction with a key of another type": transaction((TableName) => [
    putOf(TableName, "2"),
    { Put: { TableName, Item: { id: N(1) } } },
  ]),
  "a transaction with an empty key": transaction((TableName) => [
    putOf(TableName, "2"),
    { Put: { TableName, Item: key("") } },
  ]),
  "a transaction with an expression that is wrong": transaction((table) => [
    putOf(table, "2"),
    putOf(table, "1", { ConditionExpression: "id =" }),
  ]),
  "a transaction with an item over 400 KB": transaction((TableName) => [
    { Put: { TableName, Item: { ...key("2"), text: S("x".repeat(400 * 1_024)) } } },
  ]),
  "a transaction over 4 MB": transaction((TableName) =>
    Array.from({ length: 11 }, (_, at) => ({
      Put: { TableName, Item: { ...key(`n${at}`), text: S("x".repeat(390 * 1_024)) } },
    })),
  ),
  "a transaction of a table that does not exist": transaction((table) => [
    putOf(table, "2"),
    putOf("nothing-of-the-kind", "1"),
  ]),
  "a transaction of 100": transaction((table) => many(table, 100)),
  "a transaction of 101": transaction((table) => many(table, 101)),
  "a transaction of none": transaction(() => []),
  "a transaction with an action that is two": transaction((table) => [
    { ...putOf(table, "2"), ...additionOf(table, "1") },
  ]),
  "a transaction with an action that is none": transaction(() => [{}]),
  "a transaction again, with its token": twice((table) => [additionOf(table, "1")]),
  "another transaction with a token": twice((table) => [putOf(table, "1")]),
  "a token of 37 letters": async (session) => {
    const TableName = await filled(session);
    await transact(session, [additionOf(TableName, "1")], "x".repeat(37));
  },
  "a transaction of reads": reads(["1", "2"]),
  "a transaction of reads of parts": reads(["1"], { ProjectionExpression: "price" }),
  "a transaction of reads with one twice": reads(["1", "1"]),
  "a transaction of no reads": reads([]),
  "a transaction of 101 reads": reads(Array.from({ length: 101 }, (_, at) => `n${at}`)),
  "a transaction of reads with an empty key": reads(["1", ""]),
};
