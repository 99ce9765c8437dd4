import type { Rule, TypeRule } from "../../../contract/rule.ts";

const logging = "aws:s3/bucketLogging:BucketLogging";

/** A bucket for logs does not log itself. */
const bucket = (inline: string): TypeRule => ({
  graph: [
    function* (subject, program) {
      if (subject.inputs.has(inline) || program.users(subject, logging, "bucket").length > 0) return;
      if (program.users(subject, logging, "targetBucket").length > 0) return;
      yield {
        property: "",
        what: "access to it is not logged",
        fix: "Add a BucketLogging with its name as `bucket`",
      };
    },
  ],
  unknowns: { [inline]: "any" },
  compliant: {},
  given: { around: [{ type: logging, name: "logging", sources: { bucket: "subject" } }] },
  broken: [{ at: "", says: "access to it is not logged", around: [] }],
});

export const rule: Rule = {
  name: "storage-logs",
  cloud: "aws",
  title: "Access to stored data is logged",
  severity: "low",
  why: "After a leak, nobody can tell what was read.",
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
    "aws:s3/bucket:Bucket": bucket("logging"),
    "aws:s3/bucketV2:BucketV2": bucket("loggings"),
  },
};
