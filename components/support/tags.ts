import { all, type Input, type Output } from "@pulumi/pulumi";
import { type Cloud, FourfoldError } from "fourfold";
import { settleTags, type Tags } from "./checks/tag-rules.ts";
import { knownValue } from "./inputs.ts";
import { kebab } from "./naming.ts";

/** Tags as a program has them: what is known now is refused now. */
type Given = { readonly [key: string]: Input<string> };

/** Whom tags are for. */
export interface TagOwner {
  readonly cloud: Cloud;
  /** How errors name the component. */
  readonly where: string;
}

/**
 * The tags of a foundation's own resources, in the form that its cloud accepts.
 * @throws FourfoldError `ERR_LIMIT`, at once where they are known.
 */
export function foundationTags(given: Given, { cloud, where }: TagOwner): Input<{ [key: string]: Input<string> }> {
  const known = knownValue(given);
  return known === undefined
    ? all(given).apply((tags) => settleTags([tags], cloud, where))
    : settleTags([known], cloud, where);
}

/** The foundation's tags, from its handle. A handle that was written by hand may contain anything. */
function parseTags(json: string, where: string): Tags {
  try {
    const tags: unknown = JSON.parse(json);
    if (typeof tags === "object" && tags !== null && !Array.isArray(tags)) return tags as Tags;
    throw new TypeError("They are not an object.");
  } catch (cause) {
    throw new FourfoldError("ERR_BIND", {
      where,
      what: "the tags in the foundation's handle are not a JSON object.",
      fix: "Pass the `handle` of a foundation.",
      cause,
    });
  }
}

/**
 * The tags of a resource: the foundation's, the component's own, and what it belongs to, in the form that its cloud accepts.
 * @throws FourfoldError `ERR_LIMIT`, at once where its own are known.
 */
export function tagsOf(
  foundation: Output<string>,
  own: Given,
  belongsTo: { readonly set: string; readonly function?: string },
  { cloud, where }: TagOwner,
): Output<{ [key: string]: string }> {
  const origin: Tags = {
    "fourfold-set": belongsTo.set,
    ...(belongsTo.function && { "fourfold-function": kebab(belongsTo.function) }),
  };
  // By themselves first: in a preview the foundation's may not be known yet.
  const check = (tags: Tags) => {
    settleTags([tags, origin], cloud, where);
    return tags;
  };
  const known = knownValue(own);
  const checked = known === undefined ? all(own).apply(check) : check(known);
  return all([foundation, checked]).apply(([json, tags]) =>
    settleTags([parseTags(json, where), tags, origin], cloud, where),
  );
}
