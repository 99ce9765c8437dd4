import type { GraphCheck, Rule } from "../../../contract/rule.ts";

const ruleset = "cloudflare:index/ruleset:Ruleset";
const phase = "http_ratelimit";

const zone: GraphCheck = function* (subject, program) {
  if (program.users(subject, ruleset, "zoneId").some(({ inputs }) => inputs.text("phase") === phase)) return;
  const fix = `Add a Ruleset of the zone with the phase \`${phase}\``;
  yield { property: "", what: "requests of one client are not limited", fix };
};

const around = (of: string) => [
  { type: ruleset, name: "rules", inputs: { phase: of }, sources: { zoneId: "subject" } },
];

export const rule: Rule = {
  name: "rate-limits",
  cloud: "cloudflare",
  title: "Requests are limited in rate",
  severity: "medium",
  why: "One client can use up all capacity, and run up the bill.",
  source: "https://developers.cloudflare.com/waf/rate-limiting-rules/",
  references: { prowler: ["zone_rate_limiting_enabled"], nist: ["SC-5"] },
  types: {
    "cloudflare:index/zone:Zone": {
      graph: [zone],
      compliant: {},
      given: { around: around(phase) },
      broken: [
        { at: "", says: "requests of one client are not limited", around: around("http_request_firewall_managed") },
        { at: "", says: "requests of one client are not limited", around: [] },
      ],
    },
  },
};
