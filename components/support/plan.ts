import type { ComponentResourceOptions, Input, Output } from "@pulumi/pulumi";
import type { Handle } from "fourfold";
import { requireArguments } from "./checks/arguments.ts";
import { checkNames } from "./checks/names.ts";
import type { Cloud, Protection } from "./cloud.ts";
import { type Attributes, attributesOf } from "./handle.ts";
import { tagsOf } from "./tags.ts";

/** What builders of a set's components work from, whatever they build. */
export interface MemberPlan<Transform> {
  readonly name: string;
  /** The component as messages name it. */
  readonly where: string;
  /** The foundation's attributes. */
  readonly on: Attributes;
  readonly protection: Protection;
  readonly tags: Output<{ [key: string]: string }>;
  /** Changes to the children on this cloud. */
  readonly transform: Transform;
}

/** What every component of a set is told. */
interface MemberArgs {
  readonly cloud: Cloud;
  readonly foundation: Input<Handle>;
  readonly set: string;
  readonly function?: string;
  readonly protection?: Protection;
  readonly tags?: { readonly [key: string]: Input<string> };
}

interface MemberOptions extends ComponentResourceOptions {
  readonly transform?: { readonly [C in Cloud]?: object };
}

/** The interface of each component's arguments. A component of a set adds its line here. */
const interfaces = {
  Schedule: "ScheduleArgs",
  Queue: "QueueArgs",
  Topic: "TopicArgs",
  Delivery: "QueueDeliveryArgs",
} as const;

/**
 * Checks what every component of a set is told, and applies the defaults.
 * @throws FourfoldError `ERR_ARGUMENT`, `ERR_BIND`, or `ERR_LIMIT` for a name or a tag that the cloud does not take.
 */
export function planMember(
  component: keyof typeof interfaces,
  name: string,
  args: MemberArgs,
  options: MemberOptions,
): MemberPlan<object> {
  const where = `${component} "${name}"`;
  requireArguments(args, interfaces[component], where);
  requireArguments(options.transform ?? {}, `${component}Transform`, where);
  const { cloud, set } = args;
  const on = attributesOf(args.foundation, { kind: "foundation", cloud }, where);
  const transform = options.transform?.[cloud] ?? {};
  checkNames({ component, cloud, name, transform }, where);
  const owner = { set, ...(args.function === undefined ? {} : { function: args.function }) };
  return {
    name,
    where,
    on,
    protection: args.protection ?? "retain",
    tags: tagsOf(on("tags"), args.tags ?? {}, owner, { cloud, where }),
    transform,
  };
}
