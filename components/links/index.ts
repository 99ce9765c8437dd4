import { type Cloud, FourfoldError, type Resource } from "fourfold";
import type { LinkArgs } from "../function/args.ts";
import { type Attributes, attributesOf } from "../support/handle.ts";
import { knownValue } from "../support/inputs.ts";
import { type Contribution, type Excess, effectiveOf, type Link, type LinkKind } from "./contribution.ts";
import { excessOf } from "./excess.ts";
import { param } from "./param.ts";
import { queue } from "./queue.ts";
import { secret } from "./secret.ts";
import { table } from "./table.ts";
import { topic } from "./topic.ts";

/** What each kind of resource contributes. A kind adds its line here. */
const kinds: { readonly [K in Resource["kind"]]: LinkKind } = { param, queue, secret, table, topic };

function isKind(kind: string): kind is Resource["kind"] {
  return Object.hasOwn(kinds, kind);
}

/**
 * The kind of resource that a link is to.
 * @param where - How errors name the function.
 * @throws FourfoldError `ERR_SPEC`
 */
export function requireKind(resource: string, kind: string, where: string): Resource["kind"] {
  if (isKind(kind)) return kind;
  throw new FourfoldError("ERR_SPEC", {
    where,
    what: `the link "${resource}" is to ${JSON.stringify(kind)}, which is not a kind of resource.`,
    fix: `Use one of ${Object.keys(kinds).join(", ")}.`,
  });
}

/** A link with what it adds to the function that has it. */
export interface Contributed extends Contribution, Pick<Link, "resource" | "verbs"> {
  readonly kind: Resource["kind"];
  /** The names that the resource had before. */
  readonly was: readonly string[];
  /** Whether it is a secret whose value was generated. @default false */
  readonly generated?: boolean;
  /** Whether it is a table that its set does not make. @default false */
  readonly bound?: boolean;
}

export type { Excess } from "./contribution.ts";

/** One permission of a function: what its link asked for, and what the cloud grants for it. */
export interface Grant {
  readonly resource: string;
  readonly kind: string;
  readonly verbs: readonly string[];
  /** How the cloud expresses it: the actions of a policy, a role, a binding, an environment variable. */
  readonly effective: string;
  /** What it permits that no link of the function asks for, because the cloud grants no less. Empty where it permits what is asked for. */
  readonly excess: readonly Excess[];
}

/** The attributes in a resource's handle; a param has none. */
function readHandle({ kind, handle }: LinkArgs, cloud: Cloud, where: string): Attributes {
  if (handle !== undefined) return attributesOf(handle, { kind, cloud }, where);
  return () => {
    const fix = `Pass the \`handle\` of a ${kind} with the link.`;
    throw new FourfoldError("ERR_BIND", { where, what: `it does not say which ${kind} it is to.`, fix });
  };
}

/** What of a resource's handle is known while the program runs. */
function readKnown({ handle }: LinkArgs): Link["knownOn"] {
  const known = handle === undefined ? undefined : knownValue(handle);
  return (name) => Object(known?.attributes)[name];
}

/**
 * What the links of a function add to it on a cloud.
 * @throws FourfoldError `ERR_SPEC` for a link to what is not a kind of resource, `ERR_BIND` for one without its handle.
 */
export function contributionsOf(
  links: { readonly [resource: string]: LinkArgs },
  cloud: Cloud,
  where: string,
): readonly Contributed[] {
  return Object.entries(links).map(([resource, link]) => {
    const { verbs, value, was = [], generated = false, bound = false, stored = false, beside } = link;
    const kind = requireKind(resource, link.kind, where);
    const own = `${where}, link "${resource}"`;
    const handle = { on: readHandle(link, cloud, own), knownOn: readKnown(link) };
    return {
      resource,
      kind,
      verbs,
      was,
      generated,
      bound,
      ...kinds[kind][cloud]({ resource, where: own, verbs, value, stored, beside, ...handle }),
    };
  });
}

/** What links ask for, and what the cloud grants for it. */
export function grantsOf(contributed: readonly Contributed[]): readonly Grant[] {
  return contributed.map((each) => {
    const { resource, kind, verbs } = each;
    return { resource, kind, verbs, effective: effectiveOf(each), excess: excessOf(each, contributed) };
  });
}
