import type { Properties } from "../../engine/index.ts";
import type { EnforcementLevel, PolicyConfig, PolicyOptions, PulumiPolicy, Validate } from "./policy.ts";

/** What Pulumi tells a policy besides the resources. */
interface Told {
  readonly level: EnforcementLevel;
  readonly properties: Properties;
  readonly tags: ReadonlyMap<string, string>;
}

const levels: readonly unknown[] = ["advisory", "mandatory", "remediate", "disabled"] satisfies EnforcementLevel[];

const isLevel = (value: unknown): value is EnforcementLevel => levels.includes(value);

/** What is configured of one policy, or of `all`. A text is a level alone. */
function partOf(config: PolicyConfig, name: string): Partial<Pick<Told, "level" | "properties">> {
  const given = config[name] ?? {};
  if (typeof given === "string") return { level: given };
  const { enforcementLevel, ...properties } = given;
  return isLevel(enforcementLevel) ? { level: enforcementLevel, properties } : { properties };
}

function defaultsOf({ configSchema }: PulumiPolicy): Properties {
  const given = Object.entries(configSchema?.properties ?? {});
  return Object.fromEntries(given.flatMap(([name, schema]) => ("default" in schema ? [[name, schema.default]] : [])));
}

/**
 * What the engine makes of a configuration, before it hands it to a pack.
 * https://github.com/pulumi/pulumi/blob/master/pkg/resource/analyzer/config.go (ReconcilePolicyPackConfig)
 */
function toldTo(policy: PulumiPolicy, { config = {}, level = "advisory", tags = {} }: PolicyOptions): Told {
  const own = partOf(config, policy.name);
  return {
    level: own.level ?? partOf(config, "all").level ?? policy.enforcementLevel ?? level,
    properties: { ...defaultsOf(policy), ...own.properties },
    tags: new Map(Object.entries(tags)),
  };
}

/** The same function, with the type of resources that the SDK's helpers note on those that they make. */
const marked = <Each extends object>(made: Each, from: object): Each => Object.assign(made, from);

/**
 * A policy that is told its configuration. In a pack, the SDK has it in a variable that nothing but a call of the engine sets:
 * https://github.com/pulumi/pulumi-policy/blob/main/sdk/nodejs/policy/server.ts (configure)
 */
function configure(policy: PulumiPolicy, { level, properties, tags }: Told): PulumiPolicy {
  const hand = (args: object) => Object.assign(args, { getConfig: () => ({ ...properties }), stackTags: tags });
  // The SDK calls these without their policy, and the others as its methods.
  const validation = (validate: Validate) => marked<Validate>((args, report) => validate(hand(args), report), validate);
  const { name, description, validateResource, remediateResource, validateStack } = policy;
  return {
    ...policy,
    ...{ name, description, enforcementLevel: level },
    ...(validateResource !== undefined && {
      validateResource:
        typeof validateResource === "function" ? validation(validateResource) : validateResource.map(validation),
    }),
    ...(remediateResource !== undefined && {
      remediateResource: marked((args: object) => remediateResource.call(policy, hand(args)), remediateResource),
    }),
    ...(validateStack !== undefined && {
      validateStack: marked<Validate>((args, report) => validateStack.call(policy, hand(args), report), validateStack),
    }),
  };
}

/** Policies as the engine configures them. */
export const configured = (policies: readonly PulumiPolicy[], options: PolicyOptions): readonly PulumiPolicy[] =>
  policies.map((policy) => configure(policy, toldTo(policy, options)));
