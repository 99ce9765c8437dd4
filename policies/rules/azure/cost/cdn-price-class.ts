import type { GraphCheck, Rule } from "../../../contract/rule.ts";

const waf = "azure-native:cdn:SecurityPolicy";

/** Only managed rules and private links need the tier Premium. */
const tier: GraphCheck = function* (subject, program) {
  if (subject.inputs.text("sku.name") !== "Premium_AzureFrontDoor") return;
  if (program.users(subject, waf, "profileName").length > 0) return;
  yield {
    property: "sku.name",
    what: "it has the most expensive tier, and uses nothing of it",
    fix: 'Set it to `"Standard_AzureFrontDoor"`',
  };
};

export const rule: Rule = {
  name: "cdn-price-class",
  cloud: "azure",
  title: "A CDN uses the regions that its visitors are in",
  severity: "low",
  level: "advised",
  why: "Edge locations in expensive regions raise the price of what they serve.",
  source: "https://learn.microsoft.com/azure/frontdoor/front-door-cdn-comparison",
  references: {},
  types: {
    "azure-native:cdn:Profile": {
      graph: [tier],
      compliant: { sku: { name: "Standard_AzureFrontDoor" } },
      broken: [["sku.name", "Premium_AzureFrontDoor", "it has the most expensive tier"]],
    },
  },
};
