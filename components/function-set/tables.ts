import type { ComponentResource } from "@pulumi/pulumi";
import { Database, type DatabaseTransform } from "../database/index.ts";
import { sharedBy } from "../database/shared.ts";
import { kebab } from "../support/naming.ts";
import { formerly } from "../support/options.ts";
import { Table, type TableTransform } from "../table/index.ts";
import type { FunctionSetArgs } from "./args.ts";
import { type Members, shared } from "./members.ts";

/** The tables of a set. */
export interface TableComponents {
  /** By name in the set. */
  readonly tables: { readonly [name: string]: Table };
  /** What they share, where they share something. */
  readonly database?: Database;
}

/** Changes to the arguments of a set's tables. */
export interface TablesTransform {
  /** Those of each table, by its name in the set. @default {} */
  readonly tables?: { readonly [name: string]: TableTransform };
  /** Those of what tables share. @default {} */
  readonly database?: DatabaseTransform;
}

const tableName = (set: string, key: string) => `${set}-${kebab(key)}`;

/** The tables that a set makes. */
export const tablesOf = ({ tables = {} }: FunctionSetArgs): Members => ({
  ...{ component: "Table", property: "tables", title: "table", nameOf: tableName },
  keys: Object.keys(tables),
});

function createDatabase(
  self: ComponentResource,
  name: string,
  args: FunctionSetArgs,
  { database: transform }: TablesTransform,
): Pick<TableComponents, "database"> {
  if (!sharedBy[args.cloud] || Object.keys(args.tables ?? {}).length === 0) return {};
  const options = { parent: self, ...(transform === undefined ? {} : { transform }) };
  return { database: new Database(`${name}-database`, shared(args), options) };
}

/** Makes the tables of a set, and what they are in. */
export function createTables(
  self: ComponentResource,
  name: string,
  args: FunctionSetArgs,
  transform: TablesTransform,
): TableComponents {
  const { database } = createDatabase(self, name, args, transform);
  const created = Object.entries(args.tables ?? {}).map(([key, { was = [], ...layout }]) => {
    const own = transform.tables?.[key];
    const former = was.map((old) => tableName(name, old));
    const options = { ...formerly(self, former), ...(own === undefined ? {} : { transform: own }) };
    const table = { ...shared(args), ...layout, table: key, ...(database && { database: database.handle }) };
    return [key, new Table(tableName(name, key), table, options)] as const;
  });
  return { tables: Object.fromEntries(created), ...(database && { database }) };
}
