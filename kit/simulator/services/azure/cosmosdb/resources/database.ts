import { requiredText } from "../../../../contract/read.ts";
import { CloudError, type Constraint, type ResourceDraft, type ResourceType } from "../../../../contract.ts";
import { matches, simulated } from "../../../rules.ts";
import { insideOf } from "../../arm.ts";
import { databaseToken, innerType } from "./entities.ts";

/** Throughput, which accounts without a server of their own have none of. */
export const throughput = simulated("options.throughput", "options.autoscaleSettings.maxThroughput");

/** https://learn.microsoft.com/azure/cosmos-db/serverless#using-serverless-resources */
export const withoutThroughput: Constraint = {
  property: "options",
  rule: "must be empty: setting offer throughput or autopilot is not supported for serverless accounts",
  source: "https://learn.microsoft.com/azure/cosmos-db/serverless",
  accepts: (value) => Object.keys(Object(value)).length === 0,
  refused: [{ options: { throughput: 400 } }, { options: { autoscaleSettings: { maxThroughput: 1_000 } } }],
};

/** The name of a database or a container. */
export function nameRule(property: string): Constraint {
  return matches(
    property,
    /^[^/\\#?\s](?:[^/\\#?]*[^/\\#?\s])?$/,
    "must have at most 255 characters, none of them /, \\, # or ?, and no space at its ends",
    "https://learn.microsoft.com/dotnet/api/microsoft.azure.documents.resource.id",
    ["the/orders", "orders "],
    { max: 255 },
  );
}

/** The name stands in the path and in what is sent. @throws CloudError `BadRequest` */
export function requireSameName({ inputs, once }: ResourceDraft): void {
  const id = requiredText(inputs, "resource.id");
  if (id === once.name) return;
  const message = `Resource name '${once.name}' in request-uri does not match Resource name '${id}' in request-body.`;
  throw new CloudError("BadRequest", message);
}

/** https://learn.microsoft.com/rest/api/cosmos-db-resource-provider/sql-resources/create-update-sql-database */
export const databaseType: ResourceType = innerType({
  token: databaseToken,
  source: "https://www.pulumi.com/registry/packages/azure-native/api-docs/cosmosdb/sqlresourcesqldatabase/",
  property: "databaseName",
  arm: "sqlDatabases",
  path: (_request, name) => `sqlDatabases/${name}`,
  properties: { ...simulated("resource.id"), ...throughput },
  constraints: [nameRule("databaseName"), withoutThroughput],
  example: {
    databaseName: "shop",
    accountName: "shop-data",
    resourceGroupName: "shop",
    resource: { id: "shop" },
  },
  check: requireSameName,
  inside: insideOf,
});
