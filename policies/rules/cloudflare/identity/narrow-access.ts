import type { Check, Rule } from "../../../contract/rule.ts";

/** A token is for resources by their names in a map, which the provider takes as JSON. */
const resources: Check = function* ({ inputs }) {
  for (const policy of inputs.list("policies")) {
    if (policy.text("effect") !== "allow") continue;
    const names = policy.document("resources").names();
    if (!names.some((name) => name === "com.cloudflare.api.account.*" || name === "com.cloudflare.api.account.zone.*"))
      continue;
    const fix = "Name the account or the zone: `com.cloudflare.api.account.<id>`";
    yield { property: policy.path("resources"), what: "it covers every account or zone of its owner", fix };
  }
};

const one = { effect: "allow", resources: '{"com.cloudflare.api.account.zone.1234":"*"}' };
const every = '{"com.cloudflare.api.account.zone.*":"*"}';

const token = {
  checks: [resources],
  unknowns: { "policies.resources": "later" },
  compliant: { policies: [one] },
  broken: [["policies[0].resources", every, "it covers every account or zone"]],
} as const;

export const rule: Rule = {
  name: "narrow-access",
  cloud: "cloudflare",
  title: "Permissions are limited to the actions and resources that are needed",
  severity: "high",
  why: "Whoever takes over the code has all of its permissions.",
  source: "https://developers.cloudflare.com/fundamentals/api/get-started/create-token/",
  references: { nist: ["AC-6"] },
  types: {
    "cloudflare:index/apiToken:ApiToken": token,
    "cloudflare:index/accountToken:AccountToken": token,
  },
};
