import type { GraphCheck, Rule } from "../../../contract/rule.ts";

const ruleset = "cloudflare:index/ruleset:Ruleset";
const phase = "http_request_firewall_managed";

const zone: GraphCheck = function* (subject, program) {
  if (program.users(subject, ruleset, "zoneId").some(({ inputs }) => inputs.text("phase") === phase)) return;
  const fix = `Add a Ruleset of the zone with the phase \`${phase}\``;
  yield { property: "", what: "it has no managed rules", fix };
};

const around = (of: string) => [
  { type: ruleset, name: "rules", inputs: { phase: of }, sources: { zoneId: "subject" } },
];

export const rule: Rule = {
  name: "firewall",
  cloud: "cloudflare",
  title: "Public endpoints are behind a web application firewall",
  severity: "medium",
  why: "Without one, well-known attacks reach the code.",
  source: "https://developers.cloudflare.com/waf/managed-rules/",
  references: { prowler: ["zone_waf_enabled"], nist: ["SC-7", "SI-4"] },
  types: {
    "cloudflare:index/zone:Zone": {
      graph: [zone],
      compliant: {},
      given: { around: around(phase) },
      broken: [
        { at: "", says: "it has no managed rules", around: around("http_ratelimit") },
        { at: "", says: "it has no managed rules", around: [] },
      ],
    },
  },
};
