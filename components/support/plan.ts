import type { Input, Output } from "@pulumi/pulumi";
import type { Handle } from "fourfold";
import { checkNames, type NameUse } from "./checks/names.ts";
import type { Cloud, Protection } from "./cloud.ts";
import { type Attributes, attributesOf } from "./handle.ts";
import { tagsOf } from "./tags.ts";

/** What builders of a set's components work from, whatever they build. */
export interface MemberPlan<Transform> {
  readonly name: string;
  /** How errors name the component. */
  readonly where: string;
  /** The foundation's attributes. */
  readonly on: Attributes;
  readonly protection: Protection;
  readonly tags: Output<{ [key: string]: string }>;
  /** Changes to the children on this cloud. */
  readonly transform: Transform;
}

/** The arguments that every component of a set has. */
interface MemberArgs {
  readonly cloud: Cloud;
  readonly foundation: Input<Handle>;
  readonly set: string;
  readonly function?: string;
  readonly protection?: Protection;
  readonly tags?: { readonly [key: string]: Input<string> };
}

/** Which component it is. */
interface Member extends Pick<MemberPlan<object>, "name" | "where"> {
  readonly component: NameUse["component"];
}

/**
 * Checks the arguments that all components of a set have in common, and applies the defaults.
 * @throws FourfoldError `ERR_BIND`, or `ERR_LIMIT` for a name or a tag that the cloud does not accept.
 */
export function planMember(
  { component, name, where }: Member,
  { cloud, set, ...args }: MemberArgs,
  transforms: { readonly [C in Cloud]?: object } = {},
): MemberPlan<object> {
  const on = attributesOf(args.foundation, { kind: "foundation", cloud }, where);
  const transform = transforms[cloud] ?? {};
  checkNames({ component, cloud, name, transform }, where);
  const owner = { set, ...(args.function === undefined ? {} : { function: args.function }) };
  return {
    ...{ name, where, on, transform },
    protection: args.protection ?? "retain",
    tags: tagsOf(on("tags"), args.tags ?? {}, owner, { cloud, where }),
  };
}
