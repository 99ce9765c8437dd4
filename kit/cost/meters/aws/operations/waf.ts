import type { Inputs } from "../../../resources/inputs.ts";
import type { Meter, MeteredType } from "../../contract.ts";
import { notWhere, unsaid } from "../../guards.ts";

const source = "https://aws.amazon.com/waf/pricing/";

/** Rules that AWS looks after and that cost more than others: https://aws.amazon.com/waf/pricing/ */
const dearRules = /BotControl|ATPRuleSet|ACFPRuleSet|AntiDDoS/;

/** Whether a rule costs more than others: by its vendor, by what it looks for, or as it asks people something. */
function isDear(rule: Inputs): boolean {
  const group = "statement.managedRuleGroupStatement";
  return (
    rule.text(`${group}.vendorName`, "AWS") !== "AWS" ||
    dearRules.test(rule.text(`${group}.name`)) ||
    rule.has("action.captcha") ||
    rule.has("action.challenge")
  );
}

const rules: Meter = { price: "aws.wafv2.rules", quantity: ({ inputs }) => inputs.list("rules").length };

/** A group of rules that a list names counts as a rule. */
export const webAcl: MeteredType = {
  type: "aws:wafv2/webAcl:WebAcl",
  source,
  guards: { rules: notWhere(({ inputs }, property) => inputs.list(property).some(isDear)), ruleJson: unsaid },
  meters: [
    { price: "aws.wafv2.acls", quantity: () => 1 },
    rules,
    { price: "aws.wafv2.requests", quantity: ({ use }) => use("requests") },
  ],
};
