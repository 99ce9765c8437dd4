import type { Check, Rule } from "../../../contract/rule.ts";

const memory: Check = function* ({ inputs }, given) {
  const property = "functionAppConfig.scaleAndConcurrency.instanceMemoryMB";
  const [size, most] = [inputs.number(property), given.number("megabytes")];
  if (size === undefined || size <= most) return;
  yield { property, what: `it has more than ${most} MB`, fix: `Set it to ${most} or less` };
};

export const rule: Rule = {
  name: "memory-cap",
  cloud: "azure",
  title: "Functions have no more memory than they need",
  severity: "medium",
  level: "advised",
  why: "Memory is billed whether it is used or not.",
  source: "https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan#instance-sizes",
  references: {},
  options: { megabytes: { default: 2048, what: "megabytes that a function may have" } },
  types: {
    "azure-native:web:WebApp": {
      checks: [memory],
      compliant: { functionAppConfig: { scaleAndConcurrency: { instanceMemoryMB: 512 } } },
      broken: [["functionAppConfig.scaleAndConcurrency.instanceMemoryMB", 4096, "it has more than 2048 MB"]],
    },
  },
};
