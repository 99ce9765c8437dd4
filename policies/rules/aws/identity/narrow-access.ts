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
  if (allButActions) return { what: "it may do everything but some actions", fix: "Name the actions that are needed" };
  if (actions.some((action) => /^(?:\*|[^:]+:\*)$/.test(action) && !allowed.includes(action))) {
    return { what: "it may do everything that a service can", fix: "Name the actions that are needed" };
  }
  if (!resources.includes("*") || !actions.some((action) => holding.test(action))) return undefined;
  return { what: "it may do this with everybody's data", fix: "Name the resources that it is needed on" };
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
      "it may do everything that a service can",
      "policy.Statement[0]",
    ],
    ["policy", policyOf({ ...narrow, Resource: "*" }), "with everybody's data", "policy.Statement[0]"],
    [
      "policy",
      policyOf({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
      "it may do everything but some actions",
      "policy.Statement[0]",
    ],
  ],
} as const;

export const rule: Rule = {
  name: "narrow-access",
  cloud: "aws",
  title: "Access is to what is needed, and for what is needed",
  severity: "high",
  why: "What is taken over reaches everything that it may, not only what it needs.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
  references: {
    checkov: ["CKV_AWS_63", "CKV_AWS_49"],
    trivy: ["AWS-0057", "AWS-0345"],
    kics: ["2f37c4a3-58b9-4afe-8a87-d7f1d2286f84"],
    cdkNag: ["AwsSolutions-IAM5"],
    guard: ["iam_role_no_wildcard_actions_on_permissions", "iam_policydocument_no_wildcard_resource"],
    cis: ["AWS 7.0 2.14"],
    nist: ["AC-6"],
  },
  options: { allowed: { default: ["logs:*", "xray:*"], what: "actions that may be given as a whole" } },
  types: {
    "aws:iam/policy:Policy": ownPolicy,
    "aws:iam/rolePolicy:RolePolicy": ownPolicy,
  },
};
