import type { AnySet } from "../function-set.ts";

/** A kind of resource, as far as a set says something about those that it owns. */
export interface ResourceKind<R> {
  /** How errors name one: `Queue`. */
  readonly title: string;
  /** The interface of its options, by which they are checked for misspelt properties. */
  readonly options: string;
  /**
   * Refuses options that mean nothing.
   * @param where - The resource as errors name it: `Queue "placed" of set "shop"`.
   * @throws FourfoldError `ERR_SPEC` or `ERR_LIMIT`
   */
  check(resource: R, set: AnySet, where: string): void;
}
