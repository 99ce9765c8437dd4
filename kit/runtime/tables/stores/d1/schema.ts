import type { TableLayout } from "../../../../spec/index.ts";
import { TableError } from "../../errors.ts";
import { type DatabaseBinding, run } from "./binding.ts";

/** The types of properties that items are found by, as JSON has them. An item with another type there is not found by it. */
const types = { text: "'text'", number: "'integer', 'real'" } as const;
type ColumnType = keyof typeof types;

/** In names, SQLite does not tell capital letters from small ones. */
const nameOf = (type: ColumnType, property: string): string => `${type} ${property.replaceAll(/[A-Z]/g, "^$&")}`;

/** The column that has a property of an item, computed from its JSON: https://developers.cloudflare.com/d1/reference/generated-columns/ */
export const columnOf = (type: ColumnType, property: string): string => `"${nameOf(type, property)}"`;

/** Without row ids: with them, the key is an index, which is one more row to write and to pay. https://developers.cloudflare.com/d1/platform/pricing/ */
const tables = {
  items:
    "CREATE TABLE items (partition TEXT NOT NULL, sort TEXT NOT NULL, item TEXT NOT NULL, stamp TEXT NOT NULL, PRIMARY KEY (partition, sort)) STRICT, WITHOUT ROWID",
  counters:
    "CREATE TABLE counters (partition TEXT NOT NULL, sort TEXT NOT NULL, name TEXT NOT NULL, value INTEGER NOT NULL, PRIMARY KEY (partition, sort, name)) STRICT, WITHOUT ROWID",
};

/** What a database needs for a layout, one thing at a time. The name says all of it: an index of other properties has another name. */
type Step = readonly [name: string, sql: string];

function addColumn(type: ColumnType, property: string): Step {
  const value = `iif(json_type(item, '$.${property}') IN (${types[type]}), item ->> '$.${property}', NULL)`;
  const sqlType = type === "text" ? "TEXT" : "REAL";
  return [nameOf(type, property), `ALTER TABLE items ADD COLUMN ${columnOf(type, property)} ${sqlType} AS (${value})`];
}

/** An index with its columns. Only items with all of the properties are in it, at last in the order of their keys. */
function indexBy(type: ColumnType, properties: readonly string[]): readonly Step[] {
  const columns = properties.map((property) => columnOf(type, property));
  const name = `by ${properties.map((property) => nameOf(type, property)).join(", ")}`;
  const where = columns.map((column) => `${column} IS NOT NULL`).join(" AND ");
  const sql = `CREATE INDEX "${name}" ON items (${columns.join(", ")}) WHERE ${where}`;
  return [...properties.map((property) => addColumn(type, property)), [name, sql]];
}

/** What a layout needs, in order. An index that it no longer has stays: functions of other stacks may not be deployed again yet, and use it. */
function stepsOf({ indexes, expires }: TableLayout): readonly Step[] {
  const named = Object.values(indexes).map((names) => names.filter((name) => name !== undefined));
  // Indexes may share columns, and two of the same properties are one.
  const steps = new Map<string, string>([
    ...Object.entries(tables),
    ...named.flatMap((properties) => indexBy("text", properties)),
    ...(expires === undefined ? [] : indexBy("number", [expires])),
  ]);
  return [...steps];
}

const record =
  "CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, made TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP) STRICT, WITHOUT ROWID";

/** Whether somebody else has taken the same step meanwhile. */
const isTaken = (error: unknown): boolean =>
  error instanceof TableError && error.message.includes("UNIQUE constraint failed: migrations.name");

/**
 * Makes what a database lacks, in order. A step and its record are one transaction, so that each is taken once, by whoever is
 * first, and whole or not at all.
 * @throws TableError
 */
export async function migrate(database: DatabaseBinding, layout: TableLayout): Promise<void> {
  const steps = stepsOf(layout);
  for (;;) {
    const [, made = []] = await run(database, [
      { sql: record, values: [] },
      { sql: "SELECT name FROM migrations", values: [] },
    ]);
    const names = new Set(made.map(({ name }) => name));
    const missing = steps.filter(([name]) => !names.has(name));
    if (missing.length === 0) return;
    // A batch has 30 seconds, and an index of many items needs some of them: https://developers.cloudflare.com/d1/platform/limits/
    const next = names.size === 0 ? missing : missing.slice(0, 1);
    const statements = next.flatMap(([name, sql]) => [
      { sql: "INSERT INTO migrations (name) VALUES (?)", values: [name] },
      { sql, values: [] },
    ]);
    await run(database, statements).catch((error) => {
      if (!isTaken(error)) throw error;
    });
  }
}
