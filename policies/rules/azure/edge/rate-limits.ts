import type { Check, Rule } from "../../../contract/rule.ts";

const limits: Check = function* ({ inputs }) {
  const custom = inputs.list("customRules.rules").some((each) => each.text("ruleType") === "RateLimitRule");
  if (custom || inputs.list("rateLimitRules.rules").length > 0) return;
  const fix = 'Add a rule with `ruleType: "RateLimitRule"` to it';
  yield { property: "customRules.rules", what: "requests of one client are not limited", fix };
};

export const rule: Rule = {
  name: "rate-limits",
  cloud: "azure",
  title: "Requests are limited in rate",
  severity: "medium",
  why: "One client can use up all capacity, and run up the bill.",
  source: "https://learn.microsoft.com/azure/web-application-firewall/afds/waf-front-door-rate-limit",
  references: { nist: ["SC-5"] },
  types: {
    "azure-native:frontdoor:Policy": {
      checks: [limits],
      compliant: { customRules: { rules: [{ ruleType: "RateLimitRule" }] } },
      broken: [
        ["customRules.rules[0].ruleType", "MatchRule", "requests of one client are not limited", "customRules.rules"],
        ["customRules.rules", undefined, "requests of one client are not limited"],
      ],
    },
  },
};
