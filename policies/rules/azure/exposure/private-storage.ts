import type { Check, Rule } from "../../../contract/rule.ts";

/** Where nothing is said of it, an account lets nothing be opened: https://learn.microsoft.com/rest/api/storagerp/storage-accounts/create */
const account: Check = function* (subject, given) {
  if (subject.inputs.flag("allowBlobPublicAccess") !== true || given.isPublic(subject)) return;
  const property = "allowBlobPublicAccess";
  const fix = `Set \`${property}\` to \`false\`, or list it in \`public\` of the settings, with a reason`;
  yield { property, what: "its containers can be made public", fix, remedy: { [property]: false } };
};

const container: Check = function* (subject, given) {
  if ((subject.inputs.text("publicAccess") ?? "None") === "None" || given.isPublic(subject)) return;
  yield {
    property: "publicAccess",
    what: "anyone may read what is in it",
    fix: 'Set it to `"None"`, or list it in `public` of the settings, with a reason',
    remedy: { publicAccess: "None" },
  };
};

export const rule: Rule = {
  name: "private-storage",
  cloud: "azure",
  title: "Stored objects are not public",
  severity: "critical",
  level: "denied",
  isRemediable: true,
  why: "Anyone who knows the address can read, or even change, everything that is public.",
  source: "https://learn.microsoft.com/azure/storage/blobs/anonymous-read-access-prevent",
  references: {
    checkov: ["CKV_AZURE_34", "CKV_AZURE_190", "CKV2_AZURE_47"],
    trivy: ["AZU-0007"],
    kics: [
      "a0ab985d-660b-41f7-ac81-70957ee8e627",
      "dd5230f8-a577-4bbb-b7ac-f2c2fe7d5299",
      "17f75827-0684-48f4-8747-61129c7e4198",
    ],
    prowler: ["storage_blob_public_access_level_is_disabled"],
    cis: ["Azure 6.0 9.3.8"],
    nist: ["AC-3", "AC-4", "SC-7"],
  },
  types: {
    "azure-native:storage:StorageAccount": {
      checks: [account],
      compliant: { allowBlobPublicAccess: false },
      broken: [["allowBlobPublicAccess", true, "its containers can be made public"]],
    },
    "azure-native:storage:BlobContainer": {
      checks: [container],
      compliant: { publicAccess: "None" },
      broken: [
        ["publicAccess", "Blob", "anyone may read what is in it"],
        ["publicAccess", "Container", "anyone may read what is in it"],
      ],
    },
  },
};
