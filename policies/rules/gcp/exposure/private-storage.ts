import type { Check, Rule } from "../../../contract/rule.ts";
import { isEveryone } from "../../../vendors/gcp-members.ts";

const prevention: Check = function* (subject, given) {
  if (subject.inputs.text("publicAccessPrevention") === "enforced" || given.isPublic(subject)) return;
  const property = "publicAccessPrevention";
  const fix = `Set \`${property}\` to \`"enforced"\`, or declare it public in the settings, with the reason`;
  yield { property, what: "it lets the bucket be opened to anyone", fix, remedy: { [property]: "enforced" } };
};

const grant = (property: "member" | "members"): Check =>
  function* (subject, given) {
    if (!subject.inputs.texts(property).some(isEveryone) || given.isPublic(subject)) return;
    yield {
      property,
      what: "anyone has the role on the bucket",
      fix: "Name who needs it, or declare it public in the settings, with the reason",
    };
  };

const account = "serviceAccount:shop@example.iam.gserviceaccount.com";

export const rule: Rule = {
  name: "private-storage",
  cloud: "gcp",
  title: "Nobody but who is named reads what is stored",
  severity: "critical",
  denied: true,
  isRemediable: true,
  why: "Whoever finds the address reads, or changes, everything in it.",
  source: "https://cloud.google.com/storage/docs/public-access-prevention",
  references: {
    checkov: ["CKV_GCP_28", "CKV_GCP_114"],
    trivy: ["GCP-0001"],
    kics: ["a6cd52a1-3056-4910-96a5-894de9f3f3b3"],
    prowler: ["cloudstorage_bucket_public_access"],
    cis: ["GCP 5.0 5.1"],
    nist: ["AC-3", "AC-4", "SC-7"],
  },
  types: {
    "gcp:storage/bucket:Bucket": {
      checks: [prevention],
      compliant: { publicAccessPrevention: "enforced" },
      broken: [
        ["publicAccessPrevention", "inherited", "it lets the bucket be opened to anyone"],
        ["publicAccessPrevention", undefined, "it lets the bucket be opened to anyone"],
      ],
    },
    "gcp:storage/bucketIAMMember:BucketIAMMember": {
      checks: [grant("member")],
      unknowns: { member: "later" },
      compliant: { member: account },
      broken: [["member", "allUsers", "anyone has the role on the bucket"]],
    },
    "gcp:storage/bucketIAMBinding:BucketIAMBinding": {
      checks: [grant("members")],
      unknowns: { members: "later" },
      compliant: { members: [account] },
      broken: [["members", [account, "allAuthenticatedUsers"], "anyone has the role on the bucket"]],
    },
  },
};
