import type { Declared, KeysOf } from "../resources/item.ts";

/** The names of T's string properties that every item has. */
type KeyProperty<T> = {
  [K in keyof Declared<T>]-?: K extends string ? (Declared<T>[K] extends string ? K : never) : never;
}[keyof Declared<T>];

/** Which properties identify an item: one, or the partition that it belongs to and its place there. */
export type KeySpec<T> = KeyProperty<T> | readonly [partition: KeyProperty<T>, sort: KeyProperty<T>];

/** By which properties items are found besides: one, or one and what those with the same value of it are sorted by. */
export type IndexSpec<T> = KeysOf<T, string> | readonly [partition: KeysOf<T, string>, sort: KeysOf<T, string>];

/** How a table keeps its items. */
export interface TableOptions<
  K = string | readonly string[],
  I = { readonly [name: string]: string | readonly string[] },
  C extends string = string,
  X = string,
> {
  /**
   * What identifies an item: the name of a property, or of two, where the first says which partition an item belongs to, and the second
   * sorts it there. Values are texts of 1 to 500 bytes; they are sorted by their UTF-8 bytes. Another key is another table: docs/tables.md.
   */
  readonly key: K;
  /**
   * What items are found by besides: `{ byEmail: "email", byStatus: ["status", "placedAt"] }`, at most 20, with
   * names of 3 to 24 letters and digits. An item without one of an index's properties is not in it. Values are not unique. An index follows its table within moments. @default {}
   */
  readonly indexes?: I;
  /** Whole numbers beside an item that many can raise at the same time, at most 10, from -(2^53 - 1) to 2^53 - 1: `["views"]`. @default [] */
  readonly counters?: readonly C[];
  /**
   * The property that says when an item expires, in seconds since 1970. An expired item is not found any more, and is removed
   * some time later. One without the property stays. To change the property takes two deployments: docs/tables.md. @default items stay
   */
  readonly expires?: X;
  /** The names it had before, so that what was deployed under them stays, with its items: `["customers"]`. @default [] */
  readonly was?: readonly string[];
}
