import type { CustomResourceOptions } from "@pulumi/pulumi";
import type { EvaluatedStack } from "fourfold/testing";

/** A transform for each child on each cloud: one that is forgotten does not compile. */
export type Every<Transforms> = { readonly [C in keyof Transforms]-?: Required<Transforms[C]> };

/** A change that shows on any resource. */
export function protect(_args: object, options: CustomResourceOptions): void {
  options.protect = true;
}

/** The children that {@link protect} has changed. */
export function changedIn(stack: EvaluatedStack): readonly string[] {
  const changed = stack.resources.filter((resource) => resource.protect);
  return changed.map(({ name }) => name).toSorted();
}
