import type { Of } from "./item.ts";

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
