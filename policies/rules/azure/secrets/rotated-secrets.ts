import { requiresSome } from "../../../contract/requirements.ts";
import type { Rule } from "../../../contract/rule.ts";

const end = (what: string) =>
  requiresSome("properties.attributes.expires", {
    else: what,
    fix: "Set it to the Unix time before which it is rotated",
  });

const ending = {
  checks: [end("it does not expire")],
  unknowns: { "properties.attributes.expires": "any" },
  compliant: { properties: { attributes: { expires: 1_800_000_000 } } },
  broken: [["properties.attributes.expires", undefined, "it does not expire"]],
} as const;

export const rule: Rule = {
  name: "rotated-secrets",
  cloud: "azure",
  title: "Secrets are rotated, or expire",
  severity: "low",
  why: "A secret that was copied works until somebody notices.",
  source: "https://learn.microsoft.com/azure/key-vault/secrets/about-secrets#secret-attributes",
  references: {
    checkov: ["CKV_AZURE_41", "CKV_AZURE_40"],
    trivy: ["AZU-0017", "AZU-0014"],
    kics: ["cff9c3f7-e8f0-455f-9fb4-5f72326da96e", "dfa20ffa-f476-428f-a490-424b41e91c7f"],
    prowler: ["keyvault_rbac_secret_expiration_set"],
    cis: ["Azure 6.0 8.3.3"],
    nist: ["IA-5", "AC-2"],
  },
  types: {
    "azure-native:keyvault:Secret": ending,
  },
};
