import * as v from "valibot";
import type { ResourceState } from "../engine/index.ts";
import { open } from "../engine/state/values.ts";
import { clouds, type SettledCors } from "../spec/index.ts";

const Texts = v.record(v.string(), v.string());
const Handle = v.object({ cloud: v.picklist(clouds), attributes: Texts });
const member = { set: v.string(), function: v.string(), handle: Handle };

/** What `Function` registers of itself: which one it is, its trigger, and how it answers HTTP requests if it does. */
export const FunctionOutputs = v.object({
  ...member,
  trigger: v.string(),
  http: v.exactOptional(
    v.object({
      streaming: v.boolean(),
      maxBody: v.number(),
      cors: v.exactOptional(v.custom<SettledCors>((value) => typeof value === "object" && value !== null)),
    }),
  ),
});

/** What a component registers that calls one function, such as `Schedule`: whose it is. */
export const CallerOutputs = v.object(member);

/** What `Gateway` registers: where it lets the functions of its set answer. */
export const GatewayOutputs = v.object({
  set: v.string(),
  // Older versions did not say it.
  cloud: v.exactOptional(v.picklist(clouds)),
  urls: Texts,
  routes: v.optional(Texts, {}),
});

/** What `Queue` registers of itself. */
export const QueueOutputs = v.object({ set: v.string(), queue: v.string(), handle: Handle });

/** What is needed of a resource, which `pulumi stack export` says too. */
export type KnownResource = Pick<ResourceState, "urn" | "type" | "id" | "parent" | "outputs">;

/** The components of a stack that are of one kind and say of themselves what they should. */
export function componentsIn<Schema extends v.GenericSchema>(
  resources: readonly KnownResource[],
  name: string,
  schema: Schema,
): readonly { readonly at: KnownResource; readonly says: v.InferOutput<Schema> }[] {
  return resources.flatMap((at) => {
    if (at.type !== `fourfold:index:${name}`) return [];
    const says = v.safeParse(schema, open(at.outputs));
    return says.success ? [{ at, says: says.output }] : [];
  });
}
