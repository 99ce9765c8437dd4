import { requires } from "../../../contract/requirements.ts";
import type { Rule } from "../../../contract/rule.ts";

export const rule: Rule = {
  name: "uniform-access",
  cloud: "gcp",
  title: "One place says who may read a bucket",
  severity: "medium",
  isRemediable: true,
  why: "A list on an object opens it, whatever the bucket says.",
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
      checks: [requires("uniformBucketLevelAccess", true, { else: "lists on objects count", remedy: true })],
      compliant: { uniformBucketLevelAccess: true },
      broken: [
        ["uniformBucketLevelAccess", false, "lists on objects count"],
        ["uniformBucketLevelAccess", undefined, "lists on objects count"],
      ],
    },
  },
};
