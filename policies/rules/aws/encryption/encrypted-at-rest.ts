import { requires } from "../../../contract/requirements.ts";
import type { Check, Rule } from "../../../contract/rule.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html */
const queue: Check = function* ({ inputs }) {
  // Where neither is said, SQS encrypts new queues by itself.
  if (inputs.flag("sqsManagedSseEnabled") !== false || inputs.has("kmsMasterKeyId")) return;
  const property = "sqsManagedSseEnabled";
  const fix = "Set `sqsManagedSseEnabled` to `true`";
  yield { property, what: "messages are not encrypted at rest", fix, remedy: { [property]: true } };
};

export const rule: Rule = {
  name: "encrypted-at-rest",
  cloud: "aws",
  title: "Data is encrypted at rest",
  severity: "high",
  level: "denied",
  isRemediable: true,
  why: "Otherwise anyone with access to the disks, or to a copy of them, can read it.",
  source: "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_protect_data_rest_encrypt.html",
  references: {
    checkov: ["CKV_AWS_27", "CKV_AWS_29", "CKV_AWS_16"],
    trivy: ["AWS-0096"],
    kics: [
      "76976de7-c7b1-4f64-a94f-90c1345914c2",
      "08bd0760-8752-44e1-9779-7bb369b2b4e4",
      "6e8849c1-3aa7-40e3-9063-b85ee300f29f",
    ],
    cdkNag: ["AwsSolutions-SQS2"],
    prowler: ["sqs_queues_server_side_encryption_enabled"],
    nist: ["SC-28", "SC-28(1)", "SC-13"],
  },
  types: {
    "aws:sqs/queue:Queue": {
      checks: [queue],
      unknowns: { kmsMasterKeyId: "any" },
      compliant: { sqsManagedSseEnabled: true },
      broken: [["sqsManagedSseEnabled", false, "messages are not encrypted at rest"]],
    },
    // https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html
    "aws:elasticache/replicationGroup:ReplicationGroup": {
      checks: [requires("atRestEncryptionEnabled", true, { else: "cached data is not encrypted at rest" })],
      compliant: { atRestEncryptionEnabled: true },
      broken: [
        ["atRestEncryptionEnabled", false, "cached data is not encrypted at rest"],
        ["atRestEncryptionEnabled", undefined, "cached data is not encrypted at rest"],
      ],
    },
    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html
    "aws:rds/instance:Instance": {
      checks: [requires("storageEncrypted", true, { else: "the database is not encrypted at rest" })],
      compliant: { storageEncrypted: true },
      broken: [
        ["storageEncrypted", false, "the database is not encrypted at rest"],
        ["storageEncrypted", undefined, "the database is not encrypted at rest"],
      ],
    },
  },
};
