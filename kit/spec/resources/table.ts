import type { Reads, Writes } from "../tables/faces.ts";
import type { IndexSpec, KeySpec, TableOptions } from "../tables/options.ts";
import type { AnySchema, ItemSchema, KeysOf, Of, OutputOf } from "./item.ts";

/** Items that are kept until they are deleted, and found by their key. */
export interface TableResource<T, K, I, C extends string> extends Of<T> {
  readonly kind: "table";
  /** Whether it belongs to the set itself, and not to another one. */
  readonly owned: boolean;
  /** What checks items at run time, if anything does. */
  readonly schema: AnySchema;
  readonly options: TableOptions<K, I, C, string>;
}

/** A table that another stack has made, or something else than Fourfold. */
interface Ownership<W extends boolean> {
  /** `false`: it exists already, and the stack binds its handle. One that Fourfold has not made can only be read. @default true */
  readonly owned?: W;
}

/**
 * A table: items that are found by a key, and by indexes. Reads by key see every write that was made before, reads by an index those
 * that are a moment old: docs/tables.md.
 *
 * Items are what JSON can hold, at most 350,000 bytes. What one of the four clouds could not keep is refused on all of them.
 *
 * @param schema - What its items are: any [Standard Schema](https://standardschema.dev) whose input is its output, or `type<T>()`.
 *
 * @example
 * resources: { orders: table(Order, { key: ["userId", "id"], indexes: { byStatus: ["status", "placedAt"] } }) }
 */
export function table<
  S extends AnySchema,
  const K extends KeySpec<OutputOf<S>>,
  const I extends { readonly [name: string]: IndexSpec<OutputOf<S>> } = Record<never, never>,
  const C extends string = never,
  const W extends boolean = true,
>(
  schema: S & ItemSchema<S>,
  options: TableOptions<K, I, C, KeysOf<OutputOf<S>, number>> & Ownership<W>,
): TableResource<OutputOf<S>, K, I, C> & { readonly owned: W } {
  const { owned, ...own } = options;
  // A type argument that the caller left out is inferred as `true`.
  return { kind: "table", owned: (owned ?? true) as W, schema, options: own };
}

/** For each verb of a table, what a handler is handed. */
export type TableFaces<R> =
  R extends TableResource<infer T, infer K, infer I, infer C>
    ? { readonly read: Reads<T, K, I, C>; readonly write: Writes<T, K, I, C> }
    : never;
