import type { Check, GraphCheck, Rule } from "../../../contract/rule.ts";

const lifecycle = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
const what = "nothing in it expires";

const bucket: GraphCheck = function* (subject, program) {
  if (subject.inputs.has("lifecycleRules") || program.users(subject, lifecycle, "bucket").length > 0) return;
  yield { property: "", what, fix: "Add a BucketLifecycleConfiguration with its name as `bucket`" };
};

const uploads: Check = function* ({ inputs }) {
  if (inputs.list("rules").some((each) => each.has("abortIncompleteMultipartUpload"))) return;
  const fix = "Add a rule with `abortIncompleteMultipartUpload: { daysAfterInitiation: 7 }`";
  yield { property: "rules", what: "parts of incomplete uploads are kept", fix };
};

const own = {
  graph: [bucket],
  unknowns: { lifecycleRules: "any" },
  compliant: {},
  given: { around: [{ type: lifecycle, name: "lifecycle", sources: { bucket: "subject" } }] },
  broken: [{ at: "", says: what, around: [] }],
} as const;

export const rule: Rule = {
  name: "bucket-lifecycle",
  cloud: "aws",
  title: "Objects expire, or move to cheaper storage",
  severity: "low",
  level: "advised",
  why: "Objects that nobody needs any more are billed until somebody deletes them.",
  source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html",
  references: { checkov: ["CKV2_AWS_61", "CKV_AWS_300"] },
  types: {
    "aws:s3/bucket:Bucket": own,
    "aws:s3/bucketV2:BucketV2": own,
    [lifecycle]: {
      checks: [uploads],
      unknowns: { "rules.abortIncompleteMultipartUpload": "any" },
      compliant: { rules: [{ status: "Enabled", abortIncompleteMultipartUpload: { daysAfterInitiation: 7 } }] },
      broken: [["rules[0].abortIncompleteMultipartUpload", undefined, "parts of incomplete uploads are kept", "rules"]],
    },
  },
};
