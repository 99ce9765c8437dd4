import { requiresSome } from "../../../contract/requirements.ts";
import type { Check, Rule } from "../../../contract/rule.ts";

/** What is not for the internet has the schemes INTERNAL. */
const service: Check = function* ({ inputs }) {
  if (/^INTERNAL/.test(inputs.text("loadBalancingScheme") ?? "EXTERNAL")) return;
  if (inputs.has("securityPolicy") || inputs.has("edgeSecurityPolicy")) return;
  yield { property: "securityPolicy", what: "it has no firewall", fix: "Set it to a policy of Cloud Armor" };
};

export const rule: Rule = {
  name: "firewall",
  cloud: "gcp",
  title: "Public endpoints are behind a web application firewall",
  severity: "medium",
  why: "Without one, well-known attacks reach the code.",
  source: "https://cloud.google.com/armor/docs/security-policy-overview",
  references: { nist: ["SC-7", "SI-4"] },
  types: {
    "gcp:compute/backendService:BackendService": {
      checks: [service],
      unknowns: { securityPolicy: "any" },
      compliant: {
        loadBalancingScheme: "EXTERNAL_MANAGED",
        securityPolicy: "projects/shop/global/securityPolicies/shop",
      },
      broken: [["securityPolicy", undefined, "it has no firewall"]],
    },
    "gcp:compute/backendBucket:BackendBucket": {
      checks: [
        requiresSome("edgeSecurityPolicy", {
          else: "it has no firewall",
          fix: "Set it to an edge policy of Cloud Armor",
        }),
      ],
      unknowns: { edgeSecurityPolicy: "any" },
      compliant: { edgeSecurityPolicy: "projects/shop/global/securityPolicies/shop" },
      broken: [["edgeSecurityPolicy", undefined, "it has no firewall"]],
    },
  },
};
