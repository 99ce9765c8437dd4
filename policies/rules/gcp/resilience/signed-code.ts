import { requiresSome } from "../../../contract/requirements.ts";
import type { Rule, TypeRule } from "../../../contract/rule.ts";
import type { Fields } from "../../../contract/values.ts";

const attested = (property: string, compliant: Fields): TypeRule => ({
  checks: [
    requiresSome(property, {
      else: "code that nobody has attested runs",
      fix: "Set it to a policy of Binary Authorization",
    }),
  ],
  unknowns: { [property]: "any" },
  compliant,
  broken: [[property, undefined, "code that nobody has attested runs"]],
});

export const rule: Rule = {
  name: "signed-code",
  cloud: "gcp",
  title: "Only code that the team has signed runs",
  severity: "low",
  level: "off",
  why: "Whoever may deploy, or has the credentials of who does, runs what they like.",
  source: "https://cloud.google.com/binary-authorization/docs/run/overview",
  references: { nist: ["SI-7"] },
  types: {
    "gcp:cloudrunv2/service:Service": attested("binaryAuthorization", { binaryAuthorization: { useDefault: true } }),
    "gcp:cloudfunctionsv2/function:Function": attested("serviceConfig.binaryAuthorizationPolicy", {
      serviceConfig: { binaryAuthorizationPolicy: "projects/shop/platforms/cloudRun/policies/signed" },
    }),
  },
};
