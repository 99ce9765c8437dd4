import { type Document, nameOf } from "../data/documents.ts";
import { compareValues, rankOf } from "../data/order.ts";
import { type FieldPath, onlyAt, valueAt } from "../data/paths.ts";
import type { Fields, Value } from "../data/values.ts";
import { invalid } from "../errors.ts";
import { orderOf } from "./order.ts";
import { type Cursor, type Filter, isName, type Operator, type Order, type Query } from "./parse.ts";

const holds: Readonly<Record<Operator, (order: number) => boolean>> = {
  EQUAL: (order) => order === 0,
  LESS_THAN: (order) => order < 0,
  LESS_THAN_OR_EQUAL: (order) => order <= 0,
  GREATER_THAN: (order) => order > 0,
  GREATER_THAN_OR_EQUAL: (order) => order >= 0,
};

/** The documents of a collection that a query finds, in its order. A document without a field that it is ordered by is not found. */
export function runQuery(query: Query, documents: readonly Document[], database: string): readonly Document[] {
  const orders = orderOf(query);
  requireCursor(query.start, orders);
  requireCursor(query.end, orders);
  const at = (document: Document, path: FieldPath): Value | undefined =>
    isName(path) ? { referenceValue: nameOf(database, document.key) } : valueAt(document.fields, path);
  const found = documents
    .filter((document) => query.filters.every((filter) => matches(filter, at(document, filter.path))))
    .map((document) => ({ document, values: orders.map(({ path }) => at(document, path)) }))
    .flatMap(({ document, values }) => (values.every((value) => value !== undefined) ? [{ document, values }] : []))
    .sort((one, other) => compareAll(one.values, other.values, orders))
    .filter(({ values }) => isAfter(query.start, values, orders) && isBefore(query.end, values, orders));
  return found.slice(query.offset, query.offset + query.limit).map(({ document }) => document);
}

/** What a query answers of a document's fields. */
export function selected({ fields }: Document, { select }: Query): Fields {
  return select === undefined || select.length === 0 ? fields : onlyAt(fields, select);
}

/** An inequality finds only values of the same type. */
function matches({ operator, value }: Filter, found: Value | undefined): boolean {
  if (found === undefined || rankOf(found) !== rankOf(value)) return false;
  return holds[operator](compareValues(found, value));
}

function requireCursor(cursor: Cursor | undefined, orders: readonly Order[]): void {
  if (cursor === undefined) return;
  if (cursor.values.length > orders.length) throw invalid("Cursor has too many values.");
  const isWrong = cursor.values.some((value, index) => {
    const path = orders[index]?.path;
    return path !== undefined && isName(path) && value.referenceValue === undefined;
  });
  if (isWrong) throw invalid("Cursor value for __name__ is not a reference.");
}

/** Compares as far as the second has values: a cursor may have fewer than the order. */
function compareAll(values: readonly Value[], others: readonly Value[], orders: readonly Order[]): number {
  for (const [index, other] of others.entries()) {
    const value = values[index];
    const difference = value === undefined ? 0 : compareValues(value, other);
    if (difference !== 0) return orders[index]?.isDescending ? -difference : difference;
  }
  return 0;
}

function isAfter(start: Cursor | undefined, values: readonly Value[], orders: readonly Order[]): boolean {
  if (start === undefined) return true;
  const order = compareAll(values, start.values, orders);
  return start.before ? order >= 0 : order > 0;
}

function isBefore(end: Cursor | undefined, values: readonly Value[], orders: readonly Order[]): boolean {
  if (end === undefined) return true;
  const order = compareAll(values, end.values, orders);
  return end.before ? order < 0 : order <= 0;
}
