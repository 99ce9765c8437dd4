import { CloudError, type Constraint, type Limit, type Properties } from "../../../contract.ts";
import { managedPolicies, parseIdentityPolicy, parseTrustPolicy } from "../../../iam/aws/index.ts";
import { text } from "../rules.ts";

/** Whether a document is right in the eyes of a parser. */
function isAccepted(parse: (document: unknown) => unknown, value: unknown): boolean {
  try {
    parse(value);
    return true;
  } catch (error) {
    if (error instanceof CloudError) return false;
    throw error;
  }
}

/** What a policy of an identity must be. */
export function policyRule(property: string, source: string, refused: Properties): Constraint {
  return {
    property,
    rule: "must be a policy document whose statements have an Effect, actions and resources, and no Principal",
    source,
    accepts: (value) => isAccepted(parseIdentityPolicy, value),
    refused,
  };
}

/** What a trust policy must be. */
export function trustRule(property: string, source: string): Constraint {
  return {
    property,
    rule: "must be a policy document whose statements have an Effect, a Principal and sts: actions, and no Resource",
    source,
    accepts: (value) => isAccepted(parseTrustPolicy, value),
    refused: { [property]: "no JSON" },
  };
}

/** AWS's own policies that are not in the table: taken as empty, a role would lack what it has on AWS. */
export function managedLimit(property: string, fill: (arn: string) => Properties): Limit {
  const isUnknown = (arn: unknown): boolean =>
    /^arn:[\w-]+:iam::aws:policy\//.test(String(arn)) && managedPolicies[String(arn)] === undefined;
  return {
    property,
    only: "the AWS managed policies of docs/simulator.md",
    runs: (value) => !(Array.isArray(value) ? value : [value]).some(isUnknown),
    refused: fill("arn:aws:iam::aws:policy/AmazonEC2FullAccess"),
  };
}

const quotas =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length";

/** How long a document may be. IAM does not count white space. */
export function sizeRule(property: string, most: number, fill: (text: string) => Properties): Constraint {
  const filled = (length: number): Properties => fill("x".repeat(length));
  return {
    property,
    rule: `must have at most ${most.toLocaleString("en")} characters, white space not counted`,
    source: quotas,
    accepts: (value) => textOf(value).replaceAll(/\s/g, "").length <= most,
    refused: filled(most),
  };
}

/** A document is a text, or an object that the SDK turns into one. */
function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

export function pathRule(source: string): Constraint {
  return text(
    {
      property: "path",
      rule: "must begin and end with / and have at most 512 characters",
      pattern: /^\/(?:[!-~]+\/)?$/,
      max: 512,
      source,
    },
    "team",
  );
}
