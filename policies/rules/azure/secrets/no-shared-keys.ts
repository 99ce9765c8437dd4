import { requires } from "../../../contract/requirements.ts";
import type { Rule, TypeRule } from "../../../contract/rule.ts";

const what = "anyone with its key may do everything with it";

/** What has to be turned on or off. Clients that use keys have to be changed before, so that nobody does it for a team. */
const asked = (property: string, value: boolean, compliant: TypeRule["compliant"]): TypeRule => ({
  checks: [requires(property, value, { else: what })],
  compliant,
  broken: [
    [property, !value, what],
    [property, undefined, what],
  ],
});

export const rule: Rule = {
  name: "no-shared-keys",
  cloud: "azure",
  title: "Clients authenticate as themselves, not with a shared key",
  severity: "medium",
  why: "A shared key allows everything, does not tell who uses it, and gets copied.",
  source: "https://learn.microsoft.com/azure/storage/common/shared-key-authorization-prevent",
  references: {
    checkov: ["CKV2_AZURE_40", "CKV_AZURE_140", "CKV_AZURE_203"],
    prowler: ["storage_account_key_access_disabled", "cosmosdb_account_use_aad_and_rbac", "keyvault_rbac_enabled"],
    cis: ["Azure 6.0 9.3.1.3", "Azure 6.0 8.3.6", "Azure 3.0 5.4.3"],
    nist: ["IA-2", "AC-3"],
  },
  types: {
    "azure-native:storage:StorageAccount": asked("allowSharedKeyAccess", false, { allowSharedKeyAccess: false }),
    "azure-native:cosmosdb:DatabaseAccount": asked("disableLocalAuth", true, {
      ...{ kind: "GlobalDocumentDB", disableLocalAuth: true },
    }),
    "azure-native:servicebus:Namespace": asked("disableLocalAuth", true, { disableLocalAuth: true }),
    "azure-native:applicationinsights:Component": asked("disableLocalAuth", true, { disableLocalAuth: true }),
    "azure-native:keyvault:Vault": asked("properties.enableRbacAuthorization", true, {
      properties: { enableRbacAuthorization: true },
    }),
    "azure-native:redis:Redis": asked("disableAccessKeyAuthentication", true, { disableAccessKeyAuthentication: true }),
  },
};
