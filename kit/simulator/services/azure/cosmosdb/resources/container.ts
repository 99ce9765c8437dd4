import { isDeepStrictEqual } from "node:util";
import { at, recordAt, recordsAt, requiredText, textAt } from "../../../../contract/read.ts";
import {
  CloudError,
  type Constraint,
  type Limit,
  type Properties,
  type ResourceType,
  type StoredResource,
} from "../../../../contract.ts";
import { isWhole, runsOnly, simulated } from "../../../rules.ts";
import { nameRule, requireSameName, throughput, withoutThroughput } from "./database.ts";
import { containerToken, innerType, toDatabase } from "./entities.ts";

const indexing = "resource.indexingPolicy";
const indexPolicy = "https://learn.microsoft.com/azure/cosmos-db/index-policy";

/** What the service excludes of each policy by itself: https://github.com/hashicorp/terraform-provider-azurerm/issues/22090 */
const excludedAlways = { path: '/"_etag"/?' };

/** The paths of a policy, by their list. */
function pathsOf(policy: unknown, list: "includedPaths" | "excludedPaths"): readonly unknown[] {
  return recordsAt(policy, list).map(({ path }) => path);
}

const constraints: readonly Constraint[] = [
  nameRule("containerName"),
  withoutThroughput,
  {
    property: "resource.defaultTtl",
    rule: "must be -1, or a whole number of seconds from 1 to 2,147,483,647",
    source: "https://learn.microsoft.com/azure/cosmos-db/time-to-live",
    accepts: (value) => value === -1 || isWhole(value, 1, 2_147_483_647),
    refused: [{ resource: { id: "orders", defaultTtl: 0 } }, { resource: { id: "orders", defaultTtl: 2_147_483_648 } }],
    accepted: { resource: { id: "orders", defaultTtl: -1 } },
  },
  {
    property: indexing,
    rule: "must include or exclude the root path /* where it includes any",
    source: `${indexPolicy}#include-exclude-paths`,
    accepts: (policy) =>
      pathsOf(policy, "includedPaths").length === 0 ||
      [...pathsOf(policy, "includedPaths"), ...pathsOf(policy, "excludedPaths")].includes("/*"),
    refused: { resource: { id: "orders", indexingPolicy: { includedPaths: [{ path: "/status/?" }] } } },
  },
  {
    property: `${indexing}.compositeIndexes`,
    rule: "must be lists of two or more paths, which do not end in /? or /*",
    source: `${indexPolicy}#composite-indexes`,
    accepts: (value) =>
      Array.isArray(value) &&
      value.every((one) => Array.isArray(one) && one.length > 1 && one.every((each) => isComposite(each))),
    refused: [
      { resource: { id: "orders", indexingPolicy: { compositeIndexes: [[{ path: "/status" }]] } } },
      { resource: { id: "orders", indexingPolicy: { compositeIndexes: [[{ path: "/a/?" }, { path: "/b" }]] } } },
    ],
  },
];

function isComposite(entry: unknown): boolean {
  return !/\/[?*]$/.test(textAt(entry, "path") ?? "");
}

const properties: ResourceType["properties"] = {
  ...simulated("resource.id", "resource.defaultTtl"),
  ...simulated(...["paths", "kind", "version"].map((name) => `resource.partitionKey.${name}`)),
  ...simulated(
    ...["indexingMode", "automatic", "includedPaths.path", "excludedPaths.path"].map((name) => `${indexing}.${name}`),
    ...["compositeIndexes.path", "compositeIndexes.order"].map((name) => `${indexing}.${name}`),
  ),
  ...throughput,
};

/** A container with a key, and more. */
function withKey(resource: Properties): Properties {
  return { resource: { id: "orders", partitionKey: { paths: ["/pk"], kind: "Hash" }, ...resource } };
}

const limits: readonly Limit[] = [
  {
    ...runsOnly("resource.partitionKey.kind", ["Hash"], "MultiHash"),
    refused: withKey({ partitionKey: { paths: ["/pk"], kind: "MultiHash" } }),
  },
  {
    ...runsOnly(`${indexing}.indexingMode`, ["consistent"], "none"),
    refused: withKey({ indexingPolicy: { indexingMode: "none" } }),
  },
  {
    ...runsOnly(`${indexing}.automatic`, ["true"], false),
    refused: withKey({ indexingPolicy: { automatic: false } }),
  },
  {
    property: "resource",
    only: "containers with a partition key of one path",
    runs: (value) =>
      Array.isArray(at(value, "partitionKey.paths")) && Object(at(value, "partitionKey.paths")).length === 1,
    refused: [{ resource: { id: "orders" } }, { resource: { id: "orders", partitionKey: { paths: ["/a", "/b"] } } }],
  },
];

/** The key that items are spread by, with what the service adds to it. */
function keyOf(resource: unknown): Properties {
  // https://learn.microsoft.com/rest/api/cosmos-db-resource-provider/sql-resources/create-update-sql-container#containerpartitionkey
  return { kind: "Hash", version: 1, ...recordAt(resource, "partitionKey") };
}

/** What the service makes of a policy, which whoever states less reads back. */
function policyOf(resource: unknown): Properties {
  const policy = recordAt(resource, "indexingPolicy");
  const [included, excluded] = [recordsAt(policy, "includedPaths"), recordsAt(policy, "excludedPaths")];
  const isRooted = [...included, ...excluded].some(({ path }) => path === "/*");
  const isEtagThere = excluded.some(({ path }) => path === excludedAlways.path);
  return {
    indexingMode: "consistent",
    automatic: true,
    ...policy,
    includedPaths: isRooted ? included : [...included, { path: "/*" }],
    excludedPaths: isEtagThere ? excluded : [...excluded, excludedAlways],
  };
}

/**
 * A change of the key is no replacement to the provider, and the service refuses it. A version that is left out is 1.
 * https://github.com/pulumi/pulumi-azure-native/issues/562, https://github.com/Azure/bicep/issues/5807
 *
 * @throws CloudError `BadRequest`
 */
function requireSameKey(resource: unknown, old: StoredResource | undefined): void {
  if (old === undefined || isDeepStrictEqual(keyOf(resource), at(old.outputs, "resource.partitionKey"))) return;
  throw new CloudError("BadRequest", 'Message: {"Errors":["Document collection partition key cannot be changed."]}');
}

/**
 * https://learn.microsoft.com/rest/api/cosmos-db-resource-provider/sql-resources/create-update-sql-container
 *
 * @param drop - Removes the items of a container that is no more.
 */
export function containerType(drop: (container: StoredResource) => void): ResourceType {
  return innerType({
    token: containerToken,
    source: "https://www.pulumi.com/registry/packages/azure-native/api-docs/cosmosdb/sqlresourcesqlcontainer/",
    property: "containerName",
    owners: ["databaseName"],
    arm: "sqlDatabases/containers",
    path: ({ inputs }, name) => `sqlDatabases/${requiredText(inputs, "databaseName")}/containers/${name}`,
    properties,
    constraints,
    limits,
    example: {
      containerName: "orders",
      databaseName: "shop",
      accountName: "shop-data",
      resourceGroupName: "shop",
      resource: { id: "orders", partitionKey: { paths: ["/pk"], kind: "Hash", version: 2 }, defaultTtl: -1 },
    },
    refers: { databaseName: toDatabase },
    check(draft) {
      requireSameName(draft);
      requireSameKey(draft.inputs.resource, draft.old);
    },
    outputs: ({ inputs: { resource } }) => ({
      resource: { ...Object(resource), partitionKey: keyOf(resource), indexingPolicy: policyOf(resource) },
    }),
    remove: drop,
  });
}
