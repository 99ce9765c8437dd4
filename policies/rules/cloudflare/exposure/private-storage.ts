import type { Check, Rule } from "../../../contract/rule.ts";

const domain: Check = function* (subject, given) {
  if (subject.inputs.flag("enabled") !== true || given.isPublic(subject)) return;
  const fix =
    "Set `enabled` to `false`, and read the bucket by a Worker, or list it in `public` of the settings, with a reason";
  yield { property: "enabled", what: "anyone may read the bucket", fix, remedy: { enabled: false } };
};

const open = {
  checks: [domain],
  compliant: { enabled: false },
  broken: [["enabled", true, "anyone may read the bucket"]],
} as const;

export const rule: Rule = {
  name: "private-storage",
  cloud: "cloudflare",
  title: "Stored objects are not public",
  severity: "critical",
  level: "denied",
  isRemediable: true,
  why: "Anyone who knows the address can read, or even change, everything that is public.",
  source: "https://developers.cloudflare.com/r2/buckets/public-buckets/",
  references: { nist: ["AC-3", "AC-4", "SC-7"] },
  types: {
    "cloudflare:index/r2ManagedDomain:R2ManagedDomain": open,
    "cloudflare:index/r2CustomDomain:R2CustomDomain": open,
  },
};
