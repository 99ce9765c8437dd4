import { FourfoldError } from "../errors.ts";
import { tableLimits } from "./limits.ts";
import type { TableOptions } from "./options.ts";

/** The properties that items are found by: one, or one and what is sorted by. */
export type Names = readonly [partition: string, sort?: string];

/** What a table is, as its resource and its functions are told. */
export interface TableLayout {
  readonly key: Names;
  readonly indexes: { readonly [name: string]: Names };
  readonly counters: readonly string[];
  readonly expires?: string;
  /** What its cloud calls it there, where Fourfold has not made it: it can only be read. @default Fourfold has made it */
  readonly foreign?: string;
}

function refuse(where: string, what: string, fix: string): never {
  throw new FourfoldError("ERR_SPEC", { where, what, fix });
}

/** What is a name of a property, an attribute, a field and a part of a path on all clouds. */
const propertyName = /^[A-Za-z][A-Za-z0-9_]{0,99}$/;
/** At least 3: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html */
const indexName = /^[a-z][a-zA-Z0-9]{2,23}$/;

function requireName(name: unknown, pattern: RegExp, what: string, where: string): void {
  if (typeof name === "string" && pattern.test(name)) return;
  const form =
    pattern === indexName
      ? "3 to 24 letters and digits, a small letter first"
      : "at most 100 letters, digits and _, a letter first";
  refuse(where, `${JSON.stringify(name)} is not a valid name for ${what}.`, `Use ${form}.`);
}

/** Whatever plain JavaScript has written for a key or an index. */
function toNames(asked: unknown, what: string, where: string): Names {
  const names: readonly unknown[] = Array.isArray(asked) ? asked : [asked];
  const [partition, sort, ...more] = names;
  if (more.length > 0 || names.length === 0) {
    refuse(where, `${what} has ${names.length} properties.`, 'Name one or two: "id" or ["userId", "id"].');
  }
  for (const name of names) requireName(name, propertyName, `a property of ${what}`, where);
  if (partition === sort) refuse(where, `${what} names "${partition}" twice.`, "Name two properties, or one.");
  return sort === undefined ? [String(partition)] : [String(partition), String(sort)];
}

function requireFew(count: number, most: number, what: string, where: string): void {
  if (count <= most) return;
  throw new FourfoldError("ERR_LIMIT", {
    where,
    what: `it has ${count} ${what}, of at most ${most}.`,
    fix: "Remove those that nobody asks for.",
  });
}

/**
 * What a table is told of itself, and refuses what the compiler cannot see.
 * @param where - The table as messages name it: `Table "orders"`.
 * @throws FourfoldError `ERR_SPEC` or `ERR_LIMIT`
 */
export function settleTable(options: TableOptions, where: string): TableLayout {
  const { indexes = {}, counters = [], expires } = options;
  const key = toNames(options.key, "its key", where);
  for (const name of Object.keys(indexes)) requireName(name, indexName, "an index", where);
  requireFew(Object.keys(indexes).length, tableLimits.indexes, "indexes", where);
  requireFew(counters.length, tableLimits.counters, "counters", where);
  for (const name of counters) requireName(name, propertyName, "a counter", where);
  const twice = counters.find((name, at) => counters.indexOf(name) !== at);
  if (twice !== undefined) refuse(where, `it has two counters "${twice}".`, "Name each once.");
  if (expires !== undefined) requireName(expires, propertyName, "the property that says when an item expires", where);
  const named = Object.entries(indexes).map(([name, asked]) => [name, toNames(asked, `its index "${name}"`, where)]);
  return { key, indexes: Object.fromEntries(named), counters, ...(expires === undefined ? {} : { expires }) };
}
