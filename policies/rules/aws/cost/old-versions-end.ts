import type { GraphCheck, Rule } from "../../../contract/rule.ts";
import type { Fields } from "../../../contract/values.ts";

const lifecycle = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
const what = "noncurrent versions are kept forever";

/** The lifecycle of the bucket that a versioning is of. */
const versions: GraphCheck = function* (subject, program) {
  if (subject.inputs.text("versioningConfiguration.status") !== "Enabled") return;
  const buckets = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"].flatMap((type) =>
    program.targets(subject, "bucket", type),
  );
  const rules = buckets
    .flatMap((each) => program.users(each, lifecycle, "bucket"))
    .flatMap(({ inputs }) => inputs.list("rules"));
  if (rules.some((each) => each.has("noncurrentVersionExpiration"))) return;
  const fix = "Give its bucket's lifecycle a rule with `noncurrentVersionExpiration: { noncurrentDays: 30 }`";
  yield { property: "bucket", what, fix };
};

const around = (rule: Fields) => [
  { type: "aws:s3/bucket:Bucket", name: "bucket" },
  { type: lifecycle, name: "lifecycle", inputs: { rules: [rule] }, sources: { bucket: "bucket" } },
];

export const rule: Rule = {
  name: "old-versions-end",
  cloud: "aws",
  title: "Noncurrent versions of objects expire",
  severity: "medium",
  level: "advised",
  why: "Each overwritten or deleted object is otherwise kept, and billed, forever.",
  source:
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html#intro-lifecycle-rules-actions",
  references: {},
  types: {
    "aws:s3/bucketVersioning:BucketVersioning": {
      graph: [versions],
      compliant: { versioningConfiguration: { status: "Enabled" } },
      given: { sources: { bucket: "bucket" }, around: around({ noncurrentVersionExpiration: { noncurrentDays: 30 } }) },
      broken: [
        { at: "bucket", says: what, around: around({ expiration: { days: 30 } }) },
        { at: "bucket", says: what, around: [] },
      ],
    },
  },
};
