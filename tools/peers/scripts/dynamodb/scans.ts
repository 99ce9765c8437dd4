import { ScanCommand, type ScanCommandInput } from "@aws-sdk/client-dynamodb";
import type { Exchange, Exchanges, Session } from "../../session.ts";
import { type Item, N, ordersTable, prepare, S } from "./steps.ts";

type More = Partial<ScanCommandInput>;

/** Five users with two orders each, of which one is in an index. */
async function filled(session: Session): Promise<string> {
  const TableName = await ordersTable(session);
  for (const user of ["ann", "bob", "cid", "dan", "eve"]) {
    await prepare(session, TableName, { user: S(user), at: S("1"), kind: S("x"), price: N(1) });
    await prepare(session, TableName, { user: S(user), at: S("2"), kind: S("x") });
  }
  return TableName;
}

const nameOf = ({ user, at }: Item): string => `${user?.S} ${at?.S}`;

/** Scans to the end, and records what was found, in an order of its own: that of a scan is the service's. */
async function found(session: Session, TableName: string, more: More): Promise<readonly string[]> {
  const all: Item[] = [];
  for (let start: More | undefined = {}; start !== undefined; ) {
    const page: Awaited<ReturnType<typeof once>> = await once(session, TableName, { ...more, ...start });
    all.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey && { ExclusiveStartKey: page.LastEvaluatedKey };
  }
  return all.map(nameOf).sort();
}

const once = (session: Session, TableName: string, more: More) =>
  session.dynamodb.send(new ScanCommand({ TableName, ...more }));

const all =
  (more: More): Exchange =>
  async (session) => {
    session.keep(await found(session, await filled(session), more));
  };

/** Records the counts of one answer, or the refusal. */
const counts =
  (more: More): Exchange =>
  async (session) => {
    const TableName = await filled(session);
    const asked = once(session, TableName, more).then(({ $metadata, Count, ScannedCount, LastEvaluatedKey = {} }) => ({
      ...{ $metadata, Count, ScannedCount, Names: Object.keys(LastEvaluatedKey) },
    }));
    await session.note(asked);
  };

const user = { ExpressionAttributeNames: { "#user": "user" } };

export const scanScripts: Exchanges = {
  "a scan": all({}),
  "a scan in pages": all({ Limit: 3 }),
  "a scan with a filter": all({
    ...{ FilterExpression: "price = :n", ExpressionAttributeValues: { ":n": N(1) }, Limit: 3 },
  }),
  "a scan with a filter of the key": all({
    ...{ ...user, FilterExpression: "#user > :u", ExpressionAttributeValues: { ":u": S("bob") } },
  }),
  "a scan of parts": all({ ...user, ProjectionExpression: "#user" }),
  "a scan of an index": all({ IndexName: "byKind" }),
  "a scan of an index in pages": all({ IndexName: "byKind", Limit: 2 }),
  "a scan of a local index": all({ IndexName: "byPrice", ConsistentRead: true }),
  "a scan in segments": async (session) => {
    const TableName = await filled(session);
    const segments = [0, 1, 2].map((Segment) => found(session, TableName, { Segment, TotalSegments: 3, Limit: 2 }));
    session.keep((await Promise.all(segments)).flat().sort());
  },
  "the counts of a scan": counts({}),
  "the counts of a scan with a filter": counts({
    ...{ FilterExpression: "price = :n", ExpressionAttributeValues: { ":n": N(1) } },
  }),
  "a scan that counts": counts({ Select: "COUNT" }),
  "a scan with a limit": counts({ Limit: 3 }),
  "a scan with a limit that is all": counts({ Limit: 10 }),
  "a scan with a limit over all": counts({ Limit: 11 }),
  "a scan with a limit of 0": counts({ Limit: 0 }),
  "a scan of an index with a limit": counts({ IndexName: "byKind", Limit: 1 }),
  "a scan of an index, consistently": counts({ IndexName: "byKind", ConsistentRead: true }),
  "a scan of an index that does not exist": counts({ IndexName: "byNothing" }),
  "a scan with a segment alone": counts({ Segment: 0 }),
  "a scan with a number of segments alone": counts({ TotalSegments: 2 }),
  "a scan of a segment over the last": counts({ Segment: 2, TotalSegments: 2 }),
  "a scan of no segments": counts({ Segment: 0, TotalSegments: 0 }),
  "a scan of a negative segment": counts({ Segment: -1, TotalSegments: 2 }),
  "a scan from half a key": counts({ ExclusiveStartKey: { user: S("ann") } }),
  "a scan from more than a key": counts({ ExclusiveStartKey: { user: S("ann"), at: S("1"), kind: S("x") } }),
  "a scan with a filter that is empty": counts({ FilterExpression: "" }),
  "a scan with a filter that is wrong": counts({ FilterExpression: "price =" }),
};
