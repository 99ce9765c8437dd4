import { randomUUID } from "node:crypto";
import type { ResourceType } from "../../../contract.ts";
import { at, requiredText } from "../../read.ts";
import { armId, keep, locationOf, requireFree, requireGroup } from "../arm.ts";
import { locationRule } from "../locations.ts";
import { inert, tagRule, within } from "../rules.ts";

export const workspaceToken = "azure-native:operationalinsights:Workspace";

const naming =
  "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftoperationalinsights";
const retention = "https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure";

/** https://learn.microsoft.com/rest/api/loganalytics/workspaces/create-or-update */
export const workspaceType: ResourceType = {
  token: workspaceToken,
  source: "https://www.pulumi.com/registry/packages/azure-native/api-docs/operationalinsights/workspace/",
  naming: {
    property: "workspaceName",
    min: 4,
    max: 63,
    pattern: /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i,
    refused: ["shop_logs", "-logs"],
    separator: "",
    source: naming,
  },
  replaceOn: ["workspaceName", "resourceGroupName", "location"],
  properties: {
    workspaceName: "simulated",
    resourceGroupName: "simulated",
    location: "simulated",
    tags: "simulated",
    retentionInDays: { inert: "Log lines are kept while the simulator runs." },
    sku: { inert: "Nothing is billed." },
    workspaceCapping: { inert: "Nothing is billed." },
    features: { inert: "Logs are read through the simulator's own address, not by queries." },
    publicNetworkAccessForIngestion: inert.network,
    publicNetworkAccessForQuery: inert.network,
    defaultDataCollectionRuleResourceId: { inert: "There are no collection rules." },
    forceCmkForQuery: inert.encryption,
    identity: inert.identity,
  },
  constraints: [within("retentionInDays", 4, 730, retention), locationRule, tagRule],
  example: { workspaceName: "shop-logs", resourceGroupName: "shop" },
  create(request, { store }) {
    const { inputs, scope } = request;
    requireGroup(store, scope, inputs);
    const name = requiredText(inputs, "workspaceName");
    const id = armId(
      scope,
      requiredText(inputs, "resourceGroupName"),
      "Microsoft.OperationalInsights/workspaces",
      name,
    );
    requireFree(store, workspaceToken, id);
    const computed = { name, location: locationOf(store, scope, inputs), customerId: randomUUID() };
    return { id, outputs: { ...computed, ...outputsOf(inputs) } };
  },
  update: ({ inputs }, old) => ({ ...keep(old, "name", "location", "customerId"), ...outputsOf(inputs) }),
};

function outputsOf(inputs: Readonly<Record<string, unknown>>) {
  return {
    type: "Microsoft.OperationalInsights/workspaces",
    provisioningState: "Succeeded",
    retentionInDays: at(inputs, "retentionInDays") ?? 30,
    sku: at(inputs, "sku") ?? { name: "PerGB2018" },
    azureApiVersion: "2025-02-01",
  };
}
