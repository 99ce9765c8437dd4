import { textAt } from "../../../../contract/read.ts";
import type { Properties } from "../../../../contract.ts";
import { isWhole } from "../../../rules.ts";
import { invalid } from "../errors.ts";
import { type Condition, holds, readCondition } from "../expressions/conditions.ts";
import { type KeyCondition, readKeyCondition } from "../expressions/key-conditions.ts";
import { type Placeholders, readExpressions } from "../expressions/placeholders.ts";
import { readProjection } from "../expressions/projections.ts";
import { compareOrders, keyOf, orderOf, orderText } from "../keys.ts";
import { attributesOf, type Keys, type Table } from "../tables.ts";
import { type AttributeValue, equal, type Item, itemSize, readItem, typeOf } from "../values/value.ts";
import { type Action, openTable, reports, type Work } from "../work.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html */
const largestPage = 1_024 * 1_024;

/** Where a query looks. */
interface Target {
  readonly table: Table;
  /** The key of the table, or of the index that is asked. */
  readonly keys: Keys;
  readonly isIndex: boolean;
}

function targetOf(work: Work): Target {
  const { input } = work;
  const index = textAt(input, "IndexName");
  const table = openTable(work, input.TableName, "Query", index);
  if (index === undefined) return { table, keys: table.keys, isIndex: false };
  const keys = table.indexes.get(index);
  if (keys === undefined) throw invalid(`The table does not have the specified index: ${index}`);
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.Reading
  if (input.ConsistentRead === true) {
    throw invalid("Consistent reads are not supported on global secondary indexes");
  }
  return { table, keys, isIndex: true };
}

/** The items of the partition, in order. */
function itemsIn(
  { documents, indexes }: Work,
  { table, keys, isIndex }: Target,
  hash: AttributeValue,
): readonly Item[] {
  const name = orderText(hash);
  const found = isIndex ? indexes.entries(table, keys, name) : documents.inPartition(table.arn, name);
  return found.flatMap(({ content: { item } }) => (item === undefined ? [] : [item]));
}

/** The attributes that say where a page ended. */
function startKeyNames({ table, keys }: Target): readonly string[] {
  return [...new Set([...attributesOf(keys), ...attributesOf(table.keys)].map(({ name }) => name))];
}

/** Where a page begins. @throws CloudError when the query could not have answered it. */
function startOf({ input }: Work, target: Target, condition: KeyCondition): Item | undefined {
  if (input.ExclusiveStartKey === undefined) return undefined;
  const start = readItem(input.ExclusiveStartKey);
  const { table, keys } = target;
  const names = startKeyNames(target);
  const attributes = [...attributesOf(keys), ...attributesOf(table.keys)];
  const isKey = attributes.every(({ name, type }) => start[name] !== undefined && typeOf(start[name]) === type);
  if (!isKey || Object.keys(start).length !== names.length) throw invalid("The provided starting key is invalid");
  const hash = start[keys.hash.name];
  if (hash === undefined || !equal(hash, condition.hash)) {
    const reason = "outside query boundaries based on provided conditions";
    throw invalid(`The provided starting key is ${reason}`);
  }
  if (condition.accepts(start)) return start;
  throw invalid("The provided starting key does not match the range key predicate");
}

/** Filters see all attributes but those of the key. @throws CloudError `ValidationException` */
function readFilter({ input }: Work, { keys }: Target, placeholders: Placeholders): (item: Item) => boolean {
  const filter = readCondition(input, "FilterExpression", placeholders);
  if (filter === undefined) return () => true;
  const part = attributesOf(keys).find(({ name }) => namesIn(filter).includes(name));
  if (part === undefined) return (item) => holds(filter, item);
  const rule = "Filter Expression can only contain non-primary key attributes";
  throw invalid(`${rule}: Primary key attribute: ${part.name}`);
}

/** The attributes that a condition is about. */
function namesIn(condition: Condition): readonly string[] {
  if ("all" in condition) return condition.all.flatMap(namesIn);
  if ("any" in condition) return condition.any.flatMap(namesIn);
  if ("not" in condition) return namesIn(condition.not);
  if ("call" in condition) return [condition.path[0]];
  const operands =
    "among" in condition
      ? [condition.among, ...condition.options]
      : "between" in condition
        ? [condition.between, condition.from, condition.to]
        : [condition.left, condition.right];
  return operands.flatMap((one) => ("path" in one ? [one.path[0]] : "size" in one ? [one.size[0]] : []));
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

function query(work: Work): Properties {
  const { input } = work;
  const target = targetOf(work);
  const { condition, filter, projection } = readExpressions(input, (placeholders) => ({
    condition: readKeyCondition(input, target.keys, placeholders),
    filter: readFilter(work, target, placeholders),
    projection: readProjection(input, placeholders),
  }));
  const start = startOf(work, target, condition);
  const startOrder = start && orderOf(target.table, target.keys, start);
  const direction = input.ScanIndexForward === false ? -1 : 1;
  const accepted = itemsIn(work, target, condition.hash).filter(
    (item) =>
      condition.accepts(item) &&
      (startOrder === undefined || compareOrders(orderOf(target.table, target.keys, item), startOrder) * direction > 0),
  );
  const { page, isFull } = pageOf(direction === 1 ? accepted : accepted.toReversed(), limitOf(work));
  const Items = page.filter(filter).map(projection);
  const last = isFull ? page.at(-1) : undefined;
  const end = last && { LastEvaluatedKey: { ...keyOf({ keys: target.keys }, last), ...keyOf(target.table, last) } };
  return { Items, Count: Items.length, ScannedCount: page.length, ...end };
}

const expressions = ["KeyConditionExpression", "FilterExpression", "ProjectionExpression"] as const;
const placeholders = ["ExpressionAttributeNames", "ExpressionAttributeValues"] as const;

export const queryActions: Readonly<Record<string, Action>> = {
  Query: {
    takes: [
      ...["TableName", "IndexName", "ConsistentRead", "ScanIndexForward", "Limit", "ExclusiveStartKey"],
      ...expressions,
      ...placeholders,
      ...reports,
    ],
    run: query,
  },
};
