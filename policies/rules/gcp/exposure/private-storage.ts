import type { Check, Rule } from "../../../contract/rule.ts";
import { isEveryone } from "../../../vendors/gcp-members.ts";

const prevention: Check = function* (subject, given) {
  if (subject.inputs.text("publicAccessPrevention") === "enforced" || given.isPublic(subject)) return;
  const property = "publicAccessPrevention";
  const fix = `Set \`${property}\` to \`"enforced"\`, or list it in \`public\` of the settings, with a reason`;
  yield { property, what: "the bucket can be made public", fix, remedy: { [property]: "enforced" } };
};

const grant = (property: "member" | "members"): Check =>
  function* (subject, given) {
    if (!subject.inputs.texts(property).some(isEveryone) || given.isPublic(subject)) return;
    yield {
      property,
      what: "anyone has this role on the bucket",
      fix: "Grant it to those who need it, or list it in `public` of the settings, with a reason",
    };
  };

const account = "serviceAccount:shop@example.iam.gserviceaccount.com";

export const rule: Rule = {
  name: "private-storage",
  cloud: "gcp",
  title: "Stored objects are not public",
  severity: "critical",
  level: "denied",
  isRemediable: true,
  why: "Anyone who knows the address can read, or even change, everything that is public.",
  source: "https://cloud.google.com/storage/docs/public-access-prevention",
  references: {
    checkov: ["CKV_GCP_28", "CKV_GCP_114"],
    trivy: ["GCP-0001"],
    kics: ["c010082c-76e0-4b91-91d9-6e8439e455dd", "a6cd52a1-3056-4910-96a5-894de9f3f3b3"],
    prowler: ["cloudstorage_bucket_public_access"],
    cis: ["GCP 5.0 5.1"],
    nist: ["AC-3", "AC-4", "SC-7"],
  },
  types: {
    "gcp:storage/bucket:Bucket": {
      checks: [prevention],
      compliant: { publicAccessPrevention: "enforced" },
      broken: [
        ["publicAccessPrevention", "inherited", "the bucket can be made public"],
        ["publicAccessPrevention", undefined, "the bucket can be made public"],
      ],
    },
    "gcp:storage/bucketIAMMember:BucketIAMMember": {
      checks: [grant("member")],
      unknowns: { member: "later" },
      compliant: { member: account },
      broken: [["member", "allUsers", "anyone has this role on the bucket"]],
    },
    "gcp:storage/bucketIAMBinding:BucketIAMBinding": {
      checks: [grant("members")],
      unknowns: { members: "later" },
      compliant: { members: [account] },
      broken: [["members", [account, "allAuthenticatedUsers"], "anyone has this role on the bucket"]],
    },
  },
};
