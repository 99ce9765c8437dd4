import { requiresSome } from "../../../contract/requirements.ts";
import type { Rule, TypeRule } from "../../../contract/rule.ts";
import type { Fields } from "../../../contract/values.ts";

const bounded = (property: string, compliant: Fields): TypeRule => ({
  checks: [
    requiresSome(property, {
      else: "only the maximum of the platform limits its instances",
      fix: "Set it to the number of instances that it may have",
    }),
  ],
  unknowns: { [property]: "any" },
  compliant,
  broken: [[property, undefined, "only the maximum of the platform limits its instances"]],
});

export const rule: Rule = {
  name: "bounded-instances",
  cloud: "gcp",
  title: "The number of instances is limited",
  severity: "medium",
  level: "advised",
  why: "A flood of requests scales an unlimited function, and its bill, as far as the account allows.",
  source: "https://cloud.google.com/run/docs/configuring/max-instances",
  references: { nist: ["SC-6"] },
  types: {
    "gcp:cloudfunctionsv2/function:Function": bounded("serviceConfig.maxInstanceCount", {
      serviceConfig: { maxInstanceCount: 20 },
    }),
    "gcp:cloudrunv2/service:Service": bounded("template.scaling.maxInstanceCount", {
      template: { scaling: { maxInstanceCount: 20 } },
    }),
  },
};
