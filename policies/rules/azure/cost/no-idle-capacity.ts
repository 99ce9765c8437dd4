import type { Check, Rule } from "../../../contract/rule.ts";

const ready: Check = function* ({ inputs }, given) {
  const property = "functionAppConfig.scaleAndConcurrency.alwaysReady";
  const instances = inputs.list(property).reduce((sum, each) => sum + (each.number("instanceCount") ?? 0), 0);
  const most = given.number("instances");
  if (instances > most)
    yield { property, what: `more than ${most} instances are kept idle`, fix: `Set it to ${most}, or remove it` };
};

/** FC1 and Y1 are paid by use. */
const plan: Check = function* ({ inputs }) {
  if (!/^(?:EP|WS|P|S|B|I)\d/.test(inputs.text("sku.name") ?? "")) return;
  yield {
    property: "sku.name",
    what: "its instances are billed around the clock",
    fix: 'Set `sku` to `{ name: "FC1", tier: "FlexConsumption" }`',
  };
};

export const rule: Rule = {
  name: "no-idle-capacity",
  cloud: "azure",
  title: "No instances are billed while there are no requests",
  severity: "high",
  level: "advised",
  why: "Idle instances are billed around the clock.",
  source: "https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan#always-ready-instances",
  references: {},
  options: { instances: { default: 0, what: "instances that may be idle" } },
  types: {
    "azure-native:web:WebApp": {
      checks: [ready],
      compliant: { functionAppConfig: { scaleAndConcurrency: { alwaysReady: [{ name: "http", instanceCount: 0 }] } } },
      broken: [
        [
          "functionAppConfig.scaleAndConcurrency.alwaysReady[0].instanceCount",
          2,
          "more than 0 instances are kept idle",
          "functionAppConfig.scaleAndConcurrency.alwaysReady",
        ],
      ],
    },
    "azure-native:web:AppServicePlan": {
      checks: [plan],
      compliant: { sku: { name: "FC1" } },
      broken: [["sku.name", "EP1", "its instances are billed around the clock"]],
    },
  },
};
