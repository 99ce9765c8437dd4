import * as cosmosdb from "@pulumi/azure-native/cosmosdb/index.js";
import { type ComponentResource, interpolate } from "@pulumi/pulumi";
import { kept } from "../support/options.ts";
import { type Transform, transformed } from "../support/transform.ts";
import type { TableBuilder, TablePlan } from "./plan.ts";

export interface AzureTableNodes {
  readonly container: cosmosdb.SqlResourceSqlContainer;
  /** May read it, and nothing else. */
  readonly reader: cosmosdb.SqlResourceSqlRoleDefinition;
  /** May write it, and nothing else. */
  readonly writer: cosmosdb.SqlResourceSqlRoleDefinition;
}

export interface AzureTableTransform {
  /** The container. @default unchanged */
  readonly container?: Transform<cosmosdb.SqlResourceSqlContainerArgs>;
}

type Plan = TablePlan<AzureTableTransform>;

/** What is indexed of an item: what its table finds it by, and nothing else. Stated whole, since the service adds what is missing. */
function indexingOf({ layout: { indexes } }: Plan) {
  const names = [...new Set(Object.values(indexes).flat())].filter((name) => name !== undefined);
  const sorted = Object.values(indexes).flatMap(([, sort]) => (sort === undefined ? [] : [`/item/${sort}`]));
  const both = (["ascending", "descending"] as const).flatMap((order) =>
    [...new Set(sorted)].map((path) => [
      { path, order },
      { path: "/pk", order },
      { path: "/id", order },
    ]),
  );
  return {
    indexingMode: "consistent",
    automatic: true,
    includedPaths: [...names.map((name) => ({ path: `/item/${name}/?` })), { path: "/pk/?" }, { path: "/id/?" }],
    excludedPaths: [{ path: "/*" }, { path: '/"_etag"/?' }],
    compositeIndexes: both,
  };
}

function createContainer(self: ComponentResource, plan: Plan): cosmosdb.SqlResourceSqlContainer {
  const { name, database, table, layout, protection, transform } = plan;
  const args: cosmosdb.SqlResourceSqlContainerArgs = {
    resourceGroupName: database("resourceGroup"),
    accountName: database("account"),
    databaseName: database("name"),
    containerName: table,
    resource: {
      id: table,
      // https://learn.microsoft.com/azure/cosmos-db/large-partition-keys
      partitionKey: { paths: ["/pk"], kind: "Hash", version: 2 },
      ...(layout.expires === undefined ? {} : { defaultTtl: -1 }),
      indexingPolicy: indexingOf(plan),
    },
  };
  return new cosmosdb.SqlResourceSqlContainer(
    ...transformed(transform.container, `${name}-container`, args, kept(self, protection)),
  );
}

const items = "Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/items";

/** https://learn.microsoft.com/azure/cosmos-db/reference-data-plane-security */
const actions = {
  reader: [
    "Microsoft.DocumentDB/databaseAccounts/readMetadata",
    `${items}/read`,
    "Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/executeQuery",
  ],
  writer: [
    "Microsoft.DocumentDB/databaseAccounts/readMetadata",
    `${items}/create`,
    `${items}/replace`,
    `${items}/upsert`,
    `${items}/delete`,
  ],
} as const;

function createRole(self: ComponentResource, { name, database, table }: Plan, kind: keyof typeof actions) {
  const scope = interpolate`${database("accountId")}/dbs/${database("name")}/colls/${table}`;
  const args: cosmosdb.SqlResourceSqlRoleDefinitionArgs = {
    resourceGroupName: database("resourceGroup"),
    accountName: database("account"),
    roleName: `${name}-${kind}`,
    type: "CustomRole",
    assignableScopes: [scope],
    permissions: [{ dataActions: [...actions[kind]] }],
  };
  return new cosmosdb.SqlResourceSqlRoleDefinition(`${name}-${kind}`, args, { parent: self });
}

/** A container of Cosmos DB: https://learn.microsoft.com/azure/cosmos-db/resource-model */
export const build: TableBuilder<AzureTableNodes, AzureTableTransform> = (self, plan) => {
  const container = createContainer(self, plan);
  const [reader, writer] = [createRole(self, plan, "reader"), createRole(self, plan, "writer")];
  const { database } = plan;
  return {
    id: container.id,
    attributes: {
      address: interpolate`${database("endpoint")}dbs/${database("name")}/colls/${container.name}`,
      account: database("account"),
      resourceGroup: database("resourceGroup"),
      scope: interpolate`${database("accountId")}/dbs/${database("name")}/colls/${container.name}`,
      reader: reader.id,
      writer: writer.id,
    },
    nodes: { container, reader, writer },
  };
};
