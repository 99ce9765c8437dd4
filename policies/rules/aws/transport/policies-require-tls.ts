import type { Check, Rule } from "../../../contract/rule.ts";
import { conditionValues, type Statement, statementsOf } from "../../../vendors/iam.ts";

const refusesPlain = (statement: Statement): boolean =>
  !statement.allows && conditionValues(statement, "aws:SecureTransport").includes("false");

const policy: Check = function* ({ inputs }) {
  if (statementsOf(inputs, "policy").some(refusesPlain)) return;
  const fix = 'Add a statement with `Effect: "Deny"` and `Condition: { Bool: { "aws:SecureTransport": "false" } }`';
  yield { property: "policy", what: "the policy allows requests over plain HTTP", fix };
};

const policyOf = (effect: string): string =>
  JSON.stringify({
    Statement: { Effect: effect, Principal: "*", Action: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } },
  });

const own = {
  checks: [policy],
  unknowns: { policy: "later" },
  compliant: { policy: policyOf("Deny") },
  broken: [["policy", policyOf("Allow"), "the policy allows requests over plain HTTP"]],
} as const;

export const rule: Rule = {
  name: "policies-require-tls",
  cloud: "aws",
  title: "Resource policies refuse plain HTTP",
  severity: "medium",
  why: "The service accepts plain HTTP, too, and a client that uses it exposes its requests to the network.",
  source:
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html#example-bucket-policies-HTTP-HTTPS",
  references: {
    checkov: ["CKV_AWS_379"],
    kics: ["4bc4dd4c-7d8d-405e-a0fb-57fa4c31b4d9"],
    cdkNag: ["AwsSolutions-S10", "AwsSolutions-SQS4", "AwsSolutions-SNS3"],
    guard: ["s3_bucket_ssl_requests_only"],
    prowler: ["s3_bucket_secure_transport_policy"],
    cis: ["AWS 7.0 3.1.1"],
    nist: ["AC-17(2)", "SC-8"],
  },
  types: {
    "aws:s3/bucketPolicy:BucketPolicy": own,
    "aws:sqs/queuePolicy:QueuePolicy": own,
    "aws:sns/topicPolicy:TopicPolicy": own,
  },
};
