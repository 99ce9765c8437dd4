/** Carries the type of a resource's items through plain data. Never present at run time. */
declare const item: unique symbol;

/** A resource whose items have the type T. */
export interface Of<T> {
  readonly [item]?: T;
}

/** The type of a resource's items. */
export type ItemOf<R> = R extends Of<infer T> ? T : never;

/** What survives JSON: the only values that can be known at deployment and read at run time. */
export type Json<T> = T extends string | number | boolean | null
  ? T
  : T extends (...args: never[]) => unknown
    ? never
    : T extends object
      ? { readonly [K in keyof T]: Json<T[K]> }
      : never;

/** A value that is known at deployment and read at run time. */
export interface ParamResource<T> extends Of<T> {
  readonly kind: "param";
  readonly owned: false;
}

/**
 * A value that the stack binds at deployment and the function reads at run time. It travels in the function's
 * environment, so it is no place for a secret.
 *
 * Limits: the value must survive JSON. All environment variables of a function together may take 4 KB on Lambda
 * and 5 KB each on Workers.
 *
 * @example
 * resources: { flags: param<{ beta: boolean }>() }
 */
export function param<T>(
  ..._: [T] extends [Json<T>] ? [] : [error: "a parameter's value must survive JSON"]
): ParamResource<T> {
  return { kind: "param", owned: false };
}

/** Any resource of a function set. A capability adds its kind here and in {@link Faces}. */
export type Resource = ParamResource<unknown>;

/** For each kind of resource and each verb, what a handler is handed. A capability adds its row here. */
export interface Faces<R> {
  readonly param: { readonly read: ItemOf<R> };
}

/** The verbs of a kind, for checks at run time. */
export const verbs = {
  param: ["read"],
} as const satisfies { readonly [K in keyof Faces<unknown>]: readonly (keyof Faces<unknown>[K])[] };

/** The verbs that a link to a resource may ask for: those of its kind, or those that its owner exports. */
export type Verb<R> = R extends { readonly allowed: infer V extends string }
  ? V
  : R extends { readonly kind: infer K extends keyof Faces<R> }
    ? keyof Faces<R>[K] & string
    : never;

/** What a handler is handed for a resource and some of its verbs: the intersection of the verbs' faces. */
export type Face<R, V> = R extends { readonly kind: infer K extends keyof Faces<R> }
  ? Intersection<V extends keyof Faces<R>[K] ? Boxed<Faces<R>[K][V]> : never>
  : never;

interface Boxed<T> {
  readonly box: T;
}
type Intersection<U> = (U extends Boxed<infer T> ? (value: Boxed<T>) => void : never) extends (value: infer I) => void
  ? I extends Boxed<infer T>
    ? T
    : never
  : never;
