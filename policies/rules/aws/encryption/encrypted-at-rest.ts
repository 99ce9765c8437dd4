import { requires } from "../../../contract/requirements.ts";
import type { Check, Rule } from "../../../contract/rule.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html */
const queue: Check = function* ({ inputs }) {
  // Where neither is said, SQS encrypts new queues by itself.
  if (inputs.flag("sqsManagedSseEnabled") !== false || inputs.has("kmsMasterKeyId")) return;
  const property = "sqsManagedSseEnabled";
  const fix = "Set `sqsManagedSseEnabled` to `true`";
  yield { property, what: "messages are kept without encryption", fix, remedy: { [property]: true } };
};

export const rule: Rule = {
  name: "encrypted-at-rest",
  cloud: "aws",
  title: "What is kept is encrypted",
  severity: "high",
  denied: true,
  isRemediable: true,
  why: "Whoever comes by the disks or a copy of them reads it.",
  source: "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_protect_data_rest_encrypt.html",
  references: {
    checkov: ["CKV_AWS_27"],
    trivy: ["AWS-0096"],
    kics: ["6e8849c1-3aa7-40e3-9063-b85ee300f29f"],
    cdkNag: ["AwsSolutions-SQS2"],
    prowler: ["sqs_queues_server_side_encryption_enabled"],
    nist: ["SC-28", "SC-28(1)", "SC-13"],
  },
  types: {
    "aws:sqs/queue:Queue": {
      checks: [queue],
      unknowns: { kmsMasterKeyId: "any" },
      compliant: { sqsManagedSseEnabled: true },
      broken: [["sqsManagedSseEnabled", false, "messages are kept without encryption"]],
    },
    // https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html
    "aws:elasticache/replicationGroup:ReplicationGroup": {
      checks: [requires("atRestEncryptionEnabled", true, { else: "what is cached is written without encryption" })],
      compliant: { atRestEncryptionEnabled: true },
      broken: [
        ["atRestEncryptionEnabled", false, "what is cached is written without encryption"],
        ["atRestEncryptionEnabled", undefined, "what is cached is written without encryption"],
      ],
    },
    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html
    "aws:rds/instance:Instance": {
      checks: [requires("storageEncrypted", true, { else: "the database is kept without encryption" })],
      compliant: { storageEncrypted: true },
      broken: [
        ["storageEncrypted", false, "the database is kept without encryption"],
        ["storageEncrypted", undefined, "the database is kept without encryption"],
      ],
    },
  },
};
