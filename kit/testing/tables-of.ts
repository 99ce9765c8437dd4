import { readsOf } from "../runtime/tables/faces/reads.ts";
import { updatesOf } from "../runtime/tables/faces/updates.ts";
import { writesOf } from "../runtime/tables/faces/writes.ts";
import { MemoryTable } from "../runtime/tables/memory.ts";
import { type AnySet, type Face, type Resource, type ResourcesOf, settleTable } from "../spec/index.ts";

/** The names of those resources that are tables. */
type TableName<R> = { [N in keyof R]: R[N] extends { readonly kind: "table" } ? N : never }[keyof R];

/** Each table of a set, as a function is handed it that may read and write it. */
export type SetTables<S> = {
  readonly [N in TableName<ResourcesOf<S>>]: Face<ResourcesOf<S>[N], "read" | "write">;
};

function openTable(name: string, options: Parameters<typeof settleTable>[0]): object {
  const layout = settleTable(options, `Table "${name}"`);
  const table = { name, layout, store: new MemoryTable(layout), current: () => undefined };
  const reads = readsOf(table);
  return { ...writesOf(table), ...reads, ...updatesOf(table, reads) };
}

/**
 * The tables of a set, empty, in a test's process. They do what deployed ones do, which the same behaviours and a model-based test
 * compare with them: keys, conditions, order, pages, expiry, sizes.
 *
 * @example
 * const { users } = tablesOf(shop);
 * await users.put({ id: "1", email: "ann@example.com" });
 * const request = requestTo(api, { links: { users } });
 */
export function tablesOf<S extends AnySet>(set: S): SetTables<S> {
  const tables = Object.entries<Resource>(set.resources).flatMap(([name, resource]) =>
    resource.kind === "table" ? [[name, openTable(name, resource.options)] as const] : [],
  );
  return Object.fromEntries(tables) as SetTables<S>;
}
