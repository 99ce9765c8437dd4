import { createRequire } from "node:module";
import { all } from "@pulumi/pulumi";
import { foreignOrder, type Names } from "fourfold";
import type { ForeignTable, LookUp } from "./look-up.ts";

const require = createRequire(import.meta.url);

/** What of a container's settings is read here: https://learn.microsoft.com/rest/api/cosmos-db-resource-provider/sql-resources/get-sql-container */
interface Settings {
  readonly partitionKey?: { readonly paths?: readonly string[] };
  readonly indexingPolicy?: {
    readonly compositeIndexes?: readonly (readonly { readonly path?: string; readonly order?: string }[])[];
  };
}

/** A path of one property, as settings may write it: `/userId` or `/"userId"`. */
const propertyAt = (path = ""): string | undefined => /^\/"?(\w+)"?$/.exec(path)?.[1];

/** Items are found by their partition, which can be by any path, or by several. https://learn.microsoft.com/azure/cosmos-db/hierarchical-partition-keys */
function checkPartition({ partitionKey: { paths = [] } = {} }: Settings, { layout, refuse }: ForeignTable): void {
  const [only, ...others] = paths.map(propertyAt);
  if (others.length === 0 && only === layout.key[0]) return;
  const what = `the partition key of the container is ${paths.join(" and ")}, and its key begins with "${layout.key[0]}".`;
  if (others.length > 0 || only === undefined) {
    refuse(
      what,
      "Let a function of its owner answer for it, or copy its items: it needs one property of the item itself.",
    );
  }
  refuse(what, `Give it the key ${JSON.stringify(only === "id" ? only : [only, "id"])}.`);
}

/** An index is read in its own direction, or all the other way: https://learn.microsoft.com/azure/cosmos-db/index-policy#composite-indexes */
function isComposed({ indexingPolicy: { compositeIndexes = [] } = {} }: Settings, order: readonly string[]): boolean {
  return compositeIndexes.some(
    (index) =>
      index.length === order.length &&
      index.every(({ path }, at) => propertyAt(path) === order[at]) &&
      new Set(index.map(({ order: direction }) => direction?.toLowerCase() ?? "ascending")).size === 1,
  );
}

function checkIndex(settings: Settings, name: string, names: Names, { layout, refuse }: ForeignTable): void {
  const order = foreignOrder(names, layout.key);
  if (order.length === 1 || isComposed(settings, order)) return;
  const index = order.map((property) => ({ path: `/${property}`, order: "ascending" }));
  const what = `its index "${name}" needs a composite index, which the container does not have.`;
  refuse(what, `Have its owner add ${JSON.stringify(index)} to \`compositeIndexes\` of its indexing policy.`);
}

/** Reads a container, and nothing else: https://learn.microsoft.com/azure/cosmos-db/reference-data-plane-security#built-in-roles */
const dataReader = "00000000-0000-0000-0000-000000000001";

/** What links need to know of a container, once it is known that items can be found in it. */
export const containerOf: LookUp = (found, table) => {
  const { accountId = "", account = "", resourceGroup = "", database = "", container = "" } = found;
  // A project has the SDKs of its own clouds only.
  const cosmosdb =
    require("@pulumi/azure-native/cosmosdb/index.js") as typeof import("@pulumi/azure-native/cosmosdb/index.js");
  const inAccount = { resourceGroupName: resourceGroup, accountName: account };
  const inDatabase = { databaseName: database, containerName: container };
  const { resource } = cosmosdb.getSqlResourceSqlContainerOutput({ ...inAccount, ...inDatabase }, table.asked);
  const { documentEndpoint } = cosmosdb.getDatabaseAccountOutput(inAccount, table.asked);
  return all([resource, documentEndpoint]).apply(([settings = {}, endpoint]): Record<string, string> => {
    checkPartition(settings, table);
    for (const [name, names] of Object.entries(table.layout.indexes)) checkIndex(settings, name, names, table);
    return {
      address: `${endpoint}dbs/${encodeURIComponent(database)}/colls/${encodeURIComponent(container)}`,
      ...{ account, resourceGroup },
      scope: `${accountId}/dbs/${database}/colls/${container}`,
      reader: `${accountId}/sqlRoleDefinitions/${dataReader}`,
    };
  });
};
