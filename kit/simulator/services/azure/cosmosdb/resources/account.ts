import { randomUUID } from "node:crypto";
import { recordsAt, requiredText, textAt } from "../../../../contract/read.ts";
import {
  CloudError,
  type Constraint,
  type Limit,
  type ResourceType,
  type StoredResource,
  type Unique,
} from "../../../../contract.ts";
import { inert, oneOf, runsOnly, simulated } from "../../../rules.ts";
import { type ApiService, formatAddress } from "../../api/index.ts";
import { insideOf } from "../../arm.ts";
import { groupedType } from "../../grouped-type.ts";
import { reasons } from "../../rules.ts";
import { accountArm, accountToken, version } from "./entities.ts";

/** What host names of accounts have after the name. https://learn.microsoft.com/rest/api/cosmos-db/cosmosdb-resource-uri-syntax-for-rest */
export const serviceName = "documents";

const serverless = "https://learn.microsoft.com/azure/cosmos-db/serverless";

const properties: ResourceType["properties"] = {
  ...simulated("capabilities.name", "consistencyPolicy.defaultConsistencyLevel", "disableLocalAuth"),
  ...inert(reasons.place, "locations.locationName", "locations.failoverPriority", "locations.isZoneRedundant"),
  ...inert("The only value is Standard.", "databaseAccountOfferType"),
  ...inert("Nothing is restored from a backup.", "backupPolicy"),
  ...inert("There are no keys.", "disableKeyBasedMetadataWriteAccess"),
  ...inert("The local address takes what Node.js does.", "minimalTlsVersion"),
  ...inert(reasons.network, "publicNetworkAccess"),
  // The SDK sends these whatever a program says.
  ...inert("Accounts are always new ones.", "createMode"),
  ...inert("The simulator has the API for NoSQL.", "kind"),
};

const constraints: readonly Constraint[] = [
  {
    property: "locations",
    rule: "must be one region: a serverless account runs in a single one",
    source: serverless,
    accepts: (value) => Array.isArray(value) && value.length === 1,
    refused: { locations: [{ locationName: "westeurope" }, { locationName: "northeurope", failoverPriority: 1 }] },
  },
  oneOf(
    "minimalTlsVersion",
    ["Tls12"],
    "https://learn.microsoft.com/azure/cosmos-db/self-serve-minimum-tls-enforcement",
    "Tls",
  ),
];

const limits: readonly Limit[] = [
  {
    property: "databaseAccountOfferType",
    only: "accounts with the capability EnableServerless",
    runs: (_value, inputs) => isServerless(inputs),
    refused: { capabilities: [] },
  },
  runsOnly(
    "consistencyPolicy.defaultConsistencyLevel",
    ["Strong", "Session", "ConsistentPrefix", "Eventual"],
    "BoundedStaleness",
  ),
  runsOnly("kind", ["GlobalDocumentDB"], "MongoDB"),
  runsOnly("createMode", ["Default"], "Restore"),
];

/** Names of accounts are host names. */
const unique: readonly Unique[] = [
  {
    key: ({ inputs }) => textAt(inputs, "accountName")?.toLowerCase(),
    taken: ({ inputs: { accountName } }) =>
      new CloudError("BadRequest", `Dns record for ${accountName} under zone Document is already taken.`),
  },
];

const defaults = {
  disableLocalAuth: false,
  disableKeyBasedMetadataWriteAccess: false,
  minimalTlsVersion: "Tls12",
  consistencyPolicy: { defaultConsistencyLevel: "Session" },
  publicNetworkAccess: "Enabled",
  provisioningState: "Succeeded",
};

/**
 * https://learn.microsoft.com/rest/api/cosmos-db-resource-provider/database-accounts/create-or-update
 *
 * @param api - Where accounts can be called.
 */
export function accountType(api: Pick<ApiService, "open">): ResourceType {
  return groupedType({
    token: accountToken,
    source: "https://www.pulumi.com/registry/packages/azure-native/api-docs/cosmosdb/databaseaccount/",
    arm: accountArm,
    version,
    naming: {
      property: "accountName",
      min: 3,
      max: 44,
      pattern: /^[a-z0-9][a-z0-9-]*$/,
      refused: ["Shop", "-shop", "shop_data"],
      source:
        "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftdocumentdb",
    },
    properties,
    constraints,
    limits,
    example: {
      accountName: "shop-data",
      resourceGroupName: "shop",
      databaseAccountOfferType: "Standard",
      locations: [{ locationName: "westeurope", failoverPriority: 0 }],
      capabilities: [{ name: "EnableServerless" }],
      consistencyPolicy: { defaultConsistencyLevel: "Strong" },
      disableLocalAuth: true,
    },
    unique,
    once: { instanceId: () => randomUUID() },
    defaults,
    outputs: async ({ inputs }) => ({
      documentEndpoint: formatAddress(await api.open(), requiredText(inputs, "accountName"), serviceName),
    }),
    async apply() {
      await api.open();
    },
    inside: insideOf,
  });
}

function isServerless(inputs: StoredResource["inputs"]): boolean {
  return recordsAt(inputs, "capabilities").some(({ name }) => name === "EnableServerless");
}
