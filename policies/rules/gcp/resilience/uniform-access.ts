import { requires } from "../../../contract/requirements.ts";
import type { Rule } from "../../../contract/rule.ts";

export const rule: Rule = {
  name: "uniform-access",
  cloud: "gcp",
  title: "Access to a bucket is granted in one place",
  severity: "medium",
  isRemediable: true,
  why: "An access list on one object can make it public, whatever the bucket says.",
  source: "https://cloud.google.com/storage/docs/uniform-bucket-level-access",
  references: {
    checkov: ["CKV_GCP_29"],
    trivy: ["GCP-0002"],
    kics: ["bb0db090-5509-4853-a827-75ced0b3caa0"],
    prowler: ["cloudstorage_bucket_uniform_bucket_level_access"],
    cis: ["GCP 5.0 5.2"],
    nist: ["AC-3"],
  },
  types: {
    "gcp:storage/bucket:Bucket": {
      checks: [
        requires("uniformBucketLevelAccess", true, {
          else: "access lists on single objects are in force",
          remedy: true,
        }),
      ],
      compliant: { uniformBucketLevelAccess: true },
      broken: [
        ["uniformBucketLevelAccess", false, "access lists on single objects are in force"],
        ["uniformBucketLevelAccess", undefined, "access lists on single objects are in force"],
      ],
    },
  },
};
