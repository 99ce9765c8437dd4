import type {
  EnforcementLevel,
  Policy,
  PolicyPackConfig,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";

/** A policy of a pack. One may be about resources and about the stack. */
export type AnyPolicy = Policy & Partial<ResourceValidationPolicy & StackValidationPolicy>;

/** How a pack is run. */
export interface PolicyOptions {
  /** The level of policies that have none, as `enforcementLevel` of the pack says it. @default "advisory" */
  readonly level?: EnforcementLevel;
  /**
   * What is configured of policies, as in a file for `--policy-pack-config`. It is not compared with their schemas, whose defaults it has.
   * https://www.pulumi.com/docs/insights/policy/policy-packs/configuration/
   *
   * @default {}
   */
  readonly config?: Readonly<PolicyPackConfig>;
  /** The stack's tags, as `stackTags` has them. @default {} */
  readonly tags?: Readonly<Record<string, string>>;
}
