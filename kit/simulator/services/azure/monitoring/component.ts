import { randomUUID } from "node:crypto";
import type { ResourceType } from "../../../contract.ts";
import { at, requiredText, textAt } from "../../read.ts";
import { armId, keep, locationOf, requireById, requireFree, requireGroup, tenant } from "../arm.ts";
import { locationRule } from "../locations.ts";
import { inert, oneOf, tagRule, within } from "../rules.ts";
import { workspaceToken } from "./workspace.ts";

export const componentToken = "azure-native:applicationinsights:Component";

const reference = "https://learn.microsoft.com/rest/api/application-insights/components/create-or-update";
const retention = "https://learn.microsoft.com/previous-versions/azure/azure-monitor/app/data-retention-privacy";
const naming =
  "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftinsights";

/** Why most settings have no effect. */
const unsent = { inert: "No telemetry is taken in: an app's log lines are kept by the simulator itself." };

/** https://learn.microsoft.com/rest/api/application-insights/components/create-or-update */
export const componentType: ResourceType = {
  token: componentToken,
  source: "https://www.pulumi.com/registry/packages/azure-native/api-docs/applicationinsights/component/",
  naming: {
    property: "resourceName",
    max: 260,
    pattern: /^[^%&\\?/]*[^%&\\?/. ]$/,
    refused: ["a/b", "shop."],
    separator: "",
    source: naming,
  },
  replaceOn: ["resourceName", "resourceGroupName", "location"],
  properties: {
    resourceName: "simulated",
    resourceGroupName: "simulated",
    location: "simulated",
    tags: "simulated",
    kind: "simulated",
    applicationType: "simulated",
    workspaceResourceId: "simulated",
    disableLocalAuth: unsent,
    disableIpMasking: unsent,
    flowType: unsent,
    forceCustomerStorageForProfiler: unsent,
    immediatePurgeDataOn30Days: unsent,
    ingestionMode: unsent,
    publicNetworkAccessForIngestion: inert.network,
    publicNetworkAccessForQuery: inert.network,
    requestSource: unsent,
    retentionInDays: unsent,
    samplingPercentage: unsent,
  },
  constraints: [
    within("samplingPercentage", 0, 100, reference),
    oneOf("retentionInDays", [30, 60, 90, 120, 180, 270, 365, 550, 730], 45, retention),
    locationRule,
    tagRule,
  ],
  example: { resourceName: "shop", resourceGroupName: "shop", kind: "web", applicationType: "web" },
  create(request, { store }) {
    const { inputs, scope } = request;
    requireGroup(store, scope, inputs);
    requireWorkspace(inputs, store);
    const name = requiredText(inputs, "resourceName");
    const id = armId(scope, requiredText(inputs, "resourceGroupName"), "Microsoft.Insights/components", name);
    requireFree(store, componentToken, id);
    const location = locationOf(store, scope, inputs);
    const [key, app] = [randomUUID(), randomUUID()];
    const endpoint = `https://${location}-0.in.applicationinsights.azure.com/`;
    const live = `https://${location}.livediagnostics.monitor.azure.com/`;
    return {
      id,
      outputs: {
        name,
        location,
        instrumentationKey: key,
        appId: app,
        applicationId: name,
        connectionString: `InstrumentationKey=${key};IngestionEndpoint=${endpoint};LiveEndpoint=${live};ApplicationId=${app}`,
        ...outputsOf(inputs),
      },
    };
  },
  update({ inputs }, old, { store }) {
    requireWorkspace(inputs, store);
    const kept = keep(old, "name", "location", "instrumentationKey", "appId", "applicationId", "connectionString");
    return { ...kept, ...outputsOf(inputs) };
  },
};

function requireWorkspace(inputs: Readonly<Record<string, unknown>>, store: Parameters<typeof requireById>[0]): void {
  const workspace = textAt(inputs, "workspaceResourceId");
  if (workspace !== undefined) requireById(store, workspaceToken, workspace);
}

function outputsOf(inputs: Readonly<Record<string, unknown>>) {
  return {
    type: "microsoft.insights/components",
    tenantId: tenant,
    provisioningState: "Succeeded",
    ingestionMode: at(inputs, "ingestionMode") ?? "LogAnalytics",
    retentionInDays: at(inputs, "retentionInDays") ?? 90,
    azureApiVersion: "2020-02-02",
  };
}
