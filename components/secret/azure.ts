import { getClientConfigOutput } from "@pulumi/azure-native/authorization/getClientConfig.js";
import { Secret, type SecretArgs } from "@pulumi/azure-native/keyvault/secret.js";
import { Vault, type VaultArgs } from "@pulumi/azure-native/keyvault/vault.js";
import { type ComponentResource, type CustomResourceOptions, interpolate } from "@pulumi/pulumi";
import { physicalName } from "../support/naming.ts";
import { kept } from "../support/options.ts";
import { type Transform, transformed } from "../support/transform.ts";
import type { SecretBuilder, SecretPlan } from "./plan.ts";

export interface AzureSecretNodes {
  /** A vault for this secret alone: roles are best given at a vault. */
  readonly vault: Vault;
  /** Of a secret that is set later, there is none. */
  readonly secret?: Secret;
}

export interface AzureSecretTransform {
  /** The vault. @default unchanged */
  readonly vault?: Transform<VaultArgs>;
  /** The secret in it. @default unchanged */
  readonly secret?: Transform<SecretArgs>;
}

type Plan = SecretPlan<AzureSecretTransform>;

/** The name of the secret in its vault: always the same, so that a renamed one keeps what was set later. */
const secretName = "value";

/** For how many days a deleted vault and its secrets can be restored: https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview */
const recoveryDays = { shortest: 7, longest: 90 } as const;

/** That time "can't be changed" later: https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview#soft-delete-behavior */
const vaultOptions = (self: ComponentResource, { protection }: Plan): CustomResourceOptions => ({
  ...kept(self, protection),
  ignoreChanges: ["properties.softDeleteRetentionInDays"],
});

function createVault(self: ComponentResource, plan: Plan): Vault {
  const { name, on, protection, tags, transform } = plan;
  const args: VaultArgs = {
    resourceGroupName: on("resourceGroup"),
    location: on("location"),
    // 3 to 24 characters: https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftkeyvault
    vaultName: physicalName(self, `${name}-vault-name`, name, { max: 24, separator: "-", letterFirst: true }),
    properties: {
      tenantId: getClientConfigOutput({ parent: self }).tenantId,
      sku: { family: "A", name: "standard" },
      enableRbacAuthorization: true,
      enableSoftDelete: true,
      ...(protection === "destroy"
        ? { softDeleteRetentionInDays: recoveryDays.shortest }
        : { softDeleteRetentionInDays: recoveryDays.longest, enablePurgeProtection: true }),
    },
    tags,
  };
  return new Vault(...transformed(transform.vault, `${name}-vault`, args, vaultOptions(self, plan)));
}

/** Without tags: any change of it would write the value again that the deployment knows, after `fourfold secret rotate` an old one. */
function createSecret(self: ComponentResource, plan: Plan, vault: Vault) {
  const { name, on, value, protection, transform } = plan;
  if (value === undefined) return {};
  const args: SecretArgs = {
    resourceGroupName: on("resourceGroup"),
    vaultName: vault.name,
    secretName,
    properties: { value },
  };
  return {
    secret: new Secret(...transformed(transform.secret, `${name}-secret`, args, kept(self, protection))),
  };
}

/** A secret in a vault of its own: https://learn.microsoft.com/azure/key-vault/secrets/about-secrets */
export const build: SecretBuilder<AzureSecretNodes, AzureSecretTransform> = (self, plan) => {
  const vault = createVault(self, plan);
  const secret = createSecret(self, plan, vault);
  return {
    id: interpolate`${vault.id}/secrets/${secretName}`,
    attributes: { address: interpolate`${vault.properties.vaultUri}secrets/${secretName}`, scope: vault.id },
    nodes: { vault, ...secret },
  };
};
