import type { Check, Rule } from "../../../contract/rule.ts";

/** Plans that are not paid by use are bounded by themselves. */
const instances: Check = function* ({ inputs }) {
  const property = "functionAppConfig.scaleAndConcurrency.maximumInstanceCount";
  if (!inputs.has("functionAppConfig") || inputs.has(property)) return;
  yield {
    property,
    what: "it starts as many instances as the platform lets it",
    fix: "Set it to the number that you mean",
  };
};

export const rule: Rule = {
  name: "bounded-instances",
  cloud: "azure",
  title: "Something bounds how many instances there may be",
  severity: "medium",
  level: "advised",
  why: "Whoever asks without end makes a bill without end.",
  source: "https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan#scale",
  references: { nist: ["SC-6"] },
  types: {
    "azure-native:web:WebApp": {
      checks: [instances],
      unknowns: { "functionAppConfig.scaleAndConcurrency.maximumInstanceCount": "any" },
      compliant: { functionAppConfig: { scaleAndConcurrency: { maximumInstanceCount: 40 } } },
      broken: [
        [
          "functionAppConfig.scaleAndConcurrency.maximumInstanceCount",
          undefined,
          "as many instances as the platform lets it",
        ],
      ],
    },
  },
};
