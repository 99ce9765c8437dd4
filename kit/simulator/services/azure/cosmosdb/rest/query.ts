import { createHash } from "node:crypto";
import { at, isRecord, parseJson, recordsAt, textAt } from "../../../../contract/read.ts";
import type { Properties } from "../../../../contract.ts";
import { callLimit } from "../../../../limits.ts";
import type { ApiAnswer } from "../../api/index.ts";
import { containerRid, itemsOf } from "../items.ts";
import { isIn, type Range, rangeOf, ranges } from "../partitions.ts";
import { actions } from "../resources/roles.ts";
import { valueAt } from "../sql/expressions.ts";
import { leavesOut, missingIndex } from "../sql/indexes.ts";
import { parseQuery, type Query } from "../sql/parse.ts";
import { compare, type Value } from "../sql/values.ts";
import {
  answer,
  bodyOf,
  type ContainerCall,
  collectionOf,
  isSet,
  partitionIn,
  requireAction,
  textHeader,
} from "./call.ts";
import { badRequest, DataError } from "./errors.ts";
import { planOf } from "./query-plan.ts";

/** "Response size (for example, paginated query): 4 MB". https://learn.microsoft.com/azure/cosmos-db/concepts-limits#per-request-limits */
const largestPage = 4 * 1024 * 1024;

/** https://learn.microsoft.com/rest/api/cosmos-db/common-cosmosdb-rest-request-headers: `x-ms-max-item-count` is "1 to 1000", and -1 for as many as fit. */
const pageSizes = { default: 100, most: 1_000 } as const;

/** Where the items of a query are: in one partition, or in a range of them. */
interface Place {
  readonly partition?: string;
  readonly range: Range;
  /** Whether the other ranges come afterwards. @default false */
  readonly isAll?: boolean;
}

/** After what a page begins: the range, and what the last item was ordered by, each value in a list; its id at the end. */
interface Mark {
  readonly range: string;
  readonly last?: readonly (readonly unknown[])[];
}

interface Row {
  readonly item: Properties;
  /** What it is ordered by; its `_rid` at the end. */
  readonly key: readonly Value[];
}

/** https://learn.microsoft.com/rest/api/cosmos-db/query-documents */
export function query(call: ContainerCall): ApiAnswer {
  requireAction(call, actions.executeQuery, call.path);
  const { text, parsed } = queryIn(call);
  if (isSet(call.request.headers, "x-ms-cosmos-is-query-plan-request"))
    return answer(call, { status: 200, body: JSON.stringify(planOf(parsed)) });
  const policy = at(call.container.outputs, "resource.indexingPolicy");
  const missing = missingIndex(policy, parsed.orderBy);
  if (missing !== undefined) throw badRequest(`Message: {"Errors":["${missing}"]}`);
  const signature = createHash("sha256").update(`${call.container.id} ${text}`).digest("base64url").slice(0, 16);
  const mark = markIn(call, signature);
  const place = placeOf(call, parsed, mark);
  const rows = rowsOf(call, parsed, place).filter(({ key }) => isAfter(key, mark?.last, parsed));
  return page(call, { parsed, rows, place, signature });
}

function queryIn({ request }: ContainerCall): { readonly text: string; readonly parsed: Query } {
  const body = bodyOf(request);
  const text = textAt(body, "query");
  if (text === undefined) throw badRequest("The request payload is invalid. Ensure to provide a query.");
  const parameters = recordsAt(body, "parameters").map(({ name, value }) => [String(name), value] as const);
  const parsed = parseQuery(text, new Map(parameters));
  if (parsed !== undefined) return { text, parsed };
  throw callLimit(
    `the simulator's Cosmos DB reads SELECT of items, values and paths, WHERE with =, <, <=, >, >=, STARTSWITH, IS_DEFINED, AND and OR, and ORDER BY; not ${text}`,
  );
}

/** @throws DataError 400 where the gateway does not serve the query, 410 for a range that does not exist */
function placeOf(call: ContainerCall, parsed: Query, mark: Mark | undefined): Place {
  const { headers } = call.request;
  const partition = partitionIn(call);
  if (partition !== undefined) return { partition, range: rangeOf(partition) };
  const id = textHeader(headers, "x-ms-documentdb-partitionkeyrangeid") ?? mark?.range;
  const range = ranges.find((one) => one.id === (id ?? ranges[0].id));
  if (range === undefined) throw new DataError("Gone", `The partition key range ${id} does not exist.`, 410, 1002);
  if (headers["x-ms-documentdb-partitionkeyrangeid"] !== undefined) return { range };
  if (!isSet(headers, "x-ms-documentdb-query-enablecrosspartition"))
    throw badRequest(
      "Cross partition query is required but disabled. Please set x-ms-documentdb-query-enablecrosspartition to true, specify x-ms-documentdb-partitionkey, or revise your query to avoid this exception.",
    );
  if (parsed.orderBy.length > 0) throw notServable(parsed);
  return { range, isAll: true };
}

/** https://learn.microsoft.com/rest/api/cosmos-db/querying-cosmosdb-resources-using-the-rest-api#queries-that-cannot-be-served-by-gateway */
function notServable(parsed: Query): DataError {
  const message =
    "The provided cross partition query can not be directly served by the gateway. This is a first chance (internal) exception that all newer clients will know how to handle gracefully. This exception is traced, but unless you see it bubble up as an exception (which only happens on older SDK clients), then you can safely ignore this message.";
  return badRequest(message, 1004, JSON.stringify(planOf(parsed)));
}

/** The items that a query answers, in its order. */
function rowsOf({ documents, container }: ContainerCall, parsed: Query, { partition, range }: Place): readonly Row[] {
  const collection = collectionOf(container);
  const isHere = isIn(range);
  const stored =
    partition === undefined
      ? documents.all(collection).filter((one) => isHere(one.partition))
      : documents.inPartition(collection, partition);
  const isWhole = leavesOut(at(container.outputs, "resource.indexingPolicy"), parsed.orderBy);
  return stored
    .map(itemsOf(container))
    .filter((item) => parsed.where(item) === true)
    .map((item) => ({ item, key: [...parsed.orderBy.map(({ path }) => valueAt(item, path)), item._rid] }))
    .filter(({ key }) => !isWhole || !key.includes(undefined))
    .sort((one, other) => compareKeys(one.key, other.key, parsed));
}

/** What is equal by the query's order is in that of `_rid`, which has nothing to do with the items. */
function compareKeys(one: readonly Value[], other: readonly Value[], { orderBy }: Query): number {
  for (const [index, value] of one.entries()) {
    const order = compare(value, other[index]);
    if (order !== 0) return orderBy[index]?.isDescending === true ? -order : order;
  }
  return 0;
}

function isAfter(key: readonly Value[], last: Mark["last"], parsed: Query): boolean {
  if (last === undefined) return true;
  const before = last.map(([value]) => value);
  return compareKeys(key, before, parsed) > 0;
}

interface Found {
  readonly parsed: Query;
  readonly rows: readonly Row[];
  readonly place: Place;
  readonly signature: string;
}

/** As many as fit; where nothing is left here, the next range follows, so that a page may be empty and not the last one. */
function page(call: ContainerCall, { parsed, rows, place, signature }: Found): ApiAnswer {
  const wanted = Number(textHeader(call.request.headers, "x-ms-max-item-count") ?? pageSizes.default);
  const most = wanted > 0 ? wanted : pageSizes.most;
  const answered: unknown[] = [];
  let bytes = 0;
  let count = 0;
  for (const { item } of rows.slice(0, most)) {
    const value = parsed.select(item);
    const size = Buffer.byteLength(JSON.stringify(value) ?? "");
    if (count > 0 && bytes + size > largestPage) break;
    [bytes, count] = [bytes + size, count + 1];
    if (value !== undefined) answered.push(value);
  }
  const next = nextMark(rows, count, place);
  const body = { _rid: containerRid(call.container), Documents: answered, _count: answered.length };
  return answer(call, {
    status: 200,
    headers: {
      "x-ms-item-count": String(answered.length),
      ...(next === undefined ? {} : { "x-ms-continuation": formatMark(next, signature) }),
    },
    body: JSON.stringify(body),
  });
}

function nextMark(rows: readonly Row[], count: number, { range, isAll }: Place): Mark | undefined {
  const last = count < rows.length ? rows[count - 1] : undefined;
  if (last !== undefined)
    return { range: range.id, last: last.key.map((value) => (value === undefined ? [] : [value])) };
  const following = isAll === true ? ranges[ranges.indexOf(range) + 1] : undefined;
  return following && { range: following.id };
}

function formatMark(mark: Mark, signature: string): string {
  return `${signature}.${Buffer.from(JSON.stringify(mark)).toString("base64url")}`;
}

/** Where the last page ended. @throws DataError 400 for what is not a continuation of this query */
function markIn({ request }: ContainerCall, signature: string): Mark | undefined {
  const header = textHeader(request.headers, "x-ms-continuation");
  if (header === undefined) return undefined;
  const [signed, encoded = ""] = header.split(".");
  const mark = parseJson(Buffer.from(encoded, "base64url").toString());
  const range = textAt(mark, "range");
  if (signed !== signature || !isRecord(mark) || range === undefined) throw badRequest("Invalid Continuation Token");
  const last = Array.isArray(mark.last) ? mark.last.filter((value) => Array.isArray(value)) : undefined;
  return last === undefined ? { range } : { range, last };
}
