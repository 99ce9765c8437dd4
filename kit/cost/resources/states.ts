import { secretMark, signature, unknownTexts } from "./marks.ts";
import { type CostedResource, type Fields, unknown } from "./resource.ts";
import { parseStack } from "./stack-file.ts";
import { canonicalType, packageOf } from "./types.ts";

/** What is read of a resource's state, whichever engine's it is. */
export interface StateLike {
  readonly urn: string;
  readonly type: string;
  readonly parent?: string | undefined;
  /** The URN and the id of its provider. */
  readonly provider?: string | undefined;
  readonly id?: string | undefined;
  readonly inputs: Fields;
  readonly outputs?: Fields | undefined;
  readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>> | undefined;
  /** Whether it is only there until its replacement is. @default false */
  readonly delete?: boolean;
}

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What can be read of a value: not secrets, which nobody may print, and which no price depends on. */
function plainly(value: unknown): unknown {
  if (unknownTexts.has(value)) return unknown;
  if (Array.isArray(value)) return value.map(plainly);
  if (!isFields(value)) return value;
  if (value[signature] === secretMark) return unknown;
  return fieldsOf(value);
}

const fieldsOf = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, plainly(value)]));

/** Outputs by which resources name each other, beside their ids. */
const naming = ["arn", "queueName"] as const;

/** What others know a resource by. */
export function idsOf({
  id,
  outputs = {},
}: {
  readonly id?: unknown;
  readonly outputs?: Fields | undefined;
}): readonly string[] {
  const names = [id, ...naming.map((name) => outputs[name])];
  return names.filter((name): name is string => typeof name === "string" && name !== "" && !unknownTexts.has(name));
}

const nameIn = (urn: string): string => urn.slice(urn.lastIndexOf("::") + 2);

/** The package of a provider that Pulumi makes by itself: https://github.com/pulumi/pulumi/blob/master/sdk/go/common/providers/reference.go */
function packageOfDefault(urn: string): string | undefined {
  const [, name] = /::pulumi:providers:([^:]+)::default[^:]*$/.exec(urn) ?? [];
  return name === undefined ? undefined : packageOf(canonicalType(`${name}:`));
}

/** What a provider that Pulumi makes by itself is configured with: the stack's settings, which are texts. */
function defaultsOf(urn: string, config: Fields): Fields | undefined {
  const name = packageOfDefault(urn);
  const own = Object.entries(config).filter(([key]) => key.startsWith(`${name}:`));
  return own.length === 0
    ? undefined
    : Object.fromEntries(own.map(([key, value]) => [key.slice(`${name}:`.length), value]));
}

/**
 * The resources in Pulumi's states.
 *
 * @param config - The stack's settings, where the states are without the providers that Pulumi makes by itself, as those of a preview are.
 */
export function resourcesOf(states: readonly StateLike[], config: Fields = {}): readonly CostedResource[] {
  const left = states.filter((state) => !state.delete);
  const providers = new Map(left.map(({ urn, inputs }) => [urn, inputs]));
  const configurationOf = ({ provider }: StateLike): Fields | undefined => {
    // A provider is named by its URN and its id: https://github.com/pulumi/pulumi/blob/master/sdk/go/common/providers/reference.go
    const urn = provider?.replace(/::[^:]*$/, "");
    return urn === undefined ? undefined : (providers.get(urn) ?? defaultsOf(urn, config));
  };
  return left.map((state) => {
    const { urn, type, parent, inputs, propertyDependencies = {} } = state;
    const configuration = configurationOf(state);
    const sources = Object.entries(propertyDependencies).map(([name, urns]) => [name, urns ?? []] as const);
    return {
      ...{ urn, type: canonicalType(type), name: nameIn(urn), parent, inputs: fieldsOf(inputs), ids: idsOf(state) },
      ...{ sources: Object.fromEntries(sources), provider: configuration && fieldsOf(configuration) },
    };
  });
}

/**
 * The resources in what Pulumi has written of a stack.
 *
 * @param where - How errors name the text: its file.
 * @throws FourfoldError `ERR_USAGE` when it cannot be read, with the place of what is wrong.
 */
export function parseProgram(text: string, where: string): readonly CostedResource[] {
  const { states, config } = parseStack(text, where);
  return resourcesOf(states, config);
}
