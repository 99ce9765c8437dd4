import type { GraphCheck, Rule } from "../../../contract/rule.ts";

const logging = "aws:s3/bucketLogging:BucketLogging";

/** A bucket for logs does not log itself. */
const bucket: GraphCheck = function* (subject, program) {
  if (subject.inputs.has("logging") || program.users(subject, logging, "bucket").length > 0) return;
  if (program.users(subject, logging, "targetBucket").length > 0) return;
  yield { property: "", what: "nobody writes down who reads it", fix: "Add a BucketLogging with its name as `bucket`" };
};

const own = {
  graph: [bucket],
  unknowns: { logging: "any" },
  compliant: {},
  given: { around: [{ type: logging, name: "logging", sources: { bucket: "subject" } }] },
  broken: [{ at: "", says: "nobody writes down who reads it", around: [] }],
} as const;

export const rule: Rule = {
  name: "storage-logs",
  cloud: "aws",
  title: "Who reads what is stored is written down",
  severity: "low",
  why: "After a leak nobody knows what was read.",
  source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html",
  references: {
    checkov: ["CKV_AWS_18"],
    trivy: ["AWS-0089"],
    kics: ["f861041c-8c9f-4156-acfc-5e6e524f5884"],
    cdkNag: ["AwsSolutions-S1"],
    guard: ["s3_bucket_logging_enabled"],
    cis: ["AWS 7.0 4.8"],
    nist: ["AU-2"],
  },
  types: {
    "aws:s3/bucket:Bucket": own,
    "aws:s3/bucketV2:BucketV2": own,
  },
};
