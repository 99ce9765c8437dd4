import type { Check, Rule } from "../../../contract/rule.ts";
import { statementsOf } from "../../../vendors/iam.ts";

const policy: Check = function* ({ inputs }) {
  if (!inputs.has("policy")) return;
  for (const { property, allows, principals, hasCondition } of statementsOf(inputs, "policy")) {
    if (!allows || hasCondition || !principals.includes("*")) continue;
    const fix = "Name the principals in `Principal`, or what it comes from in `Condition`";
    yield { property, what: "the policy allows this to anyone", fix };
  }
};

const policyOf = (statement: object): string =>
  JSON.stringify({
    Statement: [{ Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: "*", ...statement }],
  });

const source = { Condition: { ArnEquals: { "aws:SourceArn": "arn:aws:sns:eu-west-1:123456789012:orders" } } };

const own = {
  checks: [policy],
  unknowns: { policy: "later" },
  compliant: { policy: policyOf(source) },
  broken: [
    ["policy", policyOf({}), "the policy allows this to anyone", "policy.Statement[0]"],
    ["policy", policyOf({ Principal: { AWS: "*" } }), "the policy allows this to anyone", "policy.Statement[0]"],
  ],
} as const;

export const rule: Rule = {
  name: "private-resources",
  cloud: "aws",
  title: "Queues, topics, secrets and keys allow named principals only",
  severity: "critical",
  level: "denied",
  why: "Otherwise anyone can send what is processed, or read what is stored.",
  source:
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous",
  references: {
    checkov: ["CKV_AWS_168", "CKV_AWS_387", "CKV_AWS_169", "CKV_AWS_33"],
    trivy: ["AWS-0097"],
    kics: [
      "730675f9-52ed-49b6-8ead-0acb5dd7df7f",
      "b26d2b7e-60f6-413d-a3a1-a57db24aa2b3",
      "7ebc9038-0bde-479a-acc4-6ed7b6758899",
      "fa00ce45-386d-4718-8392-fb485e1f3c5b",
    ],
    guard: [
      "sqs_queuepolicy_no_wildcard_principal",
      "sns_topicpolicy_no_wildcard_principal",
      "kms_no_wildcard_principal",
    ],
    prowler: [
      "sqs_queues_not_publicly_accessible",
      "sns_topics_not_publicly_accessible",
      "secretsmanager_not_publicly_accessible",
      "kms_key_not_publicly_accessible",
    ],
    cis: ["AWS 7.0 2.21"],
    nist: ["AC-3", "SC-7"],
  },
  types: {
    "aws:sqs/queue:Queue": own,
    "aws:sqs/queuePolicy:QueuePolicy": own,
    "aws:sns/topic:Topic": own,
    "aws:sns/topicPolicy:TopicPolicy": own,
    "aws:secretsmanager/secret:Secret": own,
    "aws:secretsmanager/secretPolicy:SecretPolicy": own,
    "aws:kms/key:Key": own,
  },
};
