import type { Check, Rule } from "../../../contract/rule.ts";

const waiting = (property: string): Check =>
  function* ({ inputs }, given) {
    const [instances = 0, most] = [inputs.number(property), given.number("instances")];
    if (instances > most)
      yield { property, what: `more than ${most} instances are kept idle`, fix: `Set \`${property}\` to ${most}` };
  };

export const rule: Rule = {
  name: "no-idle-capacity",
  cloud: "gcp",
  title: "No instances are billed while there are no requests",
  severity: "high",
  level: "advised",
  why: "Idle instances are billed around the clock.",
  source: "https://cloud.google.com/run/docs/configuring/min-instances",
  references: {},
  options: { instances: { default: 0, what: "instances that may be idle" } },
  types: {
    "gcp:cloudfunctionsv2/function:Function": {
      checks: [waiting("serviceConfig.minInstanceCount")],
      compliant: { serviceConfig: { minInstanceCount: 0 } },
      broken: [["serviceConfig.minInstanceCount", 2, "more than 0 instances are kept idle"]],
    },
    "gcp:cloudrunv2/service:Service": {
      checks: [waiting("template.scaling.minInstanceCount"), waiting("scaling.minInstanceCount")],
      compliant: { template: { scaling: { minInstanceCount: 0 } }, scaling: { minInstanceCount: 0 } },
      broken: [
        ["template.scaling.minInstanceCount", 1, "more than 0 instances are kept idle"],
        ["scaling.minInstanceCount", 1, "more than 0 instances are kept idle"],
      ],
    },
  },
};
