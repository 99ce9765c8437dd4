import { nameOf, type Properties, type ResourceState } from "../../engine/index.ts";
import { allSent } from "./wire.ts";

/**
 * A resource that policies are asked about. Others that are given with it are referred to by their names or URNs.
 *
 * Among its values, `unknownValue` stands for what a preview does not know, and `pulumi.secret("…")`, assets and archives for themselves.
 */
export interface GivenResource {
  /** The type token: `aws:lambda/function:Function`. */
  readonly type: string;
  /** @default "resource" */
  readonly name?: string;
  /** @default that of a resource in the stack `stack` of the project `project` */
  readonly urn?: string;
  /** What the program says of it, and the provider adds: policies about resources see these. */
  readonly inputs: Properties;
  /** Policies about the stack see these. @default the inputs */
  readonly outputs?: Properties;
  /** The component that it is in. @default none */
  readonly parent?: string | undefined;
  /** @default none */
  readonly dependencies?: readonly string[];
  /** Where its inputs come from, by their names. @default none */
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
  /** Its provider, which is another resource: `pulumi:providers:aws`. @default none */
  readonly provider?: string | undefined;
  /** @default false */
  readonly protect?: boolean;
  /** @default [] */
  readonly ignoreChanges?: readonly string[];
  /** @default [] */
  readonly additionalSecretOutputs?: readonly string[];
  /** The URNs that it had. @default [] */
  readonly aliases?: readonly string[];
  /** @default undefined: the provider decides */
  readonly deleteBeforeReplace?: boolean | undefined;
  /** In seconds. @default 0: those of the provider */
  readonly customTimeouts?: { readonly create?: number; readonly update?: number; readonly delete?: number };
}

/** A resource of which everything is said, with URNs and with the values that the engine sends. */
export type Asked = Required<GivenResource>;

const blank = {
  ...{ dependencies: [], propertyDependencies: {}, parent: undefined, provider: undefined },
  ...{ protect: false, ignoreChanges: [], additionalSecretOutputs: [], aliases: [] },
  ...{ deleteBeforeReplace: undefined, customTimeouts: {} },
} satisfies Partial<GivenResource>;

const mapEach = <From, To>(from: Readonly<Record<string, From>>, change: (value: From) => To) =>
  Object.fromEntries(Object.entries(from).map(([key, value]) => [key, change(value)]));

function named(given: GivenResource): GivenResource & { readonly name: string; readonly urn: string } {
  const { name = given.urn === undefined ? "resource" : nameOf(given.urn) } = given;
  return { ...given, name, urn: given.urn ?? `urn:pulumi:stack::project::${given.type}::${name}` };
}

/** Resources that a test writes down. */
export async function askedOf(given: readonly GivenResource[]): Promise<readonly Asked[]> {
  const all = given.map(named);
  const byName = new Map(all.map(({ name, urn }) => [name, urn]));
  const urnOf = (reference: string): string => byName.get(reference) ?? reference;
  const optional = (reference: string | undefined) => (reference === undefined ? undefined : urnOf(reference));
  const complete = all.map(async (resource): Promise<Asked> => {
    const { inputs, outputs = inputs, dependencies = [], propertyDependencies = {} } = resource;
    return {
      ...blank,
      ...resource,
      ...{ inputs: await allSent(inputs), outputs: await allSent(outputs) },
      ...{ parent: optional(resource.parent), provider: optional(resource.provider) },
      dependencies: dependencies.map(urnOf),
      propertyDependencies: mapEach(propertyDependencies, (from) => from.map(urnOf)),
    };
  });
  return await Promise.all(complete);
}

/** The URN in the reference to a provider, which has its id, too. */
const urnIn = (reference: string | undefined): string | undefined => reference?.slice(0, reference.lastIndexOf("::"));

async function askedOfState(state: ResourceState): Promise<Asked> {
  const { urn, type, parent, dependencies, propertyDependencies } = state;
  const { protect, ignoreChanges, additionalSecretOutputs } = state;
  return {
    ...blank,
    ...{ urn, type, name: nameOf(urn), parent, dependencies, propertyDependencies },
    ...{ protect, ignoreChanges, additionalSecretOutputs, provider: urnIn(state.provider) },
    ...{ inputs: await allSent(state.inputs), outputs: await allSent(state.outputs) },
  };
}

/** The resources of a program. Those that it only reads are not shown to policies: https://github.com/pulumi/pulumi/issues/3950 */
export const askedOfStates = async (states: readonly ResourceState[]): Promise<readonly Asked[]> =>
  await Promise.all(states.filter(({ external }) => !external).map(askedOfState));
