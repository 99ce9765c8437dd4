import type { Check, Rule } from "../../../contract/rule.ts";

const domain: Check = function* (subject, given) {
  if (subject.inputs.flag("enabled") !== true || given.isPublic(subject)) return;
  const fix =
    "Set `enabled` to `false`, and read the bucket by a Worker, or declare it public in the settings, with the reason";
  yield { property: "enabled", what: "anyone reads the bucket", fix, remedy: { enabled: false } };
};

const open = {
  checks: [domain],
  compliant: { enabled: false },
  broken: [["enabled", true, "anyone reads the bucket"]],
} as const;

export const rule: Rule = {
  name: "private-storage",
  cloud: "cloudflare",
  title: "Nobody but who is named reads what is stored",
  severity: "critical",
  denied: true,
  isRemediable: true,
  why: "Whoever finds the address reads, or changes, everything in it.",
  source: "https://developers.cloudflare.com/r2/buckets/public-buckets/",
  references: { nist: ["AC-3", "AC-4", "SC-7"] },
  types: {
    "cloudflare:index/r2ManagedDomain:R2ManagedDomain": open,
    "cloudflare:index/r2CustomDomain:R2CustomDomain": open,
  },
};
