import * as v from "valibot";
import type { ResourceState } from "../engine/index.ts";
import { unwrapSecret } from "../engine/state/values.ts";
import { clouds, type SettledCors } from "../spec/index.ts";

const Texts = v.record(v.string(), v.string());
/** The handle of a component. */
export const Handle = v.object({ cloud: v.picklist(clouds), attributes: Texts });
const member = { set: v.string(), function: v.string(), handle: Handle };

/** The registered outputs of `Function`: its name, its trigger, and its HTTP settings if it has any. */
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

/** The registered outputs of a component that calls one function, such as `Schedule`. */
export const CallerOutputs = v.object(member);

/** The registered outputs of `Gateway`: the addresses of its set's functions. */
export const GatewayOutputs = v.object({
  set: v.string(),
  // Missing in older versions.
  cloud: v.exactOptional(v.picklist(clouds)),
  urls: Texts,
  routes: v.optional(Texts, {}),
});

/** The registered outputs of `FunctionSet`, as far as they say what its functions may do. */
export const SetOutputs = v.object({
  grants: v.record(v.string(), v.array(v.object({ resource: v.string(), kind: v.string() }))),
});

/** The part of a resource's state that is needed, which `pulumi stack export` also contains. */
export type KnownResource = Pick<ResourceState, "urn" | "type" | "id" | "parent" | "outputs">;

/** The components of one kind in a stack whose outputs match the schema. */
export function componentsIn<Schema extends v.GenericSchema>(
  resources: readonly KnownResource[],
  name: string,
  schema: Schema,
): readonly { readonly at: KnownResource; readonly says: v.InferOutput<Schema> }[] {
  return resources.flatMap((at) => {
    if (at.type !== `fourfold:index:${name}`) return [];
    const says = v.safeParse(schema, unwrapSecret(at.outputs));
    return says.success ? [{ at, says: says.output }] : [];
  });
}
