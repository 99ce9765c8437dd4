import { textAt } from "../../../contract/read.ts";
import { CloudError, type Constraint, type ResourceType } from "../../../contract.ts";
import { inert, oneOf, simulated } from "../../rules.ts";
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

/** https://learn.microsoft.com/rest/api/storagerp/storage-accounts/create */
export const accountType: ResourceType = groupedType({
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
  properties: {
    ...simulated("kind", "sku.name", "allowSharedKeyAccess", "allowBlobPublicAccess"),
    ...inert("It only advises: signatures with a longer time still work.", "sasPolicy"),
    ...inert("Nothing is billed.", "accessTier"),
    // The only client of an account is the delivery of packages.
    ...inert(
      "No storage API is simulated yet: only packages are kept and delivered.",
      ...["allowCrossTenantReplication", "allowedCopyScope", "enableExtendedGroups", "enableNfsV3"],
      ...["immutableStorageWithVersioning", "isHnsEnabled", "isLocalUserEnabled", "isSftpEnabled"],
      "largeFileSharesState",
    ),
    ...inert("It concerns the portal only.", "defaultToOAuthAuthentication"),
    ...inert(reasons.network, "dnsEndpointType", "networkRuleSet", "publicNetworkAccess", "routingPreference"),
    ...inert("Storage is not reached by HTTP here.", "enableHttpsTrafficOnly"),
    ...inert(reasons.encryption, "encryption"),
    ...inert(reasons.identity, "identity"),
    ...inert("Keys do not expire.", "keyPolicy"),
    ...inert("Storage is not reached by TLS here.", "minimumTlsVersion"),
  },
  constraints,
  example: { accountName: "shoppackages", resourceGroupName: "shop", kind: "StorageV2", sku: { name: "Standard_LRS" } },
  // Account names are one namespace for everyone.
  unique: [
    {
      key: ({ inputs }) => textAt(inputs, "accountName"),
      taken: ({ inputs: { accountName } }) =>
        new CloudError("StorageAccountAlreadyTaken", `The storage account named ${accountName} is already taken.`, 409),
    },
  ],
  once: {
    creationTime: (_request, world) => timeOf(world),
    keyCreationTime: (_request, world) => ({ key1: timeOf(world), key2: timeOf(world) }),
  },
  defaults: {
    allowSharedKeyAccess: true,
    allowBlobPublicAccess: false,
    minimumTlsVersion: "TLS1_2",
    enableHttpsTrafficOnly: true,
    accessTier: "Hot",
    encryption: { keySource: "Microsoft.Storage" },
    statusOfPrimary: "available",
    provisioningState: "Succeeded",
    privateEndpointConnections: [],
  },
  outputs({ id, inputs, once: { name, location }, old }, { store }) {
    if (old === undefined) createKeys(store, id);
    const sku = textAt(inputs, "sku.name");
    const hosts = { blob: "blob", dfs: "dfs", file: "file", queue: "queue", table: "table", web: "z6.web" };
    const endpoints = Object.entries(hosts).map(([kind, host]) => [kind, `https://${name}.${host}.core.windows.net/`]);
    return {
      sku: { name: sku, tier: sku?.split("_")[0] },
      primaryEndpoints: Object.fromEntries(endpoints),
      primaryLocation: location,
    };
  },
  inside: insideOf,
  remove: ({ id }, { store }) => removeKeys(store, id),
});
