import type { Alias } from "@pulumi/pulumi/proto/alias_pb.js";
import type { Callback } from "@pulumi/pulumi/proto/callback_pb.js";
import type { ReadResourceRequest, RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb.js";
import type { Properties } from "../provider.ts";
import { fromMap, fromStruct } from "./messages.ts";

/** An alias of an existing resource: a URN, or how it differs from the resource that has the alias. */
export type AliasGoal =
  | { readonly urn: string }
  | {
      readonly name?: string | undefined;
      readonly type?: string | undefined;
      readonly stack?: string | undefined;
      readonly project?: string | undefined;
      readonly parent?: string | undefined;
      /** Whether it was a child of the stack itself. */
      readonly noParent: boolean;
    };

/** The desired state of a resource in the program. */
export interface Goal {
  readonly type: string;
  readonly name: string;
  readonly custom: boolean;
  readonly remote: boolean;
  readonly parent: string | undefined;
  /** Secrets and unknown values are marked. */
  readonly inputs: Properties;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  /** The reference of its explicit provider. `undefined` for inherited and default ones. */
  readonly provider: string | undefined;
  /** Providers for its children, by package. */
  readonly providers: Readonly<Record<string, string>>;
  readonly version: string;
  readonly importId: string | undefined;
  readonly protect: boolean | undefined;
  readonly retainOnDelete: boolean | undefined;
  readonly deletedWith: string | undefined;
  readonly deleteBeforeReplace: boolean | undefined;
  readonly ignoreChanges: readonly string[];
  readonly replaceOnChanges: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
  readonly aliases: readonly AliasGoal[];
  readonly transforms: readonly Callback[];
}

export function readGoal(request: RegisterResourceRequest): Goal {
  return {
    type: request.getType(),
    name: request.getName(),
    custom: request.getCustom(),
    remote: request.getRemote(),
    parent: given(request.getParent()),
    inputs: fromStruct(request.getObject()),
    dependencies: request.getDependenciesList(),
    propertyDependencies: fromMap(request.getPropertydependenciesMap(), (dependencies) => dependencies.getUrnsList()),
    provider: given(request.getProvider()),
    providers: fromMap(request.getProvidersMap(), (reference) => reference),
    version: request.getVersion(),
    importId: given(request.getImportid()),
    protect: request.hasProtect() ? request.getProtect() : undefined,
    retainOnDelete: request.hasRetainondelete() ? request.getRetainondelete() : undefined,
    deletedWith: given(request.getDeletedwith()),
    deleteBeforeReplace: request.getDeletebeforereplacedefined() ? request.getDeletebeforereplace() : undefined,
    ignoreChanges: request.getIgnorechangesList(),
    replaceOnChanges: request.getReplaceonchangesList(),
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    aliases: request.getAliasesList().map(readAlias),
    transforms: request.getTransformsList(),
  };
}

/** An existing resource that is only read. */
export interface ReadGoal {
  /** Its id in the provider. */
  readonly id: string;
  readonly goal: Goal;
}

export function readReadGoal(request: ReadResourceRequest): ReadGoal {
  return {
    id: request.getId(),
    goal: {
      ...plainGoal,
      type: request.getType(),
      name: request.getName(),
      parent: given(request.getParent()),
      inputs: fromStruct(request.getProperties()),
      dependencies: request.getDependenciesList(),
      provider: given(request.getProvider()),
      version: request.getVersion(),
      additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    },
  };
}

/** The goal of a managed resource without options. */
export const plainGoal = {
  custom: true,
  remote: false,
  parent: undefined,
  dependencies: [],
  propertyDependencies: {},
  provider: undefined,
  providers: {},
  importId: undefined,
  protect: undefined,
  retainOnDelete: undefined,
  deletedWith: undefined,
  deleteBeforeReplace: undefined,
  ignoreChanges: [],
  replaceOnChanges: [],
  additionalSecretOutputs: [],
  aliases: [],
  transforms: [],
} satisfies Partial<Goal>;

export function readAlias(alias: Alias): AliasGoal {
  const spec = alias.getSpec();
  if (spec === undefined) return { urn: alias.getUrn() };
  return {
    name: given(spec.getName()),
    type: given(spec.getType()),
    stack: given(spec.getStack()),
    project: given(spec.getProject()),
    parent: given(spec.getParenturn()),
    noParent: spec.getNoparent(),
  };
}

/** In the protocol an empty string stands for a missing value. */
export function given(text: string): string | undefined {
  return text === "" ? undefined : text;
}
