import type { Properties } from "../../../../contract.ts";
import { invalid } from "../errors.ts";
import { type Condition, holds, readCondition } from "../expressions/conditions.ts";
import { type KeyCondition, readKeyCondition } from "../expressions/key-conditions.ts";
import { type Placeholders, readExpressions } from "../expressions/placeholders.ts";
import { readProjection } from "../expressions/projections.ts";
import { compareOrders, orderOf, orderText } from "../keys.ts";
import { attributesOf } from "../tables.ts";
import { type AttributeValue, equal, type Item } from "../values/value.ts";
import type { Action, Work } from "../work.ts";
import { answerWith, pageMembers, type QueryTarget, startOf, targetOf } from "./pages.ts";

/** The items of the partition, in order. */
function itemsIn(
  { documents, indexes }: Work,
  { table, keys, isIndex }: QueryTarget,
  hash: AttributeValue,
): readonly Item[] {
  const name = orderText(hash);
  const found = isIndex ? indexes.entries(table, keys, name) : documents.inPartition(table.arn, name);
  return found.flatMap(({ content: { item } }) => (item === undefined ? [] : [item]));
}

/** @throws CloudError when the query could not have answered with where a page begins. */
function requireWithin(start: Item, { keys }: QueryTarget, condition: KeyCondition): void {
  const hash = start[keys.hash.name];
  if (hash === undefined || !equal(hash, condition.hash)) {
    const reason = "outside query boundaries based on provided conditions";
    throw invalid(`The provided starting key is ${reason}`);
  }
  if (condition.accepts(start)) return;
  throw invalid("The provided starting key does not match the range key predicate");
}

/** Filters see all attributes but those of the key. @throws CloudError `ValidationException` */
function readFilter({ input }: Work, { keys }: QueryTarget, placeholders: Placeholders): (item: Item) => boolean {
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

function query(work: Work): Properties {
  const { input } = work;
  const target = targetOf(work, "Query");
  const { condition, filter, projection } = readExpressions(input, (placeholders) => ({
    condition: readKeyCondition(input, target.keys, placeholders),
    filter: readFilter(work, target, placeholders),
    projection: readProjection(input, placeholders),
  }));
  const start = startOf(work, target);
  if (start !== undefined) requireWithin(start, target, condition);
  const startOrder = start && orderOf(target.table, target.keys, start);
  const direction = input.ScanIndexForward === false ? -1 : 1;
  const accepted = itemsIn(work, target, condition.hash).filter(
    (item) =>
      condition.accepts(item) &&
      (startOrder === undefined || compareOrders(orderOf(target.table, target.keys, item), startOrder) * direction > 0),
  );
  return answerWith(work, target, direction === 1 ? accepted : accepted.toReversed(), { filter, projection });
}

export const queryActions: Readonly<Record<string, Action>> = {
  Query: { takes: [...pageMembers, "KeyConditionExpression", "ScanIndexForward"], run: query },
};
