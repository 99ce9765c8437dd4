import { randomUUID } from "node:crypto";
import type { ResourceType } from "../../../contract.ts";
import { between, inert, oneOf, simulated } from "../../rules.ts";
import { byId, tenant } from "../arm.ts";
import { groupedType } from "../grouped-type.ts";
import { reasons } from "../rules.ts";
import { workspaceToken } from "./workspace.ts";

export const componentToken = "azure-native:applicationinsights:Component";
export const componentArm = "Microsoft.Insights/components";

const reference = "https://learn.microsoft.com/rest/api/application-insights/components/create-or-update";
const retention = "https://learn.microsoft.com/previous-versions/azure/azure-monitor/app/data-retention-privacy";
const naming =
  "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftinsights";

/** https://learn.microsoft.com/rest/api/application-insights/components/create-or-update */
export const componentType: ResourceType = groupedType({
  token: componentToken,
  source: "https://www.pulumi.com/registry/packages/azure-native/api-docs/applicationinsights/component/",
  arm: componentArm,
  version: "2020-02-02",
  naming: {
    property: "resourceName",
    max: 260,
    pattern: /^[^%&\\?/]*[^%&\\?/. ]$/,
    refused: ["a/b", "shop."],
    source: naming,
  },
  properties: {
    ...simulated("kind", "applicationType", "workspaceResourceId"),
    ...inert(
      "No telemetry is taken in: an app's log lines are kept by the simulator itself.",
      ...["disableLocalAuth", "disableIpMasking", "flowType", "forceCustomerStorageForProfiler"],
      ...["immediatePurgeDataOn30Days", "ingestionMode", "requestSource", "retentionInDays", "samplingPercentage"],
    ),
    ...inert(reasons.network, "publicNetworkAccessForIngestion", "publicNetworkAccessForQuery"),
  },
  constraints: [
    between("samplingPercentage", 0, 100, reference),
    oneOf("retentionInDays", [30, 60, 90, 120, 180, 270, 365, 550, 730], retention, 45),
  ],
  example: { resourceName: "shop", resourceGroupName: "shop", kind: "web", applicationType: "web" },
  refers: { workspaceResourceId: byId(workspaceToken) },
  once: { instrumentationKey: () => randomUUID(), appId: () => randomUUID() },
  // In ARM's response the type is in lower case.
  defaults: {
    type: componentArm.toLowerCase(),
    tenantId: tenant,
    provisioningState: "Succeeded",
    ingestionMode: "LogAnalytics",
    retentionInDays: 90,
  },
  outputs: ({ once: { name, location, instrumentationKey, appId } }) => ({
    applicationId: name,
    connectionString: [
      `InstrumentationKey=${instrumentationKey}`,
      `IngestionEndpoint=https://${location}-0.in.applicationinsights.azure.com/`,
      `LiveEndpoint=https://${location}.livediagnostics.monitor.azure.com/`,
      `ApplicationId=${appId}`,
    ].join(";"),
  }),
});
