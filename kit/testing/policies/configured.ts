import type { EnforcementLevel, Policies, ResourceValidation } from "@pulumi/policy";
import type { Properties } from "../../engine/index.ts";
import type { AnyPolicy, PolicyOptions } from "./policy.ts";

/** What Pulumi tells a policy besides the resources. */
interface Told {
  readonly level: EnforcementLevel;
  readonly properties: Properties;
  readonly tags: ReadonlyMap<string, string>;
}

/** What is configured of one policy, or of `all`. A text is a level alone. */
function partOf(config: NonNullable<PolicyOptions["config"]>, name: string): Partial<Omit<Told, "tags">> {
  const given = config[name] ?? {};
  if (typeof given === "string") return { level: given };
  const { enforcementLevel: level, ...properties } = given;
  return level === undefined ? { properties } : { level, properties };
}

function defaultsOf({ configSchema }: AnyPolicy): Properties {
  const given = Object.entries(configSchema?.properties ?? {});
  return Object.fromEntries(given.flatMap(([name, schema]) => ("default" in schema ? [[name, schema.default]] : [])));
}

/**
 * What the engine makes of a configuration, before it hands it to a pack.
 * https://github.com/pulumi/pulumi/blob/master/pkg/resource/analyzer/config.go (ReconcilePolicyPackConfig)
 */
function toldTo(policy: AnyPolicy, { config = {}, level = "advisory", tags = {} }: PolicyOptions): Told {
  const own = partOf(config, policy.name);
  return {
    level: own.level ?? partOf(config, "all").level ?? policy.enforcementLevel ?? level,
    properties: { ...defaultsOf(policy), ...own.properties },
    tags: new Map(Object.entries(tags)),
  };
}

/**
 * A policy that is told its configuration. In a pack, the SDK has it in a variable that nothing but a call of the engine sets:
 * https://github.com/pulumi/pulumi-policy/blob/main/sdk/nodejs/policy/server.ts (configure)
 */
function configure(policy: AnyPolicy, { level, properties, tags }: Told): Policies[number] {
  const { name, description, validateResource, remediateResource, validateStack } = policy;
  const hand = <Args extends object>(args: Args): Args =>
    Object.assign(args, { getConfig: () => ({ ...properties }), stackTags: tags });
  // The SDK calls these without their policy, and the others as its methods. Helpers of the SDK have noted their type on a function.
  const validation = (validate: ResourceValidation): ResourceValidation =>
    Object.assign<ResourceValidation, object>((args, report) => validate(hand(args), report), validate);
  return {
    ...policy,
    ...{ name, description, enforcementLevel: level },
    ...(validateResource !== undefined && {
      validateResource: Array.isArray(validateResource)
        ? validateResource.map(validation)
        : validation(validateResource),
    }),
    ...(remediateResource !== undefined && {
      remediateResource: Object.assign<typeof remediateResource, object>(
        (args) => remediateResource.call(policy, hand(args)),
        remediateResource,
      ),
    }),
    ...(validateStack !== undefined && {
      validateStack: Object.assign<typeof validateStack, object>(
        (args, report) => validateStack.call(policy, hand(args), report),
        validateStack,
      ),
    }),
  };
}

/** Policies as the engine configures them. */
export const configured = (policies: readonly AnyPolicy[], options: PolicyOptions): Policies =>
  policies.map((policy) => configure(policy, toldTo(policy, options)));
