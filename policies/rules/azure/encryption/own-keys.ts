import type { Rule } from "../../../contract/rule.ts";
import { keyed } from "../../../vendors/classified.ts";

const key = "a key of Key Vault";
const uri = "https://shop.vault.azure.net/keys/shop";

export const rule: Rule = {
  name: "own-keys",
  cloud: "azure",
  title: "Confidential data is encrypted with the team's own keys",
  severity: "low",
  why: "Only with a key of its own can the team decide, and revoke, who may decrypt the data.",
  source: "https://learn.microsoft.com/azure/security/fundamentals/encryption-customer-managed-keys-support",
  references: {
    checkov: ["CKV2_AZURE_1", "CKV_AZURE_100", "CKV_AZURE_201"],
    trivy: ["AZU-0060"],
    nist: ["SC-28(1)", "SC-12", "SC-13"],
  },
  options: { classified: { default: [], what: "names of resources that hold confidential data" } },
  types: {
    "azure-native:storage:StorageAccount": keyed("encryption.keyVaultProperties", key, {
      encryption: { keySource: "Microsoft.Keyvault", keyVaultProperties: { keyVaultUri: uri } },
    }),
    "azure-native:cosmosdb:DatabaseAccount": keyed("keyVaultKeyUri", key, { keyVaultKeyUri: uri }),
    "azure-native:servicebus:Namespace": keyed("encryption.keyVaultProperties", key, {
      encryption: { keyVaultProperties: [{ keyVaultUri: uri }] },
    }),
  },
};
