import { requiresSome } from "../../../contract/requirements.ts";
import type { Rule, TypeRule } from "../../../contract/rule.ts";
import type { Fields } from "../../../contract/values.ts";

const attested = (property: string, compliant: Fields): TypeRule => ({
  checks: [
    requiresSome(property, {
      else: "images without an attestation can run",
      fix: "Set it to a policy of Binary Authorization",
    }),
  ],
  unknowns: { [property]: "any" },
  compliant,
  broken: [[property, undefined, "images without an attestation can run"]],
});

export const rule: Rule = {
  name: "signed-code",
  cloud: "gcp",
  title: "Only signed code runs",
  severity: "low",
  level: "off",
  why: "Whoever may deploy, or has stolen the credentials to, can run any code.",
  source: "https://cloud.google.com/binary-authorization/docs/run/overview",
  references: { nist: ["SI-7"] },
  types: {
    "gcp:cloudrunv2/service:Service": attested("binaryAuthorization", { binaryAuthorization: { useDefault: true } }),
    "gcp:cloudfunctionsv2/function:Function": attested("serviceConfig.binaryAuthorizationPolicy", {
      serviceConfig: { binaryAuthorizationPolicy: "projects/shop/platforms/cloudRun/policies/signed" },
    }),
  },
};
