import { at, requiredText, textAt } from "../../../contract/read.ts";
import {
  CloudError,
  type Constraint,
  type Limit,
  type ResourceType,
  type StoredResource,
  type World,
} from "../../../contract.ts";
import { between, inert, oneOf, runsOnly, simulated } from "../../rules.ts";
import { type ApiService, formatAddress } from "../api/index.ts";
import { insideOf, isSame } from "../arm.ts";
import { groupedType } from "../grouped-type.ts";
import { reasons } from "../rules.ts";
import type { Secrets } from "./secrets.ts";

export const vaultToken = "azure-native:keyvault:Vault";
export const vaultArm = "Microsoft.KeyVault/vaults";

/** What host names of vaults have after the name. https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#dns-suffixes-for-object-identifiers */
export const serviceName = "vault";

const softDelete = "https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview";

const day = 86_400_000;

const properties: ResourceType["properties"] = {
  ...simulated("properties.enableRbacAuthorization", "properties.softDeleteRetentionInDays"),
  ...simulated("properties.enableSoftDelete", "properties.enablePurgeProtection"),
  ...inert("The simulator has one directory.", "properties.tenantId"),
  ...inert("There are no keys: secrets are the same with both.", "properties.sku"),
  ...inert("With roles, policies are not looked at.", "properties.accessPolicies"),
  ...inert(reasons.network, "properties.publicNetworkAccess", "properties.networkAcls"),
  ...inert("Vaults are always new ones.", "properties.createMode"),
  ...inert(
    "These services do not read secrets here.",
    ...["enabledForDeployment", "enabledForDiskEncryption", "enabledForTemplateDeployment"].map(
      (name) => `properties.${name}`,
    ),
  ),
};

/** The inputs that a rule about properties refuses: what is required stands beside. */
function filled(name: string): (value: unknown) => { readonly properties: unknown } {
  const required = { tenantId: "11111111-1111-4111-8111-111111111111", sku: { family: "A", name: "standard" } };
  return (value) => ({ properties: { ...required, enableRbacAuthorization: true, [name]: value } });
}

const constraints: readonly Constraint[] = [
  between("properties.softDeleteRetentionInDays", 7, 90, softDelete, filled("softDeleteRetentionInDays")),
  oneOf("properties.enableSoftDelete", [true], softDelete, false, filled("enableSoftDelete")),
  // "The property does not accept false as its value": the page of the type.
  oneOf("properties.enablePurgeProtection", [true], softDelete, false, filled("enablePurgeProtection")),
];

const limits: readonly Limit[] = [
  {
    property: "properties",
    only: "vaults with enableRbacAuthorization",
    runs: (value) => at(value, "enableRbacAuthorization") === true,
    refused: filled("enableRbacAuthorization")(false),
  },
  { ...runsOnly("properties.createMode", ["default"], "recover"), refused: filled("createMode")("recover") },
];

export function vaultNamed({ store }: Pick<World, "store">, name: string): StoredResource | undefined {
  return store.find(vaultToken, ({ outputs }) => isSame(textAt(outputs, "name"), name))[0];
}

/** A deleted vault keeps its name for a time, also in other groups and subscriptions. */
function keptName(name: string): string {
  return `azure/keyvault/deleted/${name.toLowerCase()}`;
}

/** @throws CloudError `ConflictError` */
function requireFreeName({ store, clock }: World, name: string): void {
  const until = Number(store.getValue(keptName(name)) ?? 0);
  if (until <= clock.now()) return;
  const message = `A vault with the same name already exists in deleted state. You need to either recover or purge existing key vault. Follow this link https://go.microsoft.com/fwlink/?linkid=2149745 for more information on soft delete.`;
  throw new CloudError("ConflictError", message, 409);
}

/**
 * https://learn.microsoft.com/rest/api/keyvault/keyvault/vaults/create-or-update
 *
 * @param api - Where vaults can be called.
 */
export function vaultType(api: Pick<ApiService, "open">, secrets: Secrets): ResourceType {
  return groupedType({
    token: vaultToken,
    source: "https://www.pulumi.com/registry/packages/azure-native/api-docs/keyvault/vault/",
    arm: vaultArm,
    version: "2024-11-01",
    naming: {
      property: "vaultName",
      min: 3,
      max: 24,
      pattern: /^[a-z](?!.*--)[a-z0-9-]*[a-z0-9]$/i,
      refused: ["1-shop", "shop--vault", "shop-"],
      source:
        "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftkeyvault",
    },
    properties,
    constraints,
    limits,
    example: { vaultName: "shop-vault", resourceGroupName: "shop", ...filled("softDeleteRetentionInDays")(7) },
    // Names of vaults are host names.
    unique: [
      {
        key: ({ inputs }) => textAt(inputs, "vaultName")?.toLowerCase(),
        taken: ({ inputs: { vaultName } }) =>
          new CloudError("VaultAlreadyExists", `The vault name '${vaultName}' is already in use.`, 409),
      },
    ],
    check({ inputs, old }, world) {
      if (old === undefined) requireFreeName(world, requiredText(inputs, "vaultName"));
    },
    outputs: async ({ inputs }) => ({
      properties: {
        ...{ enableSoftDelete: true, softDeleteRetentionInDays: 90, provisioningState: "Succeeded" },
        ...Object(inputs.properties),
        vaultUri: formatAddress(await api.open(), requiredText(inputs, "vaultName"), serviceName),
      },
    }),
    async apply() {
      await api.open();
    },
    inside: insideOf,
    remove(vault, { store, clock }) {
      secrets.drop(vault.id);
      const days = Number(at(vault.outputs, "properties.softDeleteRetentionInDays"));
      store.putValue(keptName(requiredText(vault.outputs, "name")), String(clock.now() + days * day));
    },
  });
}
