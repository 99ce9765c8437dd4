import { type Input, type InvokeOptions, output, Resource } from "@pulumi/pulumi";
import {
  type AnySet,
  FourfoldError,
  type FunctionSpec,
  type Handle,
  requireSupport,
  settleTable,
  type TableLayout,
  type TableOptions,
} from "fourfold";
import type { Cloud } from "../support/cloud.ts";
import { knownValue } from "../support/inputs.ts";
import { foreignTables } from "../table/foreign/index.ts";

/** A table that a set has not made, as it describes it: nothing where it takes it from the set that has. */
interface BoundTable {
  readonly where: string;
  readonly cloud: Cloud;
  readonly layout: TableLayout | undefined;
  /** A function that may write it. @default none may */
  readonly writer: string | undefined;
  /** How the cloud is asked for what it knows of the table: by the provider of the set's foundation. @default the default provider */
  readonly asked: InvokeOptions;
}

function refuse({ where }: BoundTable, what: string, fix: string): never {
  throw new FourfoldError("ERR_BIND", { where, what, fix });
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Functions ask by the key and the indexes that their set describes, so that a bound table must have them. */
function checkLayout(found: TableLayout, table: BoundTable): void {
  if (table.layout === undefined) return;
  const { key, indexes } = table.layout;
  const fix = "Describe the table as its owner does, or bind another one.";
  if (!isSame(found.key, key)) {
    const what = `it has the key ${key.join(" and ")}, and what it is bound to has the key ${found.key.join(" and ")}.`;
    refuse(table, what, fix);
  }
  const missing = Object.keys(indexes).find((name) => !isSame(found.indexes[name], indexes[name]));
  if (missing !== undefined) refuse(table, `what it is bound to does not have its index "${missing}".`, fix);
}

/** Items that other programs write have no version and no counters. */
function checkForeign(table: BoundTable): void {
  const { where, cloud, layout, writer } = table;
  requireSupport("strangersTable", cloud, where);
  const what = "it is bound to a table that Fourfold has not made, which can only be read";
  if (writer !== undefined) {
    const fix = `Ask for read only, and let its owner write; or copy its items to a table of the set.`;
    refuse(table, `${what}, and the function "${writer}" may write it.`, fix);
  }
  if ((layout?.counters.length ?? 0) > 0) refuse(table, `${what}, and it has counters.`, "Remove `counters`.");
  const { key } = foreignTables[cloud];
  if (key !== undefined && layout !== undefined && !key.isRight(layout.key))
    refuse(table, `${what} ${key.what}.`, key.fix);
}

/** The handle of a table that Fourfold has not made, of which its cloud's name and the set's own description are known. */
function handleOfForeign({ kind, cloud, id }: Handle, table: BoundTable, layout: TableLayout): Input<Handle> {
  checkForeign(table);
  const { name, example, called, lookUp } = foreignTables[table.cloud];
  const found = name.exec(String(id))?.groups;
  if (found === undefined) {
    refuse(table, `${JSON.stringify(id)} is not the name of a table on ${cloud}.`, `Write its \`id\` as "${example}".`);
  }
  const described = JSON.stringify({ ...layout, foreign: found[called] });
  const withAll = (all: Readonly<Record<string, string>>): Handle => {
    return { kind, cloud, id, attributes: { ...all, layout: described } };
  };
  if (lookUp === undefined) return withAll(found);
  return lookUp(found, { layout, asked: table.asked, refuse: (what, fix) => refuse(table, what, fix) }).apply(withAll);
}

function check(handle: Handle, table: BoundTable): Input<Handle> {
  // Of another handle the links say what is wrong.
  if (handle?.kind !== "table" || handle.cloud !== table.cloud) return handle;
  const { layout } = Object(handle.attributes);
  if (layout === undefined) return table.layout === undefined ? handle : handleOfForeign(handle, table, table.layout);
  const found: TableLayout = JSON.parse(layout);
  checkLayout(found, table);
  if (found.foreign) checkForeign(table);
  return handle;
}

/**
 * The handle of a table that a set has not made, once it is known to be as the set says.
 * @param on - The foundation of the set, if it is in the program: its provider is asked for what only the cloud knows.
 * @throws FourfoldError `ERR_BIND` or `ERR_UNSUPPORTED`, in the output where the handle is not known yet.
 */
export function lowerBoundTable(
  name: string,
  resource: { readonly options: TableOptions },
  bound: Input<Handle>,
  set: AnySet,
  { cloud, on }: { readonly cloud: Cloud; readonly on: unknown },
): Input<Handle> {
  const where = `Set "${set.name}", table "${name}"`;
  const layout = "allowed" in resource ? undefined : settleTable(resource.options, where);
  const functions = Object.entries<FunctionSpec>(set.functions);
  const [writer] = functions.find(([, { links }]) => links?.[name]?.some((verb) => String(verb) === "write")) ?? [];
  const asked = Resource.isInstance(on) ? { parent: on } : {};
  const table: BoundTable = { where, cloud, layout, writer, asked };
  const known = knownValue(bound);
  return known === undefined ? output(bound).apply((handle) => output(check(handle, table))) : check(known, table);
}
