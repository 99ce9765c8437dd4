import type { Needs } from "../lifecycle/lifecycle.ts";
import { tokens } from "./shop.ts";

const subscription = "/subscriptions/00000000-0000-4000-8000-000000000000";
const location = "northeurope";
const guid = "33333333-3333-4333-8333-333333333333";
const cosmos = (name: string) => `azure-native:cosmosdb:${name}`;
const inAccount = "the account is in this group, and has what is named here";
const dataPlace = { accountName: inAccount, resourceGroupName: inAccount };
const sameName = "it is the name, which stands in the path too";
const noThroughput = "serverless accounts have none";
const throughput = { "options.throughput": noThroughput, "options.autoscaleSettings": noThroughput };
const shopData = `${subscription}/resourceGroups/shop/providers/Microsoft.DocumentDB/databaseAccounts/shop-data`;
const theAccount = "together they name the account, which is there";
const lockedParts = [
  ...["resourceGroupName", "resourceProviderNamespace", "parentResourcePath", "resourceType", "resourceName"],
];
const keptName = "a deleted vault keeps its name";

/** What the types of databases, secrets and locks need. @param inGroup - What whatever is in a resource group needs. */
export function dataNeeds(inGroup: Needs): Readonly<Record<string, Needs>> {
  return { ...cosmosNeeds(inGroup), ...vaultNeeds(inGroup), ...lockNeeds(inGroup) };
}

function cosmosNeeds(inGroup: Needs): Readonly<Record<string, Needs>> {
  return {
    [cosmos("DatabaseAccount")]: {
      ...inGroup,
      values: {
        location,
        "consistencyPolicy.defaultConsistencyLevel": "Session",
        locations: [{ locationName: "northeurope" }],
        minimalTlsVersion: "Tls12",
      },
      fixed: {
        capabilities: "EnableServerless is the only one",
        createMode: "Default is the only one",
        databaseAccountOfferType: "Standard is the only one",
        kind: "GlobalDocumentDB is the only one",
      },
    },
    [cosmos("SqlResourceSqlDatabase")]: {
      after: [tokens.group, cosmos("DatabaseAccount")],
      fixed: { ...dataPlace, databaseName: sameName, "resource.id": sameName, ...throughput },
    },
    [cosmos("SqlResourceSqlContainer")]: {
      after: [tokens.group, cosmos("DatabaseAccount"), cosmos("SqlResourceSqlDatabase")],
      values: {
        "resource.defaultTtl": 60,
        "resource.indexingPolicy": { includedPaths: [{ path: "/*" }], excludedPaths: [{ path: "/body/?" }] },
      },
      fixed: {
        ...{ ...dataPlace, databaseName: inAccount, containerName: sameName, "resource.id": sameName, ...throughput },
        "resource.partitionKey": "a container has one key for all its life",
      },
    },
    [cosmos("SqlResourceSqlRoleDefinition")]: {
      after: [tokens.group, cosmos("DatabaseAccount")],
      values: {
        assignableScopes: [`${shopData}/dbs/shop`],
        permissions: [{ dataActions: ["Microsoft.DocumentDB/databaseAccounts/readMetadata"] }],
        roleDefinitionId: guid,
      },
      fixed: { ...dataPlace, type: "CustomRole is the only one" },
    },
    [cosmos("SqlResourceSqlRoleAssignment")]: {
      after: [tokens.group, cosmos("DatabaseAccount")],
      values: {
        principalId: guid,
        roleAssignmentId: guid,
        roleDefinitionId: `${shopData}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000002`,
        scope: `${shopData}/dbs/shop`,
      },
      fixed: dataPlace,
    },
  };
}

function vaultNeeds(inGroup: Needs): Readonly<Record<string, Needs>> {
  return {
    "azure-native:keyvault:Vault": {
      ...inGroup,
      values: {
        "properties.sku": { family: "A", name: "premium" },
        "properties.softDeleteRetentionInDays": 30,
        "properties.enablePurgeProtection": true,
      },
      fixed: {
        ...{ vaultName: keptName, resourceGroupName: keptName, location: keptName },
        "properties.createMode": "default is the only one",
        "properties.enableRbacAuthorization": "true is the only one",
        "properties.enableSoftDelete": "true is the only one",
      },
    },
    "azure-native:keyvault:Secret": {
      after: [tokens.group, "azure-native:keyvault:Vault"],
      counting: ["properties"],
      fixed: {
        resourceGroupName: "the vault is in this one",
        vaultName: "the vault is this one",
      },
    },
  };
}

function lockNeeds(inGroup: Needs): Readonly<Record<string, Needs>> {
  return {
    "azure-native:authorization:ManagementLockByScope": {
      ...inGroup,
      values: { scope: `${subscription}/resourceGroups/shop2` },
      fixed: { level: "CanNotDelete is the only one" },
    },
    "azure-native:authorization:ManagementLockAtResourceLevel": {
      after: [tokens.group, cosmos("DatabaseAccount")],
      fixed: {
        level: "CanNotDelete is the only one",
        ...Object.fromEntries(lockedParts.map((part) => [part, theAccount])),
      },
    },
  };
}
