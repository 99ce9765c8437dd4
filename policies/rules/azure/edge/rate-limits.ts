import type { Check, Rule } from "../../../contract/rule.ts";

const limits: Check = function* ({ inputs }) {
  const custom = inputs.list("customRules.rules").some((each) => each.text("ruleType") === "RateLimitRule");
  if (custom || inputs.list("rateLimitRules.rules").length > 0) return;
  const fix = 'Add a rule with `ruleType: "RateLimitRule"` to it';
  yield { property: "customRules.rules", what: "nothing limits how often one client asks", fix };
};

export const rule: Rule = {
  name: "rate-limits",
  cloud: "azure",
  title: "Nobody may ask without end",
  severity: "medium",
  why: "One client takes all there is, and the bill is yours.",
  source: "https://learn.microsoft.com/azure/web-application-firewall/afds/waf-front-door-rate-limit",
  references: { nist: ["SC-5"] },
  types: {
    "azure-native:frontdoor:Policy": {
      checks: [limits],
      compliant: { customRules: { rules: [{ ruleType: "RateLimitRule" }] } },
      broken: [
        ["customRules.rules[0].ruleType", "MatchRule", "nothing limits how often one client asks", "customRules.rules"],
        ["customRules.rules", undefined, "nothing limits how often one client asks"],
      ],
    },
  },
};
