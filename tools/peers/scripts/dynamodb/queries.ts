import { type AttributeValue, QueryCommand, type QueryCommandInput } from "@aws-sdk/client-dynamodb";
import type { Exchange, Exchanges, Session } from "../../session.ts";
import { type Item, N, ordersTable, prepare, put, S } from "./steps.ts";

const names = { "#user": "user", "#at": "at" };

/** Only the names that the text has: the others are refused as unused. */
const namesIn = (text: string) => Object.fromEntries(Object.entries(names).filter(([name]) => text.includes(name)));

type More = Partial<QueryCommandInput>;

function query(session: Session, TableName: string, KeyConditionExpression: string, values: Item, more: More = {}) {
  const used = namesIn(`${KeyConditionExpression} ${more.FilterExpression} ${more.ProjectionExpression}`);
  const ExpressionAttributeNames = Object.keys(used).length === 0 ? undefined : used;
  return session.note(
    session.dynamodb.send(
      new QueryCommand({
        ...{ TableName, KeyConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues: values },
        ...more,
      }),
    ),
  );
}

/** A table of orders with five of ann's and one of bob's. */
async function filled(session: Session): Promise<string> {
  const TableName = await ordersTable(session);
  for (const [at, price, kind] of [
    ["a", 30, "x"],
    ["ab", 5, "x"],
    ["b", 200, "y"],
    ["ba", -1, "x"],
  ] as const) {
    await prepare(session, TableName, { user: S("ann"), at: S(at), price: N(price), kind: S(kind) });
  }
  await prepare(session, TableName, { user: S("ann"), at: S("c") });
  await prepare(session, TableName, { user: S("bob"), at: S("a"), price: N(7), kind: S("x") });
  return TableName;
}

const ask =
  (expression: string, values: Item, more: More = {}): Exchange =>
  async (session) => {
    await query(session, await filled(session), expression, values, more);
  };

const ann = { ":u": S("ann") };
const ofUser = (more: More, values: Item = {}) => ask("#user = :u", { ...ann, ...values }, more);
const ofKey = (expression: string, values: Readonly<Record<string, AttributeValue>>, more: More = {}) =>
  ask(`#user = :u AND ${expression}`, { ...ann, ...values }, more);

/** All pages of a limit. */
const pages =
  (expression: string, values: Item, more: More): Exchange =>
  async (session) => {
    const TableName = await filled(session);
    for (let start: More | undefined = {}; start !== undefined; ) {
      const page: Item | undefined = (await query(session, TableName, expression, values, { ...more, ...start }))
        ?.LastEvaluatedKey;
      start = page && { ExclusiveStartKey: page };
    }
  };

const byKind = { IndexName: "byKind" };
const byPrice = { IndexName: "byPrice" };

export const queryScripts: Exchanges = {
  "a partition": ofUser({}),
  "a partition, backwards": ofUser({ ScanIndexForward: false }),
  "a partition that is empty": ask("#user = :u", { ":u": S("nobody") }),
  "one sort key": ofKey("#at = :a", { ":a": S("b") }),
  "sort keys from one on": ofKey("#at >= :a", { ":a": S("ab") }),
  "sort keys under one": ofKey("#at < :a", { ":a": S("ab") }),
  "sort keys between": ofKey("#at BETWEEN :a AND :b", { ":a": S("ab"), ":b": S("b") }),
  "sort keys between, reversed": ofKey("#at BETWEEN :b AND :a", { ":a": S("ab"), ":b": S("b") }),
  "sort keys with a beginning": ofKey("begins_with(#at, :a)", { ":a": S("b") }),
  "sort keys with an empty beginning": ofKey("begins_with(#at, :a)", { ":a": S("") }),
  "an empty sort key": ofKey("#at = :a", { ":a": S("") }),
  "a sort key of another type": ofKey("#at = :a", { ":a": N(1) }),
  "a partition of another type": ask("#user = :u", { ":u": N(1) }),
  "the sort key first": ask("#at > :a AND #user = :u", { ...ann, ":a": S("a") }),
  "parentheses around a key condition": ask("(#user = :u) AND (#at > :a)", { ...ann, ":a": S("a") }),
  "a value before its attribute": ask(":u = #user", ann),
  "sort keys that differ": ofKey("#at <> :a", { ":a": S("a") }),
  "two conditions on the sort key": ofKey("#at > :a AND #at < :b", { ":a": S("a"), ":b": S("c") }),
  "two conditions on the partition": ofKey("#user = :v", { ":v": S("bob") }),
  "a condition on another attribute": ofKey("kind = :k", { ":k": S("x") }),
  "a condition with OR": ask("#user = :u OR #user = :v", { ...ann, ":v": S("bob") }),
  "a condition with NOT": ofKey("NOT #at = :a", { ":a": S("a") }),
  "a condition with IN": ofKey("#at IN (:a)", { ":a": S("a") }),
  "a condition with contains": ofKey("contains(#at, :a)", { ":a": S("a") }),
  "no condition on the partition": ask("#at = :a", { ":a": S("a") }),
  "a range of partitions": ask("#user > :u", ann),
  "no condition": ask("", ann),
  "a filter": ofUser({ FilterExpression: "kind = :k" }, { ":k": S("x") }),
  "a filter of the partition key": ofUser({ FilterExpression: "#user <> :k" }, { ":k": S("x") }),
  "a filter of the sort key": ofUser({ FilterExpression: "#at <> :k" }, { ":k": S("x") }),
  "a filter of the key of an index, of the table": ofUser({ FilterExpression: "kind <> :k" }, { ":k": S("y") }),
  "a filter that is empty": ofUser({ FilterExpression: "" }),
  "parts of items": ofUser({ ProjectionExpression: "kind, #at" }),
  "pages of two": pages("#user = :u", ann, { Limit: 2 }),
  "pages of two, backwards": pages("#user = :u", ann, { Limit: 2, ScanIndexForward: false }),
  "pages of five, which are all": pages("#user = :u", ann, { Limit: 5 }),
  "pages with a filter": pages("#user = :u", { ...ann, ":k": S("y") }, { Limit: 2, FilterExpression: "kind = :k" }),
  "pages of a range": pages("#user = :u AND #at <= :a", { ...ann, ":a": S("b") }, { Limit: 2 }),
  "pages of an index": pages("kind = :k", { ":k": S("x") }, { ...byKind, Limit: 1 }),
  "pages of a local index, backwards": pages("#user = :u", ann, { ...byPrice, Limit: 2, ScanIndexForward: false }),
  "a limit of 0": ofUser({ Limit: 0 }),
  "a page of 1 MB": async (session) => {
    const TableName = await ordersTable(session);
    for (const at of ["1", "2", "3"]) {
      await prepare(session, TableName, { user: S("ann"), at: S(at), text: S("x".repeat(390 * 1_024)) });
    }
    await query(session, TableName, "#user = :u", ann, { ProjectionExpression: "#at" });
  },
  "a start that does not exist any more": ofUser({ ExclusiveStartKey: { user: S("ann"), at: S("aa") } }),
  "a start in another partition": ofUser({ ExclusiveStartKey: { user: S("bob"), at: S("a") } }),
  "a start outside the range": ofKey(
    "#at < :a",
    { ":a": S("b") },
    { ExclusiveStartKey: { user: S("ann"), at: S("c") } },
  ),
  "a start without the sort key": ofUser({ ExclusiveStartKey: { user: S("ann") } }),
  "a start with more than a key": ofUser({ ExclusiveStartKey: { user: S("ann"), at: S("a"), kind: S("x") } }),
  "a start of another type": ofUser({ ExclusiveStartKey: { user: S("ann"), at: N(1) } }),
  "a start of an index without its key": ask(
    "kind = :k",
    { ":k": S("x") },
    {
      ...{ ...byKind, ExclusiveStartKey: { user: S("ann"), at: S("a") } },
    },
  ),
  "Select COUNT": ofUser({ Select: "COUNT" }),
  "Select COUNT with parts": ofUser({ Select: "COUNT", ProjectionExpression: "kind" }),
  "Select SPECIFIC_ATTRIBUTES": ofUser({ Select: "SPECIFIC_ATTRIBUTES", ProjectionExpression: "kind" }),
  "Select SPECIFIC_ATTRIBUTES without parts": ofUser({ Select: "SPECIFIC_ATTRIBUTES" }),
  "Select ALL_ATTRIBUTES with parts": ofUser({ Select: "ALL_ATTRIBUTES", ProjectionExpression: "kind" }),
  "Select ALL_PROJECTED_ATTRIBUTES of a table": ofUser({ Select: "ALL_PROJECTED_ATTRIBUTES" }),
  "Select ALL_PROJECTED_ATTRIBUTES of an index": ask(
    "kind = :k",
    { ":k": S("y") },
    {
      ...{ ...byKind, Select: "ALL_PROJECTED_ATTRIBUTES" },
    },
  ),
  "Select something else": ofUser({ Select: "SOME" as "COUNT" }),
  "an index": ask("kind = :k", { ":k": S("x") }, byKind),
  "an index, by its sort key": ask("kind = :k AND price > :t", { ":k": S("x"), ":t": N(5) }, byKind),
  "an index, consistently": ask("kind = :k", { ":k": S("x") }, { ...byKind, ConsistentRead: true }),
  "an index by the key of the table": ask("#user = :u", ann, byKind),
  "an index that does not exist": ask("kind = :k", { ":k": S("x") }, { IndexName: "byNothing" }),
  "a local index": ofUser(byPrice),
  "a local index, consistently": ofUser({ ...byPrice, ConsistentRead: true }),
  "a local index, by its sort key": ofKey("price BETWEEN :a AND :b", { ":a": N(-5), ":b": N(30) }, byPrice),
  "sort keys in the order of UTF-8": async (session) => {
    const TableName = await ordersTable(session);
    for (const at of ["z", "é", "\uFFFD", "\u{1F600}", "Z", "é"])
      await prepare(session, TableName, { user: S("ann"), at: S(at) });
    await query(session, TableName, "#user = :u", ann);
  },
  "sort keys that are numbers": async (session) => {
    const TableName = await ordersTable(session, "N");
    for (const at of ["10", "9", "-1", "1e2", "0.5", "-1e-3"])
      await put(session, TableName, { user: S("ann"), at: N(at) });
    await query(session, TableName, "#user = :u", ann);
    await query(session, TableName, "#user = :u AND #at > :a", { ...ann, ":a": N("0.50") });
  },
};
