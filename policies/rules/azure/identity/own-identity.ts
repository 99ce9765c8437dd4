import type { Check, Rule } from "../../../contract/rule.ts";

const identity: Check = function* ({ inputs }) {
  if (inputs.text("identity.type") !== "None" && inputs.has("identity.type")) return;
  const fix = 'Set `identity` to `{ type: "UserAssigned", userAssignedIdentities: [<its id>] }`';
  yield { property: "identity.type", what: "it has no managed identity, and needs keys instead", fix };
};

export const rule: Rule = {
  name: "own-identity",
  cloud: "azure",
  title: "Each function has an identity of its own",
  severity: "medium",
  why: "Functions that share an identity have each other's permissions.",
  source: "https://learn.microsoft.com/azure/app-service/overview-managed-identity",
  references: {
    checkov: ["CKV_AZURE_71", "CKV_AZURE_16"],
    trivy: ["AZU-0002"],
    kics: [
      "e9c133e5-c2dd-4b7b-8fff-40f2de367b56",
      "c87749b3-ff10-41f5-9df2-c421e8151759",
      "b61cce4b-0cc4-472b-8096-15617a6d769b",
    ],
    prowler: ["app_function_identity_is_configured"],
    cis: ["Azure 3.0 9.5"],
    nist: ["AC-6", "IA-2"],
  },
  types: {
    "azure-native:web:WebApp": {
      checks: [identity],
      compliant: { identity: { type: "UserAssigned", userAssignedIdentities: ["/subscriptions/1/…/shop"] } },
      broken: [
        ["identity.type", "None", "it has no managed identity"],
        ["identity.type", undefined, "it has no managed identity"],
      ],
    },
  },
};
