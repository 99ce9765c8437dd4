import {
  BatchGetItemCommand,
  type BatchGetItemCommandInput,
  BatchWriteItemCommand,
  type WriteRequest,
} from "@aws-sdk/client-dynamodb";
import type { Exchange, Exchanges, Session } from "../../session.ts";
import { type Item, N, ordersTable, prepare, read, S, simpleTable } from "./steps.ts";

type Keys = NonNullable<BatchGetItemCommandInput["RequestItems"]>[string];

const key = (id: string): Item => ({ id: S(id) });
const keys = (count: number): Item[] => Array.from({ length: count }, (_, at) => key(String(at)));

function get(session: Session, TableName: string, request: Keys) {
  return session.note(session.dynamodb.send(new BatchGetItemCommand({ RequestItems: { [TableName]: request } })));
}

function write(session: Session, TableName: string, requests: WriteRequest[]) {
  return session.note(session.dynamodb.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: requests } })));
}

/** Reads of a table with the items 0 and 1. */
const gets =
  (request: Keys): Exchange =>
  async (session) => {
    const TableName = await simpleTable(session);
    for (const id of ["0", "1"]) await prepare(session, TableName, { id: S(id), price: N(id), words: S("hello") });
    await get(session, TableName, request);
  };

/** Writes into a table with the item 0, and reads 0 and 1. */
const writes =
  (requests: WriteRequest[]): Exchange =>
  async (session) => {
    const TableName = await simpleTable(session);
    await prepare(session, TableName, { id: S("0"), price: N(0) });
    await write(session, TableName, requests);
    for (const id of ["0", "1"]) await read(session, TableName, key(id));
  };

const putOf = (Item: Item): WriteRequest => ({ PutRequest: { Item } });
const deletionOf = (Key: Item): WriteRequest => ({ DeleteRequest: { Key } });

export const batchScripts: Exchanges = {
  "a batch of reads": gets({ Keys: keys(3) }),
  "a batch of reads of parts": gets({ Keys: keys(2), ProjectionExpression: "price" }),
  "a batch of no reads": gets({ Keys: [] }),
  "a batch of 100 reads": gets({ Keys: keys(100) }),
  "a batch of 101 reads": gets({ Keys: keys(101) }),
  "a batch of reads with one twice": gets({ Keys: [...keys(2), key("0")] }),
  "a batch of reads with a key of another type": gets({ Keys: [key("0"), { id: N(1) }] }),
  "a batch of reads with an empty key": gets({ Keys: [key("0"), key("")] }),
  "a batch of reads with more than a key": gets({ Keys: [{ ...key("0"), words: S("hello") }] }),
  "a batch of reads of a table that does not exist": async (session) => {
    await get(session, "nothing-of-the-kind", { Keys: keys(1) });
  },
  "a batch of reads of no table": async (session) => {
    await session.note(session.dynamodb.send(new BatchGetItemCommand({ RequestItems: {} })));
  },
  "a batch of reads over 16 MB": async (session) => {
    const TableName = await simpleTable(session);
    for (const Key of keys(42)) await prepare(session, TableName, { ...Key, text: S("x".repeat(399 * 1_024)) });
    const command = new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: keys(42) } } });
    const { Responses, UnprocessedKeys } = await session.dynamodb.send(command);
    session.keep([Responses?.[TableName]?.length, UnprocessedKeys?.[TableName]?.Keys?.length]);
  },
  "a batch of writes": writes([deletionOf(key("0")), putOf({ ...key("1"), price: N(1) })]),
  "a batch of no writes": writes([]),
  "a batch of 25 writes": writes(keys(25).map(putOf)),
  "a batch of 26 writes": writes(keys(26).map(putOf)),
  "a batch of writes with one twice": writes([putOf(key("1")), putOf(key("1"))]),
  "a batch of writes with one that is put and deleted": writes([putOf(key("0")), deletionOf(key("0"))]),
  "a batch of writes with one that is wrong": writes([putOf(key("1")), putOf({ id: N(1) })]),
  "a batch of writes with an empty key": writes([putOf(key("1")), putOf(key(""))]),
  "a batch of writes with a put without its key": writes([putOf(key("1")), putOf({ price: N(1) })]),
  "a batch of writes with a deletion by more than a key": writes([deletionOf({ ...key("0"), price: N(0) })]),
  "a batch of writes with a deletion of what is not there": writes([deletionOf(key("9"))]),
  "a batch of writes with a write that is two": writes([{ ...putOf(key("1")), ...deletionOf(key("0")) }]),
  "a batch of writes with a write that is none": writes([{}]),
  "a batch of writes with an item over 400 KB": writes([putOf({ ...key("1"), text: S("x".repeat(400 * 1_024)) })]),
  "a batch of writes with an index key of another type": async (session) => {
    const TableName = await ordersTable(session);
    await write(session, TableName, [putOf({ user: S("ann"), at: S("1"), kind: N(1) })]);
    await read(session, TableName, { user: S("ann"), at: S("1") });
  },
  "a batch of writes of a table that does not exist": async (session) => {
    await write(session, "nothing-of-the-kind", [putOf(key("1"))]);
  },
  "a batch of writes of two tables": async (session) => {
    const [one, other] = [await simpleTable(session), await simpleTable(session)];
    const RequestItems = { [one]: [putOf(key("1"))], [other]: [putOf(key("1"))] };
    await session.note(session.dynamodb.send(new BatchWriteItemCommand({ RequestItems })));
    for (const TableName of [one, other]) await read(session, TableName, key("1"));
  },
};
