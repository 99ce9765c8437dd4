import { CloudError, type Constraint, type ResourceType, type World } from "../../../contract.ts";
import { at, requiredText, textAt } from "../../read.ts";
import { armId, insideOf, keep, locationOf, requireFree, requireGroup } from "../arm.ts";
import { locationRule } from "../locations.ts";
import { inert, oneOf, tagRule } from "../rules.ts";
import { removeContent } from "./blob.ts";
import { accountToken, createKeys, removeKeys } from "./keys.ts";

const naming = "https://learn.microsoft.com/azure/storage/common/storage-account-overview#storage-account-name";

/** Why most settings have no effect: the only client of an account is the delivery of packages. */
const unread = { inert: "No storage API is simulated yet: only packages are kept and delivered." };

const constraints: readonly Constraint[] = [
  oneOf(
    "minimumTlsVersion",
    ["TLS1_2", "TLS1_3"],
    "TLS1_0",
    // Older versions were retired: https://learn.microsoft.com/azure/storage/common/transport-layer-security-configure-migrate-to-tls2
    "https://learn.microsoft.com/azure/storage/common/transport-layer-security-configure-minimum-version",
  ),
  {
    property: "sasPolicy.expirationAction",
    rule: "must be Log: the simulator refuses no signature for its length",
    source: "https://learn.microsoft.com/azure/storage/common/sas-expiration-policy",
    accepts: (value) => value === "Log",
    refused: { sasPolicy: { expirationAction: "Block", sasExpirationPeriod: "1.00:00:00" } },
  },
  locationRule,
  tagRule,
];

/** https://learn.microsoft.com/rest/api/storagerp/storage-accounts/create */
export const accountType: ResourceType = {
  token: accountToken,
  source: "https://www.pulumi.com/registry/packages/azure-native/api-docs/storage/storageaccount/",
  naming: {
    property: "accountName",
    min: 3,
    max: 24,
    pattern: /^[a-z0-9]+$/,
    refused: ["shop-packages", "Shop"],
    plain: true,
    source: naming,
  },
  replaceOn: [
    "accountName",
    "resourceGroupName",
    "location",
    "isHnsEnabled",
    "enableNfsV3",
    "dnsEndpointType",
    "extendedLocation",
  ],
  properties: {
    accountName: "simulated",
    resourceGroupName: "simulated",
    location: "simulated",
    kind: "simulated",
    "sku.name": "simulated",
    tags: "simulated",
    allowSharedKeyAccess: "simulated",
    allowBlobPublicAccess: "simulated",
    sasPolicy: { inert: "It only advises: signatures with a longer time still work." },
    accessTier: { inert: "Nothing is billed." },
    allowCrossTenantReplication: unread,
    allowedCopyScope: unread,
    defaultToOAuthAuthentication: { inert: "It is about the portal." },
    dnsEndpointType: inert.network,
    enableExtendedGroups: unread,
    enableHttpsTrafficOnly: { inert: "Storage is not reached by HTTP here." },
    enableNfsV3: unread,
    encryption: inert.encryption,
    identity: inert.identity,
    immutableStorageWithVersioning: unread,
    isHnsEnabled: unread,
    isLocalUserEnabled: unread,
    isSftpEnabled: unread,
    keyPolicy: { inert: "Keys do not expire." },
    largeFileSharesState: unread,
    minimumTlsVersion: { inert: "Storage is not reached by TLS here." },
    networkRuleSet: inert.network,
    publicNetworkAccess: inert.network,
    routingPreference: inert.network,
  },
  constraints,
  example: { accountName: "shoppackages", resourceGroupName: "shop", kind: "StorageV2", sku: { name: "Standard_LRS" } },
  create(request, world) {
    const { inputs, scope } = request;
    requireGroup(world.store, scope, inputs);
    const name = requiredText(inputs, "accountName");
    const id = armId(scope, requiredText(inputs, "resourceGroupName"), "Microsoft.Storage/storageAccounts", name);
    requireFree(world.store, accountToken, id);
    requireUnused(world, name);
    createKeys(world.store, id);
    return { id, outputs: outputsOf(name, locationOf(world.store, scope, inputs), inputs, world) };
  },
  update: ({ inputs }, old, world) => ({
    ...outputsOf(requiredText(inputs, "accountName"), requiredText(old.outputs, "location"), inputs, world),
    ...keep(old, "creationTime", "keyCreationTime"),
  }),
  remove(account, { store }) {
    for (const inside of insideOf(store, account.id)) {
      removeContent(store, inside.id);
      store.delete(inside.type, inside.id, inside.scope);
    }
    removeKeys(store, account.id);
  },
};

/** Account names are one namespace for everyone. */
function requireUnused({ store }: World, name: string): void {
  if (!store.find(accountToken).some(({ inputs }) => textAt(inputs, "accountName") === name)) return;
  throw new CloudError("StorageAccountAlreadyTaken", `The storage account named ${name} is already taken.`, 409);
}

function outputsOf(name: string, location: string, inputs: Readonly<Record<string, unknown>>, { clock }: World) {
  const time = new Date(clock.now()).toISOString();
  const endpoint = (service: string): string => `https://${name}.${service}.core.windows.net/`;
  return {
    name,
    location,
    type: "Microsoft.Storage/storageAccounts",
    sku: { name: textAt(inputs, "sku.name"), tier: textAt(inputs, "sku.name")?.split("_")[0] },
    allowSharedKeyAccess: at(inputs, "allowSharedKeyAccess") ?? true,
    allowBlobPublicAccess: at(inputs, "allowBlobPublicAccess") ?? false,
    minimumTlsVersion: at(inputs, "minimumTlsVersion") ?? "TLS1_2",
    enableHttpsTrafficOnly: at(inputs, "enableHttpsTrafficOnly") ?? true,
    accessTier: at(inputs, "accessTier") ?? "Hot",
    encryption: at(inputs, "encryption") ?? { keySource: "Microsoft.Storage" },
    primaryEndpoints: {
      blob: endpoint("blob"),
      dfs: endpoint("dfs"),
      file: endpoint("file"),
      queue: endpoint("queue"),
      table: endpoint("table"),
      web: endpoint("z6.web"),
    },
    primaryLocation: location,
    statusOfPrimary: "available",
    provisioningState: "Succeeded",
    creationTime: time,
    keyCreationTime: { key1: time, key2: time },
    privateEndpointConnections: [],
    azureApiVersion: "2024-01-01",
  };
}
