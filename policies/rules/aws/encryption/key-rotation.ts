import type { Check, Rule } from "../../../contract/rule.ts";

/** Only symmetric keys with material of AWS's own are renewed by AWS. */
const rotation: Check = function* ({ inputs }) {
  if ((inputs.text("customerMasterKeySpec") ?? "SYMMETRIC_DEFAULT") !== "SYMMETRIC_DEFAULT") return;
  if (inputs.has("customKeyStoreId") || inputs.flag("enableKeyRotation") === true) return;
  const property = "enableKeyRotation";
  yield {
    property,
    what: "it is never rotated",
    fix: "Set `enableKeyRotation` to `true`",
    remedy: { [property]: true },
  };
};

export const rule: Rule = {
  name: "key-rotation",
  cloud: "aws",
  title: "Encryption keys are rotated, and cannot be lost at once",
  severity: "medium",
  isRemediable: true,
  why: "A key that leaks can decrypt everything that was ever encrypted with it, and without a key its data is lost.",
  source: "https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html",
  references: {
    checkov: ["CKV_AWS_7"],
    trivy: ["AWS-0065"],
    kics: ["22fbfeac-7b5a-421a-8a27-7a2178bb910b"],
    cdkNag: ["AwsSolutions-KMS5"],
    guard: ["cmk_backing_key_rotation_enabled"],
    prowler: ["kms_cmk_rotation_enabled"],
    cis: ["AWS 7.0 4.6"],
    nist: ["SC-12"],
  },
  types: {
    "aws:kms/key:Key": {
      checks: [rotation],
      compliant: { enableKeyRotation: true },
      broken: [
        ["enableKeyRotation", false, "it is never rotated"],
        ["enableKeyRotation", undefined, "it is never rotated"],
      ],
    },
  },
};
