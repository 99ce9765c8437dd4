import type { Properties } from "../../engine/index.ts";

/** What becomes of a violation: https://www.pulumi.com/docs/insights/policy/policy-packs/ */
export type EnforcementLevel = "advisory" | "mandatory" | "remediate" | "disabled";

type Report = (message: string, urn?: string) => void;

/**
 * The functions of a policy. They are written as methods, whose parameters TypeScript compares in both directions, so that a policy of
 * `@pulumi/policy` fits though it takes more than an object: https://www.typescriptlang.org/tsconfig/#strictFunctionTypes
 */
interface Functions {
  validate(args: object, report: Report): unknown;
  remediate(args: object): unknown;
}

export type Validate = Functions["validate"];
export type Remediate = Functions["remediate"];

/** A policy of a pack, as `@pulumi/policy` has it. Nothing of that package is needed to compile this. */
export interface PulumiPolicy {
  readonly name: string;
  readonly description: string;
  /** @default that of the pack */
  readonly enforcementLevel?: EnforcementLevel;
  /** What can be configured of it. */
  readonly configSchema?: { readonly properties: Readonly<Record<string, object>> };
  readonly validateResource?: Validate | readonly Validate[];
  readonly remediateResource?: Remediate;
  readonly validateStack?: Validate;
}

/**
 * The configuration of a pack, by the names of its policies and for `all` of them, as in a file for `--policy-pack-config`:
 * https://www.pulumi.com/docs/insights/policy/policy-packs/configuration/
 */
export type PolicyConfig = Readonly<Record<string, EnforcementLevel | Properties>>;

/** How a pack is run. */
export interface PolicyOptions {
  /** The level of policies that have none, as the pack's `enforcementLevel` says it. @default "advisory" */
  readonly level?: EnforcementLevel;
  /** What is configured. It is not compared with the schemas of the policies, whose defaults it has. @default {} */
  readonly config?: PolicyConfig;
  /** The stack's tags, as `stackTags` has them. @default {} */
  readonly tags?: Readonly<Record<string, string>>;
}
