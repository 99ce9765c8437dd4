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

/** What a handle has to be of. */
interface Expected {
  readonly kind: string;
  /** @default any cloud */
  readonly cloud?: string;
}

const nameOf = ({ kind, cloud }: Expected): string => (cloud === undefined ? kind : `${kind} on ${cloud}`);

function check(found: { readonly kind: unknown; readonly cloud: unknown }, expected: Expected, where: string): void {
  const { kind, cloud } = expected;
  if (found.kind === kind && (cloud === undefined || found.cloud === cloud)) return;
  const isKnown = typeof found.kind === "string" && typeof found.cloud === "string";
  const given = isKnown ? `a ${found.kind} on ${found.cloud}` : "something else";
  const [wanted, fix] = [nameOf(expected), `Pass the \`handle\` of a ${nameOf(expected)}.`];
  throw new FourfoldError("ERR_BIND", { where, what: `it needs a ${wanted}, and was given ${given}.`, fix });
}

/**
 * Refuses a handle of another kind or cloud at once, if it is known already. Otherwise {@link attributesOf} does, when it is.
 * @throws FourfoldError `ERR_BIND`
 */
export function requireHandle(handle: Input<Handle>, expected: Expected, where: string): void {
  const known: unknown = knownValue(handle);
  if (known !== undefined) check(toHandle(known), expected, where);
}

/**
 * @throws FourfoldError `ERR_BIND` in the output when the handle is of another kind or cloud, or lacks the attribute.
 */
export function attributesOf(handle: Input<Handle>, expected: Expected, where: string): Attributes {
  const read = (value: unknown, name: string): string => {
    if (typeof value === "string") return value;
    throw new FourfoldError("ERR_BIND", {
      where,
      what: `the ${nameOf(expected)} that it was given has no attribute "${name}".`,
      fix: "Deploy it again with this version of Fourfold.",
    });
  };
  const known: unknown = knownValue(handle);
  if (known !== undefined) {
    const found = toHandle(known);
    check(found, expected, where);
    return (name) => output(read(found.attributes.get(name), name));
  }
  const lifted = output(handle);
  const [foundKind, foundCloud, attributes] = [lifted.kind, lifted.cloud, lifted.attributes];
  return once((name) =>
    // Property by property: this one may be known while the whole handle is not.
    all([foundKind, foundCloud, attributes[name]]).apply(([kind, cloud, value]) => {
      check({ kind, cloud }, expected, where);
      return read(value, name);
    }),
  );
}
