import type { Check, Rule } from "../../../contract/rule.ts";
import { statementsOf } from "../../../vendors/iam.ts";

/** A bucket that has no block is blocked by S3 itself since April 2023: what is set is what opens it. */
const block = (property: string): Check =>
  function* (subject, given) {
    if (subject.inputs.flag(property) === true || given.isPublic(subject)) return;
    const fix = `Set \`${property}\` to \`true\`, or list it in \`public\` of the settings, with a reason`;
    yield { property, what: "the bucket can be made public", fix, remedy: { [property]: true } };
  };

const acl: Check = function* (subject, given) {
  if (!/^(?:public-|authenticated-read$)/.test(subject.inputs.text("acl") ?? "") || given.isPublic(subject)) return;
  yield {
    property: "acl",
    what: "anyone may read the bucket",
    fix: 'Set `acl` to `"private"`, or list it in `public` of the settings, with a reason',
    remedy: { acl: "private" },
  };
};

const policy: Check = function* (subject, given) {
  for (const { property, allows, principals, hasCondition } of statementsOf(subject.inputs, "policy")) {
    if (!allows || hasCondition || !principals.includes("*") || given.isPublic(subject)) continue;
    yield {
      property,
      what: "the policy allows this to anyone",
      fix: "Name the principals in `Principal`, or list it in `public` of the settings, with a reason",
    };
  }
};

const policyOf = (principal: unknown): string =>
  JSON.stringify({
    Statement: [{ Effect: "Allow", Principal: principal, Action: "s3:GetObject", Resource: "arn:aws:s3:::a/*" }],
  });

const flags = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"] as const;

const ownAcl = {
  checks: [acl],
  compliant: { acl: "private" },
  broken: [
    ["acl", "public-read", "anyone may read the bucket"],
    ["acl", "public-read-write", "anyone may read the bucket"],
    ["acl", "authenticated-read", "anyone may read the bucket"],
  ],
} as const;

export const rule: Rule = {
  name: "private-storage",
  cloud: "aws",
  title: "Stored objects are not public",
  severity: "critical",
  level: "denied",
  isRemediable: true,
  why: "Anyone who knows the address can read, or even change, everything that is public.",
  source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
  references: {
    checkov: ["CKV_AWS_20", "CKV_AWS_53", "CKV_AWS_54", "CKV_AWS_55", "CKV_AWS_56", "CKV_AWS_57", "CKV_AWS_70"],
    trivy: ["AWS-0086", "AWS-0087", "AWS-0091", "AWS-0092", "AWS-0093"],
    kics: [
      "d0cc8694-fcad-43ff-ac86-32331d7e867f",
      "1a4bc881-9f69-4d44-8c9a-d37d08f54c50",
      "4fa66806-0dd9-4f8d-9480-3174d39c7c91",
      "57b9893d-33b1-4419-bcea-a717ea87e139",
      "1df37f4b-7197-45ce-83f8-9994d2fcf885",
      "38c5ee0d-7f22-4260-ab72-5073048df100",
      "7af43613-6bb9-4a0e-8c4d-1314b799425e",
    ],
    cdkNag: ["AwsSolutions-S2", "AwsSolutions-S5"],
    guard: ["s3_bucket_level_public_access_prohibited"],
    prowler: ["s3_bucket_level_public_access_block"],
    cis: ["AWS 7.0 3.1.4"],
    nist: ["AC-3", "AC-4", "SC-7"],
  },
  types: {
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": {
      checks: flags.map(block),
      compliant: Object.fromEntries(flags.map((flag) => [flag, true])),
      broken: flags.flatMap((flag) => [
        [flag, false, "the bucket can be made public"],
        [flag, undefined, "the bucket can be made public"],
      ]),
    },
    "aws:s3/bucket:Bucket": ownAcl,
    "aws:s3/bucketV2:BucketV2": ownAcl,
    "aws:s3/bucketAcl:BucketAcl": ownAcl,
    "aws:s3/bucketPolicy:BucketPolicy": {
      checks: [policy],
      unknowns: { policy: "later" },
      compliant: { policy: policyOf({ Service: "cloudfront.amazonaws.com" }) },
      broken: [["policy", policyOf("*"), "the policy allows this to anyone", "policy.Statement[0]"]],
    },
  },
};
