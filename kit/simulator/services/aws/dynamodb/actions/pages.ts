import { textAt } from "../../../../contract/read.ts";
import type { Properties } from "../../../../contract.ts";
import { isWhole } from "../../../rules.ts";
import { invalid } from "../errors.ts";
import { keyOf } from "../keys.ts";
import { attributesOf, type Keys, type Table } from "../tables.ts";
import { type Item, itemSize, readItem, typeOf } from "../values/value.ts";
import { openTable, reports, type Work } from "../work.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html */
const largestPage = 1_024 * 1_024;

/** Where a query or a scan looks. */
export interface QueryTarget {
  readonly table: Table;
  /** The key of the table, or of the index that is asked. */
  readonly keys: Keys;
  readonly isIndex: boolean;
}

/** The table or index that a call names. @throws CloudError when whoever calls may not read it so. */
export function targetOf(work: Work, permission: "Query" | "Scan"): QueryTarget {
  const { input } = work;
  const name = textAt(input, "IndexName");
  const table = openTable(work, input.TableName, permission, { index: name });
  if (name === undefined) return { table, keys: table.keys, isIndex: false };
  const index = table.indexes.get(name);
  if (index === undefined) throw invalid(`The table does not have the specified index: ${name}`);
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.Reading
  if (input.ConsistentRead === true && !index.isLocal) {
    throw invalid("Consistent reads are not supported on global secondary indexes");
  }
  return { table, keys: index, isIndex: true };
}

/** Where a page begins, by the key of the index and that of the table. @throws CloudError when it is not such a key. */
export function startOf({ input }: Work, { table, keys }: QueryTarget): Item | undefined {
  if (input.ExclusiveStartKey === undefined) return undefined;
  const start = readItem(input.ExclusiveStartKey);
  const attributes = [...attributesOf(keys), ...attributesOf(table.keys)];
  const names = new Set(attributes.map(({ name }) => name));
  const isKey = attributes.every(({ name, type }) => start[name] !== undefined && typeOf(start[name]) === type);
  if (isKey && Object.keys(start).length === names.size) return start;
  throw invalid("The provided starting key is invalid");
}

function limitOf({ input }: Work): number {
  if (input.Limit === undefined) return Number.POSITIVE_INFINITY;
  if (isWhole(input.Limit, 1, Number.MAX_SAFE_INTEGER)) return Number(input.Limit);
  const rule = "Member must have value greater than or equal to 1";
  throw invalid(`1 validation error detected: Value '${input.Limit}' at 'limit' failed to satisfy constraint: ${rule}`);
}

/**
 * The items of one page, before the filter. A page that is full says where it ended, also when nothing comes after that: whoever
 * asks has to look. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html#API_Query_ResponseSyntax
 */
function pageOf(items: readonly Item[], limit: number): { readonly page: readonly Item[]; readonly isFull: boolean } {
  let size = 0;
  const page: Item[] = [];
  for (const item of items) {
    if (page.length === limit) break;
    size += itemSize(item);
    if (size > largestPage && page.length > 0) return { page, isFull: true };
    page.push(item);
  }
  return { page, isFull: page.length === limit };
}

/** What is done with the items of a page. */
interface Expressions {
  readonly filter: (item: Item) => boolean;
  readonly projection: (item: Item) => Item;
}

const selections = ["ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES", "COUNT", "SPECIFIC_ATTRIBUTES"];

/**
 * What `Select` wants to see of the items. Indexes have all attributes here, so that two values mean the same.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html#DDB-Query-request-Select
 * @throws CloudError when it does not go with the rest of the call.
 */
function isCountOnly({ input }: Work, { isIndex }: QueryTarget): boolean {
  const { Select } = input;
  if (Select === undefined) return false;
  if (!selections.includes(String(Select))) {
    const rule = `Member must satisfy enum value set: [${selections.join(", ")}]`;
    throw invalid(`1 validation error detected: Value '${Select}' at 'select' failed to satisfy constraint: ${rule}`);
  }
  if (Select === "ALL_PROJECTED_ATTRIBUTES" && !isIndex) {
    throw invalid("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
  }
  const isProjected = input.ProjectionExpression !== undefined;
  if (Select === "SPECIFIC_ATTRIBUTES" && !isProjected) {
    throw invalid("Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES");
  }
  if (Select !== "SPECIFIC_ATTRIBUTES" && isProjected) {
    const choice = Select === "COUNT" ? "only the Count" : String(Select);
    throw invalid(`Cannot specify the ProjectionExpression when choosing to get ${choice}`);
  }
  return Select === "COUNT";
}

/** The first page of items that stand in order. */
export function answerWith(
  work: Work,
  target: QueryTarget,
  items: readonly Item[],
  { filter, projection }: Expressions,
): Properties {
  const isCount = isCountOnly(work, target);
  const { page, isFull } = pageOf(items, limitOf(work));
  const found = page.filter(filter);
  const last = isFull ? page.at(-1) : undefined;
  return {
    ...(isCount ? {} : { Items: found.map(projection) }),
    ...{ Count: found.length, ScannedCount: page.length },
    ...(last && { LastEvaluatedKey: { ...keyOf({ keys: target.keys }, last), ...keyOf(target.table, last) } }),
  };
}

/** The members that queries and scans share. */
export const pageMembers: readonly string[] = [
  ...["TableName", "IndexName", "ConsistentRead", "Limit", "ExclusiveStartKey", "Select"],
  ...["FilterExpression", "ProjectionExpression", "ExpressionAttributeNames", "ExpressionAttributeValues"],
  ...reports,
];
