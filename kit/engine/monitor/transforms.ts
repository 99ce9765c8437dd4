import alias, { type Alias } from "@pulumi/pulumi/proto/alias_pb.js";
import type { Callback } from "@pulumi/pulumi/proto/callback_pb.js";
import resource, { type TransformResourceOptions, type TransformResponse } from "@pulumi/pulumi/proto/resource_pb.js";
import type { Properties } from "../provider.ts";
import type { Callbacks } from "./callbacks.ts";
import { type AliasGoal, type Goal, given, readAlias } from "./goal.ts";
import { fromMap, fromStruct, toStruct } from "./messages.ts";

/**
 * Applies the program's transforms to the goal of a resource, one after the other.
 * https://www.pulumi.com/docs/iac/concepts/options/transforms/
 */
export async function applyTransforms(
  goal: Goal,
  transforms: readonly Callback[],
  callbacks: Callbacks,
): Promise<Goal> {
  let transformed = goal;
  for (const transform of transforms) {
    const answer = await callbacks.call(transform, buildRequest(transformed).serializeBinary());
    transformed = readResponse(transformed, resource.TransformResponse.deserializeBinary(answer));
  }
  return transformed;
}

function buildRequest(goal: Goal) {
  const request = new resource.TransformRequest();
  request.setType(goal.type);
  request.setName(goal.name);
  request.setCustom(goal.custom);
  request.setParent(goal.parent ?? "");
  request.setProperties(toStruct(goal.inputs));
  request.setOptions(buildOptions(goal));
  return request;
}

function buildOptions(goal: Goal): TransformResourceOptions {
  const options = new resource.TransformResourceOptions();
  options.setDependsOnList([...goal.dependencies]);
  options.setIgnoreChangesList([...goal.ignoreChanges]);
  options.setReplaceOnChangesList([...goal.replaceOnChanges]);
  options.setVersion(goal.version);
  options.setAliasesList(goal.aliases.map(buildAlias));
  options.setProvider(goal.provider ?? "");
  options.setAdditionalSecretOutputsList([...goal.additionalSecretOutputs]);
  options.setDeletedWith(goal.deletedWith ?? "");
  options.setImport(goal.importId ?? "");
  if (goal.protect !== undefined) options.setProtect(goal.protect);
  if (goal.retainOnDelete !== undefined) options.setRetainOnDelete(goal.retainOnDelete);
  if (goal.deleteBeforeReplace !== undefined) options.setDeleteBeforeReplace(goal.deleteBeforeReplace);
  for (const [name, reference] of Object.entries(goal.providers)) options.getProvidersMap().set(name, reference);
  return options;
}

/** The response of a transform that does not change a resource has no properties and options. */
function readResponse(goal: Goal, response: TransformResponse): Goal {
  const inputs: Properties = response.hasProperties() ? fromStruct(response.getProperties()) : goal.inputs;
  const options = response.getOptions();
  if (options === undefined) return { ...goal, inputs };
  const providers = fromMap(options.getProvidersMap(), (reference) => reference);
  return {
    ...goal,
    inputs,
    dependencies: options.getDependsOnList(),
    ignoreChanges: options.getIgnoreChangesList(),
    replaceOnChanges: options.getReplaceOnChangesList(),
    version: options.getVersion(),
    aliases: options.getAliasesList().map(readAlias),
    provider: given(options.getProvider()),
    // The SDK empties this map in every response that has options.
    providers: Object.keys(providers).length === 0 ? goal.providers : providers,
    additionalSecretOutputs: options.getAdditionalSecretOutputsList(),
    deletedWith: given(options.getDeletedWith()),
    importId: given(options.getImport()),
    protect: options.hasProtect() ? options.getProtect() : undefined,
    retainOnDelete: options.hasRetainOnDelete() ? options.getRetainOnDelete() : undefined,
    deleteBeforeReplace: options.hasDeleteBeforeReplace() ? options.getDeleteBeforeReplace() : undefined,
  };
}

function buildAlias(goal: AliasGoal): Alias {
  const message = new alias.Alias();
  if ("urn" in goal) return message.setUrn(goal.urn);
  const spec = new alias.Alias.Spec();
  spec.setName(goal.name ?? "");
  spec.setType(goal.type ?? "");
  spec.setStack(goal.stack ?? "");
  spec.setProject(goal.project ?? "");
  // One field of the message is for both.
  if (goal.noParent) spec.setNoparent(true);
  else if (goal.parent !== undefined) spec.setParenturn(goal.parent);
  return message.setSpec(spec);
}

/** The call of an invoke, as transforms see it. */
export interface InvokeGoal {
  readonly token: string;
  readonly args: Properties;
  readonly provider: string | undefined;
  readonly version: string;
}

/** Applies the program's invoke transforms to a call of a provider's function. */
export async function applyInvokeTransforms(
  goal: InvokeGoal,
  transforms: readonly Callback[],
  callbacks: Callbacks,
): Promise<InvokeGoal> {
  let transformed = goal;
  for (const transform of transforms) {
    const request = new resource.TransformInvokeRequest();
    request.setToken(transformed.token);
    request.setArgs(toStruct(transformed.args));
    const options = new resource.TransformInvokeOptions();
    options.setProvider(transformed.provider ?? "");
    options.setVersion(transformed.version);
    request.setOptions(options);
    const answer = await callbacks.call(transform, request.serializeBinary());
    const response = resource.TransformInvokeResponse.deserializeBinary(answer);
    const changed = response.getOptions();
    transformed = {
      token: transformed.token,
      args: response.hasArgs() ? fromStruct(response.getArgs()) : transformed.args,
      provider: changed === undefined ? transformed.provider : given(changed.getProvider()),
      version: changed === undefined ? transformed.version : changed.getVersion(),
    };
  }
  return transformed;
}
