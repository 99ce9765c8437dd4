import type { Check, Rule } from "../../../contract/rule.ts";

const condition: Check = function* ({ inputs }) {
  if (!inputs.has("oidc") || inputs.has("attributeCondition")) return;
  const fix = "Set `attributeCondition`, as in `\"assertion.repository_owner == 'acme'\"`";
  yield { property: "attributeCondition", what: "every token of the issuer is accepted", fix };
};

export const rule: Rule = {
  name: "pinned-ci-identity",
  cloud: "gcp",
  title: "Identities for CI are limited to named repositories",
  severity: "high",
  level: "denied",
  why: "Otherwise any repository on the same service can use them.",
  source: "https://cloud.google.com/iam/docs/workload-identity-federation-with-deployment-pipelines#conditions",
  references: { checkov: ["CKV_GCP_118"], trivy: ["GCP-0068"], nist: ["AC-3", "IA-2"] },
  types: {
    "gcp:iam/workloadIdentityPoolProvider:WorkloadIdentityPoolProvider": {
      checks: [condition],
      unknowns: { attributeCondition: "any" },
      compliant: {
        oidc: { issuerUri: "https://token.actions.githubusercontent.com" },
        attributeCondition: "assertion.repository == 'acme/shop'",
      },
      broken: [["attributeCondition", undefined, "every token of the issuer is accepted"]],
    },
  },
};
