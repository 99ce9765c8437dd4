import { all, type Input, type Output, output } from "@pulumi/pulumi";
import { type Cloud, FourfoldError, type Handle } from "fourfold";
import { plainly } from "./plain.ts";

/** Reads attributes of a handle that arrives as an output, also one of another stack. */
export type Attributes = (name: string) => Output<string>;

/** What a component gives out of itself. */
export function handleOf(
  kind: string,
  cloud: Cloud,
  id: Input<string>,
  attributes: Readonly<Record<string, Input<string>>>,
): Output<Handle> {
  return all([id, all(attributes)]).apply(([settledId, settled]) => ({
    kind,
    cloud,
    id: settledId,
    attributes: settled,
  }));
}

/**
 * @throws FourfoldError `ERR_BIND` in the output when the handle is of another kind or cloud, or lacks the attribute.
 */
export function attributesOf(
  handle: Input<Handle>,
  expected: { readonly kind: string; readonly cloud?: string },
  where: string,
): Attributes {
  const { kind, cloud } = expected;
  const wanted = cloud === undefined ? kind : `${kind} on ${cloud}`;
  const check = (found: Handle): Handle => {
    if (found.kind === kind && (cloud === undefined || found.cloud === cloud)) return found;
    throw new FourfoldError("ERR_BIND", {
      where,
      what: `it needs a ${wanted}, and was given a ${found.kind} on ${found.cloud}.`,
      fix: `Pass the \`handle\` of a ${wanted}.`,
    });
  };
  const known = plainly(handle);
  const checked = known === undefined ? output(handle).apply(check) : output(check(known));
  return (name) =>
    checked.apply((found) => {
      const value = found.attributes[name];
      if (value !== undefined) return value;
      throw new FourfoldError("ERR_BIND", {
        where,
        what: `the ${found.kind} "${found.id}" has no attribute "${name}".`,
        fix: "Deploy it again with this version of Fourfold.",
      });
    });
}
