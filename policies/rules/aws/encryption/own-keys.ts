import type { Check, Rule } from "../../../contract/rule.ts";
import { keyed, withoutKey } from "../../../vendors/classified.ts";

const key = "the ARN of a key of KMS";

const bucket: Check = function* (subject, given) {
  for (const each of subject.inputs.list("rules")) {
    const property = "applyServerSideEncryptionByDefault.kmsMasterKeyId";
    if (each.has(property) || !given.isNamed("classified", subject)) continue;
    yield { property: each.path(property), what: withoutKey, fix: `Set it to ${key}` };
  }
};

const arn = "arn:aws:kms:eu-west-1:123456789012:key/1234";

export const rule: Rule = {
  name: "own-keys",
  cloud: "aws",
  title: "Confidential data is encrypted with the team's own keys",
  severity: "low",
  why: "Only with a key of its own can the team decide, and revoke, who may decrypt the data.",
  source: "https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#customer-cmk",
  references: {
    checkov: ["CKV_AWS_158", "CKV_AWS_119", "CKV_AWS_145", "CKV_AWS_149", "CKV_AWS_173", "CKV2_AWS_73", "CKV_AWS_26"],
    trivy: ["AWS-0017", "AWS-0025", "AWS-0132", "AWS-0098", "AWS-0135", "AWS-0136"],
    kics: [
      "28545147-2fc6-42d5-a1f9-cf226658e591",
      "b1a72f66-2236-4f3b-87ba-0da1b366956f",
      "0afbcfe9-d341-4b92-a64c-7e6de0543879",
      "a2f548f2-188c-4fff-b172-e9a6acb216bd",
      "b0d3ef3f-845d-4b1b-83d6-63a5a380375f",
    ],
    guard: ["cloudwatch_log_group_encrypted", "dynamodb_table_encrypted_kms", "secretsmanager_using_cmk"],
    prowler: [
      "awslambda_function_env_vars_not_encrypted_with_cmk",
      "dynamodb_tables_kms_cmk_encryption_enabled",
      "sns_topics_kms_encryption_at_rest_enabled",
    ],
    nist: ["SC-28(1)", "SC-12", "SC-13"],
  },
  options: { classified: { default: [], what: "names of resources that hold confidential data" } },
  types: {
    "aws:cloudwatch/logGroup:LogGroup": keyed("kmsKeyId", key, { kmsKeyId: arn }),
    "aws:dynamodb/table:Table": keyed("serverSideEncryption.kmsKeyArn", key, {
      serverSideEncryption: { enabled: true, kmsKeyArn: arn },
    }),
    "aws:secretsmanager/secret:Secret": keyed("kmsKeyId", key, { kmsKeyId: arn }, "alias/aws/secretsmanager"),
    "aws:lambda/function:Function": keyed("kmsKeyArn", key, {
      ...{ kmsKeyArn: arn, environment: { variables: { TABLE_NAME: "orders" } } },
    }),
    "aws:sqs/queue:Queue": keyed("kmsMasterKeyId", key, { kmsMasterKeyId: arn }, "alias/aws/sqs"),
    "aws:sns/topic:Topic": keyed("kmsMasterKeyId", key, { kmsMasterKeyId: arn }, "alias/aws/sns"),
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": {
      checks: [bucket],
      unknowns: { "rules.applyServerSideEncryptionByDefault.kmsMasterKeyId": "any" },
      compliant: { rules: [{ applyServerSideEncryptionByDefault: { kmsMasterKeyId: arn } }] },
      given: { options: { classified: ["subject"] } },
      broken: [["rules[0].applyServerSideEncryptionByDefault.kmsMasterKeyId", undefined, withoutKey]],
    },
  },
};
