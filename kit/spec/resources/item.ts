import type { StandardSchema } from "../standard-schema.ts";

/** Carries the type of a resource's items through plain data. Never present at run time. */
declare const item: unique symbol;

/** A resource whose items have the type T. */
export interface Of<T> {
  readonly [item]?: T;
}

/** The type of a resource's items. */
export type ItemOf<R> = R extends Of<infer T> ? T : never;

/** The type of items that nothing checks at run time: for those that only this program writes. */
export interface TypeOnly<T> extends Of<T> {
  readonly "~standard"?: never;
}

/**
 * Says what type the items of a resource have, where no schema is wanted: `queue(type<Order>())`. Items that arrive are not
 * checked.
 */
export function type<T>(): TypeOnly<T> {
  return {};
}

/** What describes a resource's items: a schema that checks them, or a type alone. */
// biome-ignore lint/suspicious/noExplicitAny: variance: no other type argument accepts every schema
export type AnySchema = StandardSchema<any, any> | TypeOnly<unknown>;

type InputOf<S> = S extends StandardSchema<infer _O, infer I> ? I : never;

/** The type of the items that a schema describes. */
export type OutputOf<S> = S extends StandardSchema<infer O, infer _I> ? O : S extends Of<infer T> ? T : never;

type Same<A, B> = (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false;

/**
 * A schema whose input type is its output type, since consumers read what senders wrote. Identical, not only assignable:
 * otherwise a default would slip through.
 */
export type ItemSchema<S> =
  S extends TypeOnly<unknown>
    ? S
    : Same<InputOf<S>, OutputOf<S>> extends true
      ? S
      : { readonly error: "the schema's input must be its output: no defaults, no transforms" };

/** The properties of T that have a name: of what takes any others as well, those that it says something of. */
export type Declared<T> = { [K in keyof T as string extends K ? never : number extends K ? never : K]: T[K] };

/** The names of T's properties, optional ones included, that hold a V. */
export type KeysOf<T, V> = {
  [K in keyof Declared<T>]-?: K extends string ? (NonNullable<Declared<T>[K]> extends V ? K : never) : never;
}[keyof Declared<T>];
