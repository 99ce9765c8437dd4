import type { Check, Rule } from "../../../contract/rule.ts";
import { statementsOf } from "../../../vendors/iam.ts";

const trust: Check = function* ({ inputs }) {
  for (const { property, allows, principals, hasCondition } of statementsOf(inputs, "assumeRolePolicy")) {
    if (!allows || hasCondition || !principals.includes("*")) continue;
    const fix = "Name the service, the role or the account in `Principal`";
    yield { property, what: "anyone may assume the role", fix };
  }
};

const trustIn = (principal: unknown): string =>
  JSON.stringify({ Statement: [{ Effect: "Allow", Principal: principal, Action: "sts:AssumeRole" }] });

export const rule: Rule = {
  name: "named-principals",
  cloud: "aws",
  title: "Roles name who may assume them",
  severity: "critical",
  level: "denied",
  why: "Otherwise anyone with an account of their own can assume the role.",
  source:
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous",
  references: {
    checkov: ["CKV_AWS_60"],
    kics: ["12b7e704-37f0-4d1e-911a-44bf60c48c21"],
    guard: ["iam_role_no_full_access_on_trust_policy"],
    cis: ["AWS 7.0 2.21"],
    nist: ["AC-3", "AC-6"],
  },
  types: {
    "aws:iam/role:Role": {
      checks: [trust],
      unknowns: { assumeRolePolicy: "later" },
      compliant: { assumeRolePolicy: trustIn({ Service: "lambda.amazonaws.com" }) },
      broken: [
        ["assumeRolePolicy", trustIn("*"), "anyone may assume the role", "assumeRolePolicy.Statement[0]"],
        ["assumeRolePolicy", trustIn({ AWS: ["*"] }), "anyone may assume the role", "assumeRolePolicy.Statement[0]"],
      ],
    },
  },
};
