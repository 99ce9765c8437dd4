import type { Check, Rule } from "../../../contract/rule.ts";

/** Plans that are not paid by use are bounded by themselves. */
const instances: Check = function* ({ inputs }) {
  const property = "functionAppConfig.scaleAndConcurrency.maximumInstanceCount";
  if (!inputs.has("functionAppConfig") || inputs.has(property)) return;
  yield {
    property,
    what: "only the maximum of the platform limits its instances",
    fix: "Set it to the number of instances that it may have",
  };
};

export const rule: Rule = {
  name: "bounded-instances",
  cloud: "azure",
  title: "The number of instances is limited",
  severity: "medium",
  level: "advised",
  why: "A flood of requests scales an unlimited function, and its bill, as far as the account allows.",
  source: "https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan#scale",
  references: { nist: ["SC-6"] },
  types: {
    "azure-native:web:WebApp": {
      checks: [instances],
      unknowns: { "functionAppConfig.scaleAndConcurrency.maximumInstanceCount": "any" },
      compliant: { functionAppConfig: { scaleAndConcurrency: { maximumInstanceCount: 40 } } },
      broken: [
        ["functionAppConfig.scaleAndConcurrency.maximumInstanceCount", undefined, "only the maximum of the platform"],
      ],
    },
  },
};
