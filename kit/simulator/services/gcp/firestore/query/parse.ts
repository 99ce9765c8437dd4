import { isRecord, numberAt, recordAt, recordsAt } from "../../../../contract/read.ts";
import type { Properties } from "../../../../contract.ts";
import { callLimit } from "../../../../limits.ts";
import { isWhole } from "../../../rules.ts";
import { type FieldPath, nameField, parsePath } from "../data/paths.ts";
import { readValue, type Value } from "../data/values.ts";
import { invalid } from "../errors.ts";
import { requireId } from "../names.ts";

/** Operators, in the order of their numbers from 1. https://cloud.google.com/firestore/docs/reference/rest/v1/StructuredQuery#Operator_1 */
const operators = ["LESS_THAN", "LESS_THAN_OR_EQUAL", "GREATER_THAN", "GREATER_THAN_OR_EQUAL", "EQUAL"] as const;
export type Operator = (typeof operators)[number];

const unaryOperators: Readonly<Record<string, Value>> = {
  IS_NAN: { doubleValue: "NaN" },
  IS_NULL: { nullValue: null },
};

export interface Filter {
  readonly path: FieldPath;
  readonly operator: Operator;
  readonly value: Value;
}

export interface Order {
  readonly path: FieldPath;
  readonly isDescending: boolean;
}

/** A position in the order of a query. */
export interface Cursor {
  readonly values: readonly Value[];
  /** Whether it is just before what has these values, or just after. */
  readonly before: boolean;
}

export interface Query {
  /** The id of the collection, below the parent of the request. */
  readonly collection: string;
  /** All of them must hold. */
  readonly filters: readonly Filter[];
  /** As the request has it: {@link orderOf} says what it comes to. */
  readonly orders: readonly Order[];
  readonly start: Cursor | undefined;
  readonly end: Cursor | undefined;
  readonly offset: number;
  readonly limit: number;
  /** The fields that are answered. @default all */
  readonly select: readonly FieldPath[] | undefined;
}

/** https://cloud.google.com/firestore/docs/reference/rest/v1/StructuredQuery @throws CloudError `INVALID_ARGUMENT` */
export function parseQuery(given: unknown): Query {
  if (!isRecord(given)) throw callLimit("of Firestore's queries the simulator has only structuredQuery");
  const { startAt, endAt, select, where, findNearest } = given;
  if (findNearest !== undefined) throw callLimit("the simulator's Firestore does not search for vectors");
  return {
    collection: parseFrom(given),
    filters: where === undefined ? [] : parseFilters(recordAt(where)),
    orders: recordsAt(given, "orderBy").map(parseOrder),
    start: startAt === undefined ? undefined : parseCursor(startAt),
    end: endAt === undefined ? undefined : parseCursor(endAt),
    offset: parseCount(given.offset, "offset") ?? 0,
    limit: parseCount(given.limit, "limit") ?? Number.POSITIVE_INFINITY,
    select: select === undefined ? undefined : recordsAt(select, "fields").map(({ fieldPath }) => parsePath(fieldPath)),
  };
}

function parseFrom(given: Properties): string {
  const [from, ...others] = recordsAt(given, "from");
  if (from === undefined || others.length > 0 || from.allDescendants === true || from.collectionId === undefined) {
    throw callLimit("the simulator's Firestore queries one collection, without its descendants");
  }
  const collection = String(from.collectionId);
  requireId(collection);
  return collection;
}

function parseFilters(given: Properties): readonly Filter[] {
  if (isRecord(given.compositeFilter)) {
    const { op, filters } = given.compositeFilter;
    if (op !== "AND" && op !== 1) throw unknownFilter();
    return recordsAt({ filters }, "filters").flatMap(parseFilters);
  }
  if (isRecord(given.unaryFilter)) {
    const { op, field } = given.unaryFilter;
    const value = unaryOperators[op === 2 ? "IS_NAN" : op === 3 ? "IS_NULL" : String(op)];
    if (value === undefined) throw unknownFilter();
    return [{ path: pathOf(field), operator: "EQUAL", value }];
  }
  const { op, field, value } = recordAt(given, "fieldFilter");
  const operator = operators.find((name, index) => op === name || op === index + 1);
  if (operator === undefined) throw unknownFilter();
  const path = pathOf(field);
  const read = readValue(value);
  if (isName(path) && read.referenceValue === undefined) throw invalid("__key__ filter value must be a Key");
  return [{ path, operator, value: read }];
}

function unknownFilter() {
  return callLimit(`of Firestore's filters the simulator has only ${operators.join(", ")}, IS_NULL, IS_NAN and AND`);
}

function parseOrder({ field, direction }: Properties): Order {
  return { path: pathOf(field), isDescending: direction === "DESCENDING" || direction === 2 };
}

function pathOf(field: unknown): FieldPath {
  return parsePath(recordAt(field).fieldPath);
}

function parseCursor(given: unknown): Cursor {
  return {
    values: recordsAt(given, "values").map((value) => readValue(value)),
    before: recordAt(given).before === true,
  };
}

/** A number may be in an object of its own: some clients send wrappers so. */
function parseCount(given: unknown, what: string): number | undefined {
  const count = isRecord(given) ? (numberAt(given, "value") ?? 0) : given;
  if (count === undefined || count === null) return undefined;
  if (!isWhole(count, 0, 2 ** 31 - 1)) throw invalid(`${what} must be a whole number that is not negative.`);
  return Number(count);
}

export function isName(path: FieldPath): boolean {
  return path.length === 1 && path[0] === nameField;
}
