import { all, type Input, type Output, output } from "@pulumi/pulumi";
import { type Cloud, FourfoldError, type Handle } from "fourfold";
import { knownValue } from "./inputs.ts";

/** Reads attributes of a handle, which may come from another stack. A missing one is refused at once if that is known. */
export type Attributes = (name: string) => Output<string>;

/** The handle of a component. In a preview, what is already known of it stays known to its readers. */
export function handleOf(
  kind: string,
  cloud: Cloud,
  id: Input<string>,
  attributes: Readonly<Record<string, Input<string>>>,
): Output<Handle> {
  return output({ kind, cloud, id, attributes });
}

/** Reads each attribute once, whoever needs it: of a large program, outputs are what takes its time. */
function once(read: Attributes): Attributes {
  const found = new Map<string, Output<string>>();
  return (name) => {
    const value = found.get(name) ?? read(name);
    found.set(name, value);
    return value;
  };
}

/** Whatever plain JavaScript passes for a handle, as far as it can be read as one. */
function toHandle(value: unknown): Record<"kind" | "cloud", unknown> & { attributes: Map<string, unknown> } {
  const { kind, cloud, attributes }: Partial<Record<keyof Handle, unknown>> = Object(value);
  return { kind, cloud, attributes: new Map(Object.entries(Object(attributes))) };
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
  const fix = `Pass the \`handle\` of a ${wanted}.`;
  const check = (found: { readonly kind: unknown; readonly cloud: unknown }): void => {
    if (found.kind === kind && (cloud === undefined || found.cloud === cloud)) return;
    const isKnown = typeof found.kind === "string" && typeof found.cloud === "string";
    const given = isKnown ? `a ${found.kind} on ${found.cloud}` : "something else";
    throw new FourfoldError("ERR_BIND", { where, what: `it needs a ${wanted}, and was given ${given}.`, fix });
  };
  const read = (value: unknown, name: string): string => {
    if (typeof value === "string") return value;
    throw new FourfoldError("ERR_BIND", {
      where,
      what: `the ${wanted} that it was given has no attribute "${name}".`,
      fix: "Deploy it again with this version of Fourfold.",
    });
  };
  const known: unknown = knownValue(handle);
  if (known !== undefined) {
    const found = toHandle(known);
    check(found);
    return (name) => output(read(found.attributes.get(name), name));
  }
  const lifted = output(handle);
  const [foundKind, foundCloud, attributes] = [lifted.kind, lifted.cloud, lifted.attributes];
  return once((name) =>
    // Property by property: this one may be known while the whole handle is not.
    all([foundKind, foundCloud, attributes[name]]).apply(([kindOf, cloudOf, value]) => {
      check({ kind: kindOf, cloud: cloudOf });
      return read(value, name);
    }),
  );
}
