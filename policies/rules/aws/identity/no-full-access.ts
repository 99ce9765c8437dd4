import type { Check, Rule } from "../../../contract/rule.ts";
import { isEverything, statementsOf } from "../../../vendors/iam.ts";

const what = "the policy allows everything";
const fix = "List the actions that are needed, and the resources that they are needed for";

const policy: Check = function* ({ inputs }) {
  for (const statement of statementsOf(inputs, "policy")) {
    if (isEverything(statement)) yield { property: statement.property, what, fix };
  }
};

const inlinePolicies: Check = function* ({ inputs }) {
  for (const inline of inputs.list("inlinePolicies")) {
    for (const statement of statementsOf(inline, "policy")) {
      if (isEverything(statement)) yield { property: statement.property, what, fix };
    }
  }
};

/** Policies of AWS's own that lead to everything: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AdministratorAccess.html */
const isFull = (arn: string): boolean => /:policy\/(?:AdministratorAccess|IAMFullAccess|PowerUserAccess)$/.test(arn);

const attachment: Check = function* ({ inputs }) {
  if (isFull(inputs.text("policyArn") ?? "")) yield { property: "policyArn", what, fix };
};

const attached: Check = function* ({ inputs }) {
  if (inputs.texts("managedPolicyArns").some(isFull)) yield { property: "managedPolicyArns", what, fix };
};

const narrow = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::a/*" }],
};
const everything = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };

const ownPolicy = {
  checks: [policy],
  // A policy names what it is about, which may not be there yet.
  unknowns: { policy: "later" },
  compliant: { policy: JSON.stringify(narrow) },
  broken: [
    ["policy", JSON.stringify(everything), what, "policy.Statement[0]"],
    ["policy", JSON.stringify({ ...everything, Statement: everything.Statement[0] }), what, "policy.Statement[0]"],
    ["policy", "not a policy", "it cannot be checked"],
  ],
} as const;

export const rule: Rule = {
  name: "no-full-access",
  cloud: "aws",
  title: "No identity may do everything",
  severity: "critical",
  level: "denied",
  why: "One mistake in the code that has it affects the whole account.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
  references: {
    checkov: [
      "CKV_AWS_62",
      "CKV_AWS_63",
      "CKV_AWS_274",
      "CKV_AWS_275",
      "CKV2_AWS_40",
      "CKV2_AWS_56",
      "CKV_AWS_286",
      "CKV_AWS_287",
      "CKV_AWS_288",
      "CKV_AWS_289",
      "CKV_AWS_290",
      "CKV_AWS_355",
    ],
    trivy: ["AWS-0057"],
    kics: [
      "2f37c4a3-58b9-4afe-8a87-d7f1d2286f84",
      "ba2ed23b-52d3-45ca-be25-f6c358d45abd",
      "575a2155-6af1-4026-b1af-d5bc8fe2a904",
      "b1ffa705-19a3-4b73-b9d0-0c97d0663842",
    ],
    cdkNag: ["AwsSolutions-IAM5"],
    guard: ["iam_policy_no_statements_with_admin_access", "iam_role_administrator_access_policy_rule"],
    prowler: ["iam_customer_attached_policy_no_administrative_privileges"],
    cis: ["AWS 7.0 2.14"],
    nist: ["AC-3", "AC-6", "AC-6(2)", "AC-6(3)"],
  },
  types: {
    "aws:iam/policy:Policy": ownPolicy,
    "aws:iam/rolePolicy:RolePolicy": ownPolicy,
    "aws:iam/role:Role": {
      checks: [inlinePolicies, attached],
      unknowns: { inlinePolicies: "later", managedPolicyArns: "later" },
      compliant: {
        inlinePolicies: [{ name: "read", policy: JSON.stringify(narrow) }],
        managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"],
      },
      broken: [
        ["inlinePolicies[0].policy", JSON.stringify(everything), what, "inlinePolicies[0].policy.Statement[0]"],
        ["managedPolicyArns", ["arn:aws:iam::aws:policy/AdministratorAccess"], what],
        ["managedPolicyArns", ["arn:aws:iam::aws:policy/IAMFullAccess"], what],
      ],
    },
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
      checks: [attachment],
      unknowns: { policyArn: "later" },
      compliant: { policyArn: "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole" },
      broken: [["policyArn", "arn:aws:iam::aws:policy/AdministratorAccess", what]],
    },
  },
};
