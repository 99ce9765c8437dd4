import type { Check, Rule } from "../../../contract/rule.ts";
import { statementsOf } from "../../../vendors/iam.ts";

const passes = /^(?:iam:)(?:\*|Pass\*|PassRole)$/i;

const policy: Check = function* ({ inputs }) {
  for (const { property, allows, actions, resources } of statementsOf(inputs, "policy")) {
    if (!allows || !resources.includes("*") || !actions.some((action) => passes.test(action))) continue;
    yield { property, what: "the policy allows passing every role", fix: "List the roles that may be passed" };
  }
};

const policyOf = (resource: string): string =>
  JSON.stringify({ Statement: [{ Effect: "Allow", Action: "iam:PassRole", Resource: resource }] });

const ownPolicy = {
  checks: [policy],
  unknowns: { policy: "later" },
  compliant: { policy: policyOf("arn:aws:iam::123456789012:role/shop") },
  broken: [["policy", policyOf("*"), "the policy allows passing every role", "policy.Statement[0]"]],
} as const;

export const rule: Rule = {
  name: "narrow-pass-role",
  cloud: "aws",
  title: "Only named roles may be passed",
  severity: "high",
  level: "denied",
  why: "Whoever may pass any role can use the permissions of the most powerful one.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
  references: {
    checkov: ["CKV_AWS_289", "CKV_AWS_355"],
    trivy: ["AWS-0342"],
    kics: ["e39bee8c-fe54-4a3f-824d-e5e2d1cca40a"],
    guard: ["iam_role_no_wildcard_resource_on_passrole", "iam_policy_no_wildcard_resource_on_passrole"],
    nist: ["AC-6(10)", "CM-5"],
  },
  types: {
    "aws:iam/policy:Policy": ownPolicy,
    "aws:iam/rolePolicy:RolePolicy": ownPolicy,
  },
};
