import { all, type Input, type Output, output } from "@pulumi/pulumi";
import { type Cloud, FourfoldError, type Handle } from "fourfold";
import { plainly } from "./plain.ts";

/** Reads attributes of a handle, which may be that of another stack. What is known and missing is refused at once. */
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

/** Whether a value is a handle: an output may bring anything, and a stack of another version more than we know. */
function isHandle(value: unknown): value is Handle {
  const { kind, cloud, id, attributes }: Partial<Record<keyof Handle, unknown>> = Object(value);
  return (
    [kind, cloud, id].every((text) => typeof text === "string") && typeof attributes === "object" && attributes !== null
  );
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
    if (!isHandle(found)) {
      const what = `it needs the handle of a ${wanted}, and was given something else.`;
      throw new FourfoldError("ERR_BIND", { where, what, fix: `Pass the \`handle\` of a ${wanted}.` });
    }
    if (found.kind === kind && (cloud === undefined || found.cloud === cloud)) return found;
    throw new FourfoldError("ERR_BIND", {
      where,
      what: `it needs a ${wanted}, and was given a ${found.kind} on ${found.cloud}.`,
      fix: `Pass the \`handle\` of a ${wanted}.`,
    });
  };
  const read = (found: Handle, name: string): string => {
    const value = Object.hasOwn(found.attributes, name) ? found.attributes[name] : undefined;
    if (typeof value === "string") return value;
    throw new FourfoldError("ERR_BIND", {
      where,
      what: `the ${found.kind} "${found.id}" has no attribute "${name}".`,
      fix: "Deploy it again with this version of Fourfold.",
    });
  };
  const known = plainly(handle);
  if (known === undefined) {
    const checked = output(handle).apply(check);
    return (name) => checked.apply((found) => read(found, name));
  }
  const checked = check(known);
  return (name) => output(read(checked, name));
}
