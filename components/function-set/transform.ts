import type { FunctionTransform } from "../function/index.ts";
import type { CallersTransform } from "./connect.ts";
import type { ResourcesTransform } from "./resources.ts";

/** Changes to the arguments of a set's children. Changes to a child that the set does not have are refused. */
export interface FunctionSetTransform extends CallersTransform, ResourcesTransform {
  /** Those of each function, by its name in the set. @default {} */
  readonly functions?: { readonly [name: string]: FunctionTransform };
}
