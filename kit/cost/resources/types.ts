import type { Cloud } from "../../spec/clouds.ts";

/** The packages whose types Fourfold knows, by their names in type tokens. */
export const packages = {
  aws: "aws",
  gcp: "gcp",
  "azure-native": "azure",
  cloudflare: "cloudflare",
} as const satisfies Readonly<Record<string, Cloud>>;

/**
 * Other packages for the same clouds, with types and properties of other names: of each other vendor's registry what
 * `pulumi package add terraform-provider` makes of it, too.
 * https://www.pulumi.com/registry/packages/, https://www.pulumi.com/registry/packages/terraform-provider/
 */
const others: Readonly<Record<string, Cloud>> = {
  "aws-native": "aws",
  awscc: "aws",
  azapi: "azure",
  azure: "azure",
  "azure-nextgen": "azure",
  azurerm: "azure",
  google: "gcp",
  "google-beta": "gcp",
  "google-native": "gcp",
};

/**
 * The modules in which Azure Native had its types before version 3, as the aliases of its types say:
 * https://www.pulumi.com/registry/packages/azure-native/from-v2-to-v3/
 */
const formerTypes: Readonly<Record<string, string>> = {
  "azure-native:cache:Database": "azure-native:redisenterprise:Database",
  "azure-native:cache:Redis": "azure-native:redis:Redis",
  "azure-native:cache:RedisEnterprise": "azure-native:redisenterprise:RedisEnterprise",
  "azure-native:documentdb:DatabaseAccount": "azure-native:cosmosdb:DatabaseAccount",
  "azure-native:documentdb:SqlResourceSqlContainer": "azure-native:cosmosdb:SqlResourceSqlContainer",
  "azure-native:documentdb:SqlResourceSqlDatabase": "azure-native:cosmosdb:SqlResourceSqlDatabase",
  "azure-native:documentdb:SqlResourceSqlRoleAssignment": "azure-native:cosmosdb:SqlResourceSqlRoleAssignment",
  "azure-native:documentdb:SqlResourceSqlRoleDefinition": "azure-native:cosmosdb:SqlResourceSqlRoleDefinition",
  "azure-native:insights:ActionGroup": "azure-native:monitor:ActionGroup",
  "azure-native:insights:ActivityLogAlert": "azure-native:monitor:ActivityLogAlert",
  "azure-native:insights:Component": "azure-native:applicationinsights:Component",
  "azure-native:insights:DiagnosticSetting": "azure-native:monitor:DiagnosticSetting",
  "azure-native:insights:MetricAlert": "azure-native:monitor:MetricAlert",
  "azure-native:insights:ScheduledQueryRule": "azure-native:monitor:ScheduledQueryRule",
  "azure-native:network:Policy": "azure-native:frontdoor:Policy",
};

/** The package in a type token: `aws` of `aws:lambda/function:Function`. */
export const packageOf = (type: string): string => type.slice(0, Math.max(0, type.indexOf(":")));

const isOwn = <Key extends string>(table: Readonly<Record<Key, unknown>>, key: string): key is Key =>
  Object.hasOwn(table, key);

/** The cloud that a type of resource is of, whichever package it is in. `undefined`: another provider's. */
export function cloudOf(type: string): Cloud | undefined {
  const name = packageOf(type);
  if (isOwn(packages, name)) return packages[name];
  return isOwn(others, name) ? others[name] : undefined;
}

/** The package of a type that is of one of the clouds, and that Fourfold knows nothing of. */
export function unknownPackageOf(type: string): string | undefined {
  const name = packageOf(type);
  return isOwn(others, name) ? name : undefined;
}

/** The package that is made for one module and version: https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/provider/provider_parameterize.go */
const parameterized = /^azure-native_[^_:]+_v\d[^:]*:/;

/** The version of Azure's API in a type: https://www.pulumi.com/registry/packages/azure-native/version-guide/ */
const apiVersion = /^(azure-native:[^:/]+)\/v\d[^:]*:/;

/**
 * A type token as rules and meters call it. Azure Native has one type by several: for each version of Azure's API, in a package of its
 * own for one module, and in the modules of older versions.
 */
export function canonicalType(type: string): string {
  if (!type.startsWith("azure-native")) return type;
  const plain = type.replace(parameterized, "azure-native:").replace(apiVersion, "$1:");
  return formerTypes[plain] ?? plain;
}
