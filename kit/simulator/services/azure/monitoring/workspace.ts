import { randomUUID } from "node:crypto";
import type { ResourceType } from "../../../contract.ts";
import { between, inert } from "../../rules.ts";
import { groupedType } from "../grouped-type.ts";
import { reasons } from "../rules.ts";

export const workspaceToken = "azure-native:operationalinsights:Workspace";
export const workspaceArm = "Microsoft.OperationalInsights/workspaces";

const naming =
  "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftoperationalinsights";
const retention = "https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure";

/** https://learn.microsoft.com/rest/api/loganalytics/workspaces/create-or-update */
export const workspaceType: ResourceType = groupedType({
  token: workspaceToken,
  source: "https://www.pulumi.com/registry/packages/azure-native/api-docs/operationalinsights/workspace/",
  arm: workspaceArm,
  version: "2025-02-01",
  naming: {
    property: "workspaceName",
    min: 4,
    max: 63,
    pattern: /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i,
    refused: ["shop_logs", "-logs"],
    source: naming,
  },
  properties: {
    ...inert("Log lines are kept while the simulator runs.", "retentionInDays"),
    ...inert("Nothing is billed.", "sku", "workspaceCapping"),
    ...inert("Logs are read through the simulator's own address, not by queries.", "features"),
    ...inert(reasons.network, "publicNetworkAccessForIngestion", "publicNetworkAccessForQuery"),
    ...inert("There are no collection rules.", "defaultDataCollectionRuleResourceId"),
    ...inert(reasons.encryption, "forceCmkForQuery"),
    ...inert(reasons.identity, "identity"),
  },
  constraints: [between("retentionInDays", 4, 730, retention)],
  example: { workspaceName: "shop-logs", resourceGroupName: "shop" },
  once: { customerId: () => randomUUID() },
  defaults: { provisioningState: "Succeeded", retentionInDays: 30, sku: { name: "PerGB2018" } },
});
