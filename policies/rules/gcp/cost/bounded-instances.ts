import { requiresSome } from "../../../contract/requirements.ts";
import type { Rule, TypeRule } from "../../../contract/rule.ts";
import type { Fields } from "../../../contract/values.ts";

const bounded = (property: string, compliant: Fields): TypeRule => ({
  checks: [
    requiresSome(property, {
      else: "Google decides how many instances there may be",
      fix: "Set it to the number that you mean",
    }),
  ],
  unknowns: { [property]: "any" },
  compliant,
  broken: [[property, undefined, "Google decides how many instances there may be"]],
});

export const rule: Rule = {
  name: "bounded-instances",
  cloud: "gcp",
  title: "Something bounds how many instances there may be",
  severity: "medium",
  level: "advised",
  why: "Whoever asks without end makes a bill without end.",
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
