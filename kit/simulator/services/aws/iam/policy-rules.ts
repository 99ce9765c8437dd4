import { CloudError, type Constraint, type Limit, type Properties, type Reference } from "../../../contract.ts";
import { managedPolicies, parseIdentityPolicy, parseTrustPolicy } from "../../../iam/aws/index.ts";
import { type Fill, fill, matches } from "../../rules.ts";
import { documentOf, roleWithName } from "./identity.ts";

/** Whether a parser accepts a document. */
function isAccepted(parse: (document: unknown) => unknown, value: unknown): boolean {
  try {
    parse(value);
    return true;
  } catch (error) {
    if (error instanceof CloudError) return false;
    throw error;
  }
}

/** The rule for a policy of an identity. */
export function policyRule(property: string, source: string, refused: Properties): Constraint {
  return {
    property,
    rule: "must be a policy document whose statements have an Effect, actions and resources, and no Principal",
    source,
    accepts: (value) => isAccepted(parseIdentityPolicy, value),
    refused,
  };
}

/** The rule for a trust policy. */
export function trustRule(property: string, source: string): Constraint {
  return {
    property,
    rule: "must be a policy document whose statements have an Effect, a Principal and sts: actions, and no Resource",
    source,
    accepts: (value) => isAccepted(parseTrustPolicy, value),
    refused: { [property]: "no JSON" },
  };
}

/** AWS managed policies that are not in the table: if they counted as empty, a role would lack what it may do on AWS. */
export function managedLimit(property: string, filled: Fill = fill(property)): Limit {
  const isUnknown = (arn: unknown): boolean =>
    /^arn:[\w-]+:iam::aws:policy\//.test(String(arn)) && managedPolicies[String(arn)] === undefined;
  return {
    property,
    only: "the AWS managed policies of docs/simulator.md",
    runs: (value) => !(Array.isArray(value) ? value : [value]).some(isUnknown),
    refused: filled("arn:aws:iam::aws:policy/AmazonEC2FullAccess"),
  };
}

const quotas =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length";

/** The maximum length of a document. IAM does not count white space. */
export function sizeRule(property: string, most: number, filled: (text: string) => Properties): Constraint {
  return {
    property,
    rule: `must have at most ${most.toLocaleString("en")} characters, white space not counted`,
    source: quotas,
    accepts: (value) => textOf(value).replaceAll(/\s/g, "").length <= most,
    refused: filled("x".repeat(most)),
  };
}

/** A document is text, or an object that the SDK turns into text. */
function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** A document that allows an action, for examples. */
export function allowing(action: string, to: Properties): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, ...to }] });
}

export function pathRule(source: string): Constraint {
  const rule = "must begin and end with / and have at most 512 characters";
  return matches("path", /^\/(?:[!-~]+\/)?$/, rule, source, "team", { max: 512 });
}

export const policyArn = /^arn:[\w-]+:iam::(?:aws|\d{12}):policy\/.+$/;

export function policyArnRule(property: string, source: string): Constraint {
  return matches(property, policyArn, "must be the ARN of a policy", source, "boundary", { max: 2_048 });
}

/** An attached policy must exist: an AWS managed one, or a deployed one. */
export const toPolicy: Reference = {
  find: (arn, _request, world) => documentOf(world, arn) !== undefined || undefined,
  missing: (arn) => new CloudError("NoSuchEntity", `Policy ${arn} does not exist or is not attachable.`, 404),
};

/** The role of an inline or attached policy must exist. */
export const toRole: Reference = {
  find: (name, { scope }, world) => roleWithName(world, name, scope),
  missing: noSuchRole,
};

export function noSuchRole(name: string): CloudError {
  return new CloudError("NoSuchEntity", `The role with name ${name} cannot be found.`, 404);
}
