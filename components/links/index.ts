import { type Cloud, FourfoldError, type Resource } from "fourfold";
import type { LinkArgs } from "../function/args.ts";
import type { Contribute, Contribution, Link } from "./contribution.ts";
import { param } from "./param.ts";

/** What each kind of resource contributes. A kind adds its line here. */
const kinds: { readonly [K in Resource["kind"]]: Contribute } = { param };

function isKind(kind: string): kind is Resource["kind"] {
  return Object.hasOwn(kinds, kind);
}

/**
 * The kind of resource that a link is to.
 * @param where - The function as messages name it.
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
}

/**
 * What the links of a function add to it on a cloud.
 * @throws FourfoldError `ERR_SPEC` for a link to what is not a kind of resource.
 */
export function contributionsOf(
  links: { readonly [resource: string]: LinkArgs },
  cloud: Cloud,
  where: string,
): readonly Contributed[] {
  return Object.entries(links).map(([resource, { kind: name, verbs, value }]) => {
    const kind = requireKind(resource, name, where);
    return { resource, kind, verbs, ...kinds[kind]({ resource, verbs, value }, cloud) };
  });
}
