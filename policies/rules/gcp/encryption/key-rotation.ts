import type { Check, Rule } from "../../../contract/rule.ts";

const day = 86_400;

/** Keys for signatures are not renewed by Google. */
const rotation: Check = function* ({ inputs }, given) {
  if ((inputs.text("purpose") ?? "ENCRYPT_DECRYPT") !== "ENCRYPT_DECRYPT") return;
  const days = given.number("days");
  const seconds = days * day;
  const period = Number.parseInt(inputs.text("rotationPeriod") ?? "", 10);
  if (period <= seconds) return;
  const value = `${seconds}s`;
  const what = Number.isNaN(period) ? "it is never rotated" : `it is rotated less often than every ${days} days`;
  yield {
    property: "rotationPeriod",
    what,
    fix: `Set \`rotationPeriod\` to \`"${value}"\``,
    remedy: { rotationPeriod: value },
  };
};

export const rule: Rule = {
  name: "key-rotation",
  cloud: "gcp",
  title: "Encryption keys are rotated, and cannot be lost at once",
  severity: "medium",
  isRemediable: true,
  why: "A key that leaks can decrypt everything that was ever encrypted with it, and without a key its data is lost.",
  source: "https://cloud.google.com/kms/docs/key-rotation",
  references: {
    checkov: ["CKV_GCP_43"],
    trivy: ["GCP-0065"],
    kics: ["d8c57c4e-bf6f-4e32-a2bf-8643532de77b"],
    prowler: ["kms_key_rotation_max_90_days"],
    cis: ["GCP 5.0 1.11"],
    nist: ["SC-12"],
  },
  options: { days: { default: 90, what: "days after which a key is rotated" } },
  types: {
    "gcp:kms/cryptoKey:CryptoKey": {
      checks: [rotation],
      compliant: { rotationPeriod: "7776000s" },
      broken: [
        ["rotationPeriod", undefined, "it is never rotated"],
        ["rotationPeriod", "31536000s", "it is rotated less often than every 90 days"],
      ],
    },
  },
};
