import { requiresSome } from "../../../contract/requirements.ts";
import type { Rule } from "../../../contract/rule.ts";

const end = requiresSome("expiresOn", {
  else: "it is a token that works until somebody deletes it",
  fix: "Set `expiresOn` to a day on which it is renewed",
});

const token = {
  checks: [end],
  unknowns: { expiresOn: "any" },
  compliant: { expiresOn: "2027-01-01T00:00:00Z" },
  broken: [["expiresOn", undefined, "it is a token that works until somebody deletes it"]],
} as const;

export const rule: Rule = {
  name: "no-long-lived-keys",
  cloud: "cloudflare",
  title: "Nobody has a key that does not end",
  severity: "high",
  denied: true,
  why: "Who finds it has it for as long as nobody notices.",
  source: "https://developers.cloudflare.com/fundamentals/api/how-to/restrict-tokens/",
  references: { nist: ["IA-5"] },
  types: {
    "cloudflare:index/apiToken:ApiToken": token,
    "cloudflare:index/accountToken:AccountToken": token,
  },
};
