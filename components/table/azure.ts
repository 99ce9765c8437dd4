import {
  SqlResourceSqlContainer,
  type SqlResourceSqlContainerArgs,
} from "@pulumi/azure-native/cosmosdb/sqlResourceSqlContainer.js";
import {
  SqlResourceSqlRoleDefinition,
  type SqlResourceSqlRoleDefinitionArgs,
} from "@pulumi/azure-native/cosmosdb/sqlResourceSqlRoleDefinition.js";
import { type ComponentResource, interpolate, type Output } from "@pulumi/pulumi";
import { kebab, physicalName } from "../support/naming.ts";
import { kept } from "../support/options.ts";
import { type Transform, transformed } from "../support/transform.ts";
import type { TableBuilder, TablePlan } from "./plan.ts";

export interface AzureTableNodes {
  readonly container: SqlResourceSqlContainer;
  /** May read it, and nothing else. */
  readonly reader: SqlResourceSqlRoleDefinition;
  /** May write it, and nothing else. */
  readonly writer: SqlResourceSqlRoleDefinition;
}

export interface AzureTableTransform {
  /** The container. @default unchanged */
  readonly container?: Transform<SqlResourceSqlContainerArgs>;
}

type Plan = TablePlan<AzureTableTransform>;

/** In one direction, since an index is also read the other way: https://learn.microsoft.com/azure/cosmos-db/index-policy#composite-indexes */
const ascending = (names: readonly string[]) =>
  names.map((name) => ({ path: `/${name}`, order: "ascending" }) as const);

/**
 * What is indexed of an item: what its table finds it by, and nothing else. What is sorted by is also in hexadecimal where texts could be
 * sorted in another way than by their bytes. Stated whole, since the service adds what is missing.
 */
function indexingOf({ layout: { indexes } }: Plan) {
  const named = Object.values(indexes);
  const sorts = named.flatMap(([, sort]) => (sort === undefined ? [] : [sort]));
  const paths = [...named.flat().map((name) => `item/${name}`), ...sorts.map((sort) => `hex/${sort}`)];
  const sorted = named.flatMap(([name, sort]) => {
    const by = sort === undefined ? [[]] : [[`item/${sort}`], [`hex/${sort}`]];
    return by.map((each) => [`item/${name}`, ...each, "pk", "id"]);
  });
  return {
    indexingMode: "consistent",
    automatic: true,
    includedPaths: [...new Set(paths)].map((path) => ({ path: `/${path}/?` })),
    excludedPaths: [{ path: "/*" }, { path: '/"_etag"/?' }],
    compositeIndexes: sorted.map(ascending),
  };
}

/** A container cannot be renamed, so that its name stays when that of the table changes. 1 to 255 characters: https://learn.microsoft.com/azure/cosmos-db/concepts-limits */
const nameRule = { max: 63, separator: "-" } as const;

function createContainer(self: ComponentResource, plan: Plan, containerName: Output<string>): SqlResourceSqlContainer {
  const { name, database, layout, protection, transform } = plan;
  const args: SqlResourceSqlContainerArgs = {
    resourceGroupName: database("resourceGroup"),
    accountName: database("account"),
    databaseName: database("name"),
    containerName,
    resource: {
      id: containerName,
      // https://learn.microsoft.com/azure/cosmos-db/large-partition-keys
      partitionKey: { paths: ["/pk"], kind: "Hash", version: 2 },
      ...(layout.expires === undefined ? {} : { defaultTtl: -1 }),
      indexingPolicy: indexingOf(plan),
    },
  };
  return new SqlResourceSqlContainer(
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
  writer: [`${items}/create`, `${items}/replace`, `${items}/upsert`, `${items}/delete`],
} as const;

function createRole(
  self: ComponentResource,
  plan: Plan,
  { name: containerName }: SqlResourceSqlContainer,
  kind: keyof typeof actions,
) {
  const { name, database } = plan;
  const scope = interpolate`${database("accountId")}/dbs/${database("name")}/colls/${containerName}`;
  const args: SqlResourceSqlRoleDefinitionArgs = {
    resourceGroupName: database("resourceGroup"),
    accountName: database("account"),
    roleName: `${name}-${kind}`,
    type: "CustomRole",
    assignableScopes: [scope],
    permissions: [{ dataActions: [...actions[kind]] }],
  };
  return new SqlResourceSqlRoleDefinition(`${name}-${kind}`, args, { parent: self });
}

/** A container of Cosmos DB: https://learn.microsoft.com/azure/cosmos-db/resource-model */
export const build: TableBuilder<AzureTableNodes, AzureTableTransform> = (self, plan) => {
  const { name, table, database } = plan;
  const containerName = physicalName(self, `${name}-container-name`, kebab(table), nameRule);
  const container = createContainer(self, plan, containerName);
  const reader = createRole(self, plan, container, "reader");
  const writer = createRole(self, plan, container, "writer");
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
