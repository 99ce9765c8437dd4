import { textAt } from "../../../contract/read.ts";
import { CloudError, type Constraint, type ResourceType, type Unique } from "../../../contract.ts";
import { inert, oneOf, simulated } from "../../rules.ts";
import { type ApiService, formatAddress } from "../api/index.ts";
import { insideOf, timeOf } from "../arm.ts";
import { groupedType } from "../grouped-type.ts";
import { reasons } from "../rules.ts";
import { accountArm, accountToken, createKeys, removeKeys } from "./keys.ts";

const naming = "https://learn.microsoft.com/azure/storage/common/storage-account-overview#storage-account-name";

const constraints: readonly Constraint[] = [
  oneOf(
    "minimumTlsVersion",
    ["TLS1_2", "TLS1_3"],
    // Older versions were retired: https://learn.microsoft.com/azure/storage/common/transport-layer-security-configure-migrate-to-tls2
    "https://learn.microsoft.com/azure/storage/common/transport-layer-security-configure-minimum-version",
    "TLS1_0",
  ),
  {
    property: "sasPolicy.expirationAction",
    rule: "must be Log: the simulator refuses no signature for its length",
    source: "https://learn.microsoft.com/azure/storage/common/sas-expiration-policy",
    accepts: (value) => value === "Log",
    refused: { sasPolicy: { expirationAction: "Block", sasExpirationPeriod: "1.00:00:00" } },
  },
];

const properties: ResourceType["properties"] = {
  ...simulated("kind", "sku.name", "allowSharedKeyAccess", "allowBlobPublicAccess"),
  ...inert("It only advises: signatures with a longer time still work.", "sasPolicy"),
  ...inert("Nothing is billed.", "accessTier"),
  ...inert(
    "Only blobs are simulated, with a small part of what accounts can be set to.",
    ...["allowCrossTenantReplication", "allowedCopyScope", "enableExtendedGroups", "enableNfsV3"],
    ...["immutableStorageWithVersioning", "isHnsEnabled", "isLocalUserEnabled", "isSftpEnabled"],
    "largeFileSharesState",
  ),
  ...inert("It concerns the portal only.", "defaultToOAuthAuthentication"),
  ...inert(reasons.network, "dnsEndpointType", "networkRuleSet", "publicNetworkAccess", "routingPreference"),
  ...inert("The local address takes plain HTTP, as if TLS had ended in front of it.", "enableHttpsTrafficOnly"),
  ...inert(reasons.encryption, "encryption"),
  ...inert(reasons.identity, "identity"),
  ...inert("Keys do not expire.", "keyPolicy"),
  ...inert("The local address takes what Node.js does.", "minimumTlsVersion"),
};

/** Account names are globally unique. */
const unique: readonly Unique[] = [
  {
    key: ({ inputs }) => textAt(inputs, "accountName"),
    taken: ({ inputs: { accountName } }) =>
      new CloudError("StorageAccountAlreadyTaken", `The storage account named ${accountName} is already taken.`, 409),
  },
];

const defaults = {
  allowSharedKeyAccess: true,
  allowBlobPublicAccess: false,
  minimumTlsVersion: "TLS1_2",
  enableHttpsTrafficOnly: true,
  accessTier: "Hot",
  encryption: { keySource: "Microsoft.Storage" },
  statusOfPrimary: "available",
  provisioningState: "Succeeded",
  privateEndpointConnections: [],
};

/**
 * The services that accounts have endpoints for, including those that are not simulated: these refuse every call, because
 * otherwise the simulator's tokens would be sent to Azure.
 * https://learn.microsoft.com/azure/storage/common/storage-account-overview#storage-account-endpoints
 */
const endpoints = ["blob", "dfs", "file", "queue", "table", "web"];

function primaryEndpoints(origin: string, account: string): Readonly<Record<string, string>> {
  return Object.fromEntries(endpoints.map((service) => [service, formatAddress(origin, account, service)]));
}

/**
 * https://learn.microsoft.com/rest/api/storagerp/storage-accounts/create
 *
 * @param api - The endpoint that accounts can be called at.
 */
export function accountType(api: Pick<ApiService, "open">): ResourceType {
  return groupedType({
    token: accountToken,
    source: "https://www.pulumi.com/registry/packages/azure-native/api-docs/storage/storageaccount/",
    arm: accountArm,
    version: "2024-01-01",
    naming: {
      property: "accountName",
      min: 3,
      max: 24,
      pattern: /^[a-z0-9]+$/,
      refused: ["shop-packages", "Shop"],
      plain: true,
      source: naming,
    },
    replaceOn: ["isHnsEnabled", "enableNfsV3", "dnsEndpointType", "extendedLocation"],
    properties,
    constraints,
    example: {
      accountName: "shoppackages",
      resourceGroupName: "shop",
      kind: "StorageV2",
      sku: { name: "Standard_LRS" },
    },
    unique,
    once: {
      creationTime: (_request, world) => timeOf(world),
      keyCreationTime: (_request, world) => ({ key1: timeOf(world), key2: timeOf(world) }),
    },
    defaults,
    async outputs({ id, inputs, once: { name, location }, old }, { store }) {
      if (old === undefined) createKeys(store, id);
      const sku = textAt(inputs, "sku.name");
      return {
        sku: { name: sku, tier: sku?.split("_")[0] },
        primaryEndpoints: primaryEndpoints(await api.open(), String(name)),
        primaryLocation: location,
      };
    },
    async apply() {
      await api.open();
    },
    inside: insideOf,
    remove: ({ id }, { store }) => removeKeys(store, id),
  });
}
