import { requires } from "../../../contract/requirements.ts";
import type { Rule } from "../../../contract/rule.ts";

export const rule: Rule = {
  name: "uniform-access",
  cloud: "aws",
  title: "Access to a bucket is granted in one place",
  severity: "medium",
  isRemediable: true,
  why: "An access list on one object can make it public, whatever the bucket says.",
  source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html",
  references: { checkov: ["CKV2_AWS_65"], nist: ["AC-3"] },
  types: {
    // A bucket without such controls has no lists since April 2023.
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": {
      checks: [
        requires("rule.objectOwnership", "BucketOwnerEnforced", {
          else: "access lists on single objects are in force",
          remedy: true,
        }),
      ],
      compliant: { rule: { objectOwnership: "BucketOwnerEnforced" } },
      broken: [["rule.objectOwnership", "ObjectWriter", "access lists on single objects are in force"]],
    },
  },
};
