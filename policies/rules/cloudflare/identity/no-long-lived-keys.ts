import { requiresSome } from "../../../contract/requirements.ts";
import type { Rule } from "../../../contract/rule.ts";

const end = requiresSome("expiresOn", {
  else: "this token does not expire",
  fix: "Set `expiresOn` to a day before which it is rotated",
});

const token = {
  checks: [end],
  unknowns: { expiresOn: "any" },
  compliant: { expiresOn: "2027-01-01T00:00:00Z" },
  broken: [["expiresOn", undefined, "this token does not expire"]],
} as const;

export const rule: Rule = {
  name: "no-long-lived-keys",
  cloud: "cloudflare",
  title: "Access keys expire",
  severity: "high",
  level: "denied",
  why: "A key that leaks works until somebody notices.",
  source: "https://developers.cloudflare.com/fundamentals/api/how-to/restrict-tokens/",
  references: { nist: ["IA-5"] },
  types: {
    "cloudflare:index/apiToken:ApiToken": token,
    "cloudflare:index/accountToken:AccountToken": token,
  },
};
