import { requires } from "../../../contract/requirements.ts";
import type { Rule } from "../../../contract/rule.ts";

/** It cannot be taken back, so that nobody turns it on for a team. */
const purge = requires("properties.enablePurgeProtection", true, {
  else: "after a deletion it can be purged, too",
});

export const rule: Rule = {
  name: "key-rotation",
  cloud: "azure",
  title: "Encryption keys are rotated, and cannot be lost at once",
  severity: "medium",
  why: "A key that leaks can decrypt everything that was ever encrypted with it, and without a key its data is lost.",
  source: "https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview#purge-protection",
  references: {
    kics: ["7c25f361-7c66-44bf-9b69-022acd5eb4bd"],
    checkov: ["CKV_AZURE_110", "CKV_AZURE_42"],
    trivy: ["AZU-0016"],
    prowler: ["keyvault_recoverable"],
    cis: ["Azure 6.0 8.3.5"],
    nist: ["SC-12"],
  },
  types: {
    "azure-native:keyvault:Vault": {
      checks: [purge],
      compliant: { properties: { enableSoftDelete: true, enablePurgeProtection: true } },
      broken: [["properties.enablePurgeProtection", undefined, "it can be purged, too"]],
    },
  },
};
