import type { TableLayout } from "../../../../spec/index.ts";
import { tableLimits } from "../../../../spec/tables/limits.ts";
import { endOfPrefix } from "../../order.ts";
import type { RangeQuery } from "../../store.ts";
import type { Row, Statement } from "./binding.ts";
import { columnOf } from "./schema.ts";

/**
 * The bytes of items after which an answer ends. It could have 50 MB, but JSON in JSON may be twice as long, and Workers have 128 MB:
 * https://developers.cloudflare.com/d1/platform/limits/
 */
export const most = 10_000_000;

/** What is answered of items. */
export interface Wanted {
  /** Their columns. */
  readonly columns: string;
  /** The bytes of one. */
  readonly size: string;
  /** So few items that they never have more than an answer: adding up the bytes of items makes each count as three rows that were read. */
  readonly few: number;
}

/** Of items in one of our own tables. */
export const own: Wanted = {
  columns: "item, stamp",
  size: "octet_length(item)",
  few: Math.floor(most / tableLimits.item),
};

/** The column with the bytes that an answer has so far. Nobody calls one of theirs so. */
export const sum = "~bytes";

/**
 * Asks for as many items as an answer has room for.
 * @param order - How they are sorted.
 * @param rest - What follows the columns in the statement.
 * @param count - How many there are at most.
 * @param wanted - What is answered. @default what our own tables have
 */
export function selectItems(order: string, rest: string, count: number, { columns, size, few } = own): string {
  if (count <= few) return `SELECT ${columns} ${rest}`;
  const bytes = `sum(${size}) OVER (ORDER BY ${order} ROWS UNBOUNDED PRECEDING) AS "${sum}"`;
  return `SELECT * FROM (SELECT ${columns}, ${bytes} ${rest}) AS kept WHERE "${sum}" - ${size} < ${most}`;
}

/** Whether an answer has ended for want of room. */
export const isFull = (rows: readonly Row[]): boolean => Number(rows.at(-1)?.[sum] ?? 0) >= most;

type Condition = readonly [sql: string, ...values: string[]];

/** Both ends of a range. The `+` keeps SQLite from beginning there instead of at the cursor: https://www.sqlite.org/optoverview.html */
function rangeOf(column: string, { range, descending, after }: RangeQuery): readonly Condition[] {
  const { prefix, from = prefix, to }: { prefix?: string; from?: string; to?: string } = range;
  const end = prefix === undefined ? undefined : endOfPrefix(prefix);
  const [low, high] = after === undefined ? ["", ""] : descending ? ["", "+"] : ["+", ""];
  return [
    ...(from === undefined ? [] : [[`${low}${column} >= ?`, from] as const]),
    ...(to === undefined ? [] : [[`${high}${column} <= ?`, to] as const]),
    ...(end === undefined ? [] : [[`${high}${column} < ?`, end] as const]),
  ];
}

/** Where items are, and where each stands. */
interface Source {
  readonly table: string;
  /** The column that has the same value in all of them. */
  readonly partition: string;
  /** The columns that they are sorted by, with the properties: at last the key, so that each has a place of its own. */
  readonly places: ReadonlyMap<string, string | undefined>;
  /** Holds for the first of these columns in each of them. */
  readonly isThere: string;
  /** What is answered. @default what our own tables have */
  readonly wanted?: Wanted;
  /** Whether a page begins by the first of these columns, because SQLite finds no place by several with a collation. @default by all of them */
  readonly beginsByFirst?: boolean;
}

/** What comes after a record. */
function past({ places, beginsByFirst }: Source, { descending, after }: RangeQuery): readonly Condition[] {
  if (after === undefined) return [];
  const sign = descending ? "<" : ">";
  const values = [...places.values()].map((name) => after[name ?? ""] ?? "");
  const [first = "", ...others] = places.keys();
  const whole = `(${[first, ...others].join(", ")}) ${sign} (${values.map(() => "?").join(", ")})`;
  return [...(beginsByFirst ? [[`${first} ${sign}= ?`, values[0] ?? ""] as const] : []), [whole, ...values]];
}

/** Asks for items in their order. */
export function selectSorted(query: RangeQuery, source: Source): Statement {
  const { descending, limit } = query;
  const { table, partition, places, isThere, wanted = own } = source;
  const columns = [...places.keys()];
  const [column = ""] = columns;
  const conditions: readonly Condition[] = [
    [`${partition} = ?`, query.partition],
    ...rangeOf(column, query),
    [`${column} ${isThere}`],
    ...past(source, query),
  ];
  const order = columns.map((each) => (descending ? `${each} DESC` : each)).join(", ");
  const where = conditions.map(([sql]) => sql).join(" AND ");
  return {
    sql: selectItems(order, `FROM ${table} WHERE ${where} ORDER BY ${order} LIMIT ${limit}`, limit, wanted),
    values: conditions.flatMap(([, ...values]) => values),
  };
}

/** Asks for items of a partition of one of our own tables, or of an index. */
export function selectRange(query: RangeQuery, { key: [partition, last] }: TableLayout): Statement {
  const {
    index,
    names: [name, sort],
  } = query;
  const ofKey = [["sort", last]] as const;
  const ofIndex = [
    ...(sort === undefined ? [] : [[columnOf("text", sort), sort] as const]),
    ["partition", partition] as const,
    ...ofKey,
  ];
  return selectSorted(query, {
    table: "items",
    partition: index === undefined ? "partition" : columnOf("text", name),
    places: new Map(index === undefined ? ofKey : ofIndex),
    // SQLite uses an index of ours only where it is sure of this.
    isThere: "IS NOT NULL",
  });
}
