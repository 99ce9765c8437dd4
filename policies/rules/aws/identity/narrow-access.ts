import type { Check, Rule } from "../../../contract/rule.ts";
import { isEverything, type Statement, statementsOf } from "../../../vendors/iam.ts";

/** Services that hold data or run code. Of others, many actions know no resources: https://docs.aws.amazon.com/service-authorization/latest/reference/ */
const holding = /^(?:dynamodb|events|kms|lambda|rds-data|s3|secretsmanager|sns|sqs|ssm|states):(?!List|Describe)/i;

/** One finding for a statement, however many actions are in it. */
function problemOf(
  statement: Statement,
  allowed: readonly string[],
): { readonly what: string; readonly fix: string } | undefined {
  const { allows, actions, allButActions, resources } = statement;
  if (!allows || isEverything(statement)) return undefined;
  if (allButActions)
    return { what: "the policy allows everything except some actions", fix: "List the actions that are needed" };
  if (actions.some((action) => /^(?:\*|[^:]+:\*)$/.test(action) && !allowed.includes(action))) {
    return { what: "the policy allows every action of a service", fix: "List the actions that are needed" };
  }
  if (!resources.includes("*") || !actions.some((action) => holding.test(action))) return undefined;
  return { what: "the policy allows this on every resource", fix: "List the resources that it is needed for" };
}

const policy: Check = function* ({ inputs }, given) {
  for (const statement of statementsOf(inputs, "policy")) {
    const problem = problemOf(statement, given.texts("allowed"));
    if (problem !== undefined) yield { property: statement.property, ...problem };
  }
};

const policyOf = (statement: object): string => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
const narrow = { Effect: "Allow", Action: ["s3:GetObject"], Resource: "arn:aws:s3:::shop/*" };

const ownPolicy = {
  checks: [policy],
  unknowns: { policy: "later" },
  compliant: { policy: policyOf(narrow) },
  broken: [
    [
      "policy",
      policyOf({ ...narrow, Action: "s3:*" }),
      "the policy allows every action of a service",
      "policy.Statement[0]",
    ],
    ["policy", policyOf({ ...narrow, Resource: "*" }), "allows this on every resource", "policy.Statement[0]"],
    [
      "policy",
      policyOf({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
      "the policy allows everything except some actions",
      "policy.Statement[0]",
    ],
  ],
} as const;

export const rule: Rule = {
  name: "narrow-access",
  cloud: "aws",
  title: "Permissions are limited to the actions and resources that are needed",
  severity: "high",
  why: "Whoever takes over the code has all of its permissions.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
  references: {
    checkov: ["CKV_AWS_286", "CKV_AWS_287", "CKV_AWS_288", "CKV_AWS_289", "CKV_AWS_290", "CKV_AWS_355"],
    trivy: ["AWS-0057", "AWS-0345"],
    kics: ["ba2ed23b-52d3-45ca-be25-f6c358d45abd"],
    cdkNag: ["AwsSolutions-IAM5"],
    guard: ["iam_role_no_wildcard_actions_on_permissions", "iam_policydocument_no_wildcard_resource"],
    cis: ["AWS 7.0 2.14"],
    nist: ["AC-6"],
  },
  options: { allowed: { default: ["logs:*", "xray:*"], what: "wildcards that are allowed in actions" } },
  types: {
    "aws:iam/policy:Policy": ownPolicy,
    "aws:iam/rolePolicy:RolePolicy": ownPolicy,
  },
};
