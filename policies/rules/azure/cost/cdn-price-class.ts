import type { GraphCheck, Rule } from "../../../contract/rule.ts";

const waf = "azure-native:cdn:SecurityPolicy";

/** Only managed rules and private links need the tier Premium. */
const tier: GraphCheck = function* (subject, program) {
  if (subject.inputs.text("sku.name") !== "Premium_AzureFrontDoor") return;
  if (program.users(subject, waf, "profileName").length > 0) return;
  yield {
    property: "sku.name",
    what: "it has the dearest tier, and nothing that needs it",
    fix: 'Set it to `"Standard_AzureFrontDoor"`',
  };
};

export const rule: Rule = {
  name: "cdn-price-class",
  cloud: "azure",
  title: "A CDN is where its visitors are",
  severity: "low",
  level: "advised",
  why: "Places that nobody is near cost more.",
  source: "https://learn.microsoft.com/azure/frontdoor/front-door-cdn-comparison",
  references: {},
  types: {
    "azure-native:cdn:Profile": {
      graph: [tier],
      compliant: { sku: { name: "Standard_AzureFrontDoor" } },
      broken: [["sku.name", "Premium_AzureFrontDoor", "it has the dearest tier"]],
    },
  },
};
