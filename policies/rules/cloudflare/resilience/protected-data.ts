import type { Check, Rule } from "../../../contract/rule.ts";

const what = "it is deleted when the program no longer has it";

/** Cloudflare has no protection of its own. */
const data: Check = function* (subject, given) {
  if (subject.isProtected || given.isNamed("disposable", subject)) return;
  yield { property: "", what, fix: "Set the option `protect`" };
};

const own = {
  checks: [data],
  compliant: {},
  given: { isProtected: true },
  broken: [{ at: "", says: what, isProtected: false }],
} as const;

export const rule: Rule = {
  name: "protected-data",
  cloud: "cloudflare",
  title: "Resources that hold data are protected from deletion",
  severity: "medium",
  why: "One wrong deployment deletes them.",
  source: "https://www.pulumi.com/docs/iac/concepts/resources/options/protect/",
  references: { nist: ["CP-9"] },
  options: { disposable: { default: [], what: "names of resources that can be created again" } },
  types: {
    "cloudflare:index/d1Database:D1Database": own,
    "cloudflare:index/r2Bucket:R2Bucket": own,
    "cloudflare:index/workersKvNamespace:WorkersKvNamespace": own,
  },
};
