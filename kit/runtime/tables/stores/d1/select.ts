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
const most = 10_000_000;

/** So few items that they never have more: adding up the bytes of items makes each count as three rows that were read. */
const few = Math.floor(most / tableLimits.item);

/**
 * Asks for as many items as an answer has room for.
 * @param columns - What is wanted of them, `item` among it.
 * @param order - How they are sorted.
 * @param rest - What follows the columns in the statement.
 * @param count - How many there are at most.
 */
export function selectItems(columns: string, order: string, rest: string, count: number): string {
  if (count <= few) return `SELECT ${columns} ${rest}`;
  const sum = `sum(octet_length(item)) OVER (ORDER BY ${order} ROWS UNBOUNDED PRECEDING) AS bytes`;
  return `SELECT * FROM (SELECT ${columns}, ${sum} ${rest}) WHERE bytes - octet_length(item) < ${most}`;
}

/** Whether an answer has ended for want of room. */
export const isFull = (rows: readonly Row[]): boolean => Number(rows.at(-1)?.bytes ?? 0) >= most;

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

/** What items are sorted by, with the properties: at last by the key, so that each has a place of its own. */
function placesOf(
  { index, names: [, sort] }: RangeQuery,
  { key }: TableLayout,
): ReadonlyMap<string, string | undefined> {
  if (index === undefined) return new Map([["sort", key[1]]]);
  return new Map([
    ...(sort === undefined ? [] : [[columnOf("text", sort), sort] as const]),
    ...([
      ["partition", key[0]],
      ["sort", key[1]],
    ] as const),
  ]);
}

/** Asks for items of a partition of the table or of an index, in their order. */
export function selectRange(query: RangeQuery, layout: TableLayout): Statement {
  const { index, names, partition, descending, limit, after } = query;
  const places = placesOf(query, layout);
  const columns = [...places.keys()];
  const [column = "sort"] = columns;
  const range = rangeOf(column, query);
  const beyond = `(${columns.join(", ")}) ${descending ? "<" : ">"} (${columns.map(() => "?").join(", ")})`;
  const conditions: readonly Condition[] = [
    [`${index === undefined ? "partition" : columnOf("text", names[0])} = ?`, partition],
    ...range,
    // SQLite uses the index only where it is sure of this, as it is by one end of a range.
    ...(after !== undefined || range.length === 0 ? [[`${column} IS NOT NULL`] as const] : []),
    ...(after === undefined ? [] : [[beyond, ...[...places.values()].map((name) => after[name ?? ""] ?? "")] as const]),
  ];
  const order = columns.map((each) => (descending ? `${each} DESC` : each)).join(", ");
  const where = conditions.map(([sql]) => sql).join(" AND ");
  return {
    sql: selectItems("item, stamp", order, `FROM items WHERE ${where} ORDER BY ${order} LIMIT ${limit}`, limit),
    values: conditions.flatMap(([, ...values]) => values),
  };
}
