import * as managedidentity from "@pulumi/azure-native/managedidentity/index.js";
import * as web from "@pulumi/azure-native/web/index.js";
import { interpolate, type Output } from "@pulumi/pulumi";
import { type Transform, transformed } from "../support/transform.ts";
import { type AzureDeliveryNodes, type AzureDeliveryTransform, deliver } from "./azure-delivery.ts";
import { type AzureHostNodes, type AzureHostTransform, createHost } from "./azure-host.ts";
import type { Function, FunctionBuilder, FunctionPlan } from "./index.ts";

export interface AzureFunctionNodes extends AzureHostNodes, AzureDeliveryNodes {
  readonly identity: managedidentity.UserAssignedIdentity;
  readonly plan: web.AppServicePlan;
  readonly app: web.WebApp;
}

export interface AzureFunctionTransform extends AzureHostTransform, AzureDeliveryTransform {
  /** The identity that the app runs as. @default unchanged */
  readonly identity?: Transform<managedidentity.UserAssignedIdentityArgs>;
  /** The Flex Consumption plan: one for each app. @default unchanged */
  readonly plan?: Transform<web.AppServicePlanArgs>;
  /** The function app. @default unchanged */
  readonly app?: Transform<web.WebAppArgs>;
}

/** https://learn.microsoft.com/azure/azure-functions/supported-languages */
const runtime = { name: "node", version: "22" };

/** https://learn.microsoft.com/azure/azure-functions/flex-consumption-how-to#set-http-concurrency-limits */
const scale = { maximumInstanceCount: 40, triggers: { http: { perInstanceConcurrency: 16 } } };

function createIdentity(self: Function, { name, on, tags, transform }: FunctionPlan) {
  const args = { resourceGroupName: on("resourceGroup"), location: on("location"), tags };
  return new managedidentity.UserAssignedIdentity(
    ...transformed<managedidentity.UserAssignedIdentityArgs>(transform.azure?.identity, `${name}-identity`, args, {
      parent: self,
    }),
  );
}

/** One app for each plan: https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan#considerations */
function createPlan(self: Function, { name, on, tags, transform }: FunctionPlan): web.AppServicePlan {
  const args: web.AppServicePlanArgs = {
    resourceGroupName: on("resourceGroup"),
    location: on("location"),
    kind: "functionapp",
    reserved: true,
    sku: { tier: "FlexConsumption", name: "FC1" },
    tags,
  };
  return new web.AppServicePlan(...transformed(transform.azure?.plan, `${name}-plan`, args, { parent: self }));
}

/** The connections to host storage and monitoring, both by identity: docs/azure-code-delivery.md */
function buildSettings({ on, environment }: FunctionPlan, account: Output<string>, clientId: Output<string>) {
  const connections = {
    AzureWebJobsStorage__accountName: account,
    AzureWebJobsStorage__credential: "managedidentity",
    AzureWebJobsStorage__clientId: clientId,
    APPLICATIONINSIGHTS_CONNECTION_STRING: on("insightsConnection"),
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING: interpolate`ClientId=${clientId};Authorization=AAD`,
  };
  const fixed = Object.entries(connections).map(([name, value]) => ({ name, value }));
  return environment.apply((own) => [...fixed, ...Object.entries(own).map(([name, value]) => ({ name, value }))]);
}

function createApp(
  self: Function,
  plan: FunctionPlan,
  {
    identity,
    host,
    hosting,
  }: { identity: managedidentity.UserAssignedIdentity; host: AzureHostNodes; hosting: web.AppServicePlan },
): web.WebApp {
  const { name, on, settled, tags, transform } = plan;
  const args: web.WebAppArgs = {
    resourceGroupName: on("resourceGroup"),
    location: on("location"),
    kind: "functionapp,linux",
    serverFarmId: hosting.id,
    httpsOnly: true,
    identity: { type: "UserAssigned", userAssignedIdentities: [identity.id] },
    siteConfig: { minTlsVersion: "1.2", appSettings: buildSettings(plan, host.storage.name, identity.clientId) },
    functionAppConfig: {
      runtime,
      deployment: {
        storage: {
          type: "blobContainer",
          value: interpolate`${host.storage.primaryEndpoints.blob}${host.deployments.name}`,
          authentication: { type: "UserAssignedIdentity", userAssignedIdentityResourceId: identity.id },
        },
      },
      scaleAndConcurrency: {
        ...scale,
        ...(settled.memory === undefined ? {} : { instanceMemoryMB: settled.memory }),
      },
    },
    tags,
  };
  // The container and the app's access to it must be there before the app.
  const options = { parent: self, dependsOn: [host.deployments, host.storageAccess, host.insightsAccess] };
  return new web.WebApp(...transformed(transform.azure?.app, `${name}-app`, args, options));
}

/** A Flex Consumption app with an identity of its own: https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan */
export const build: FunctionBuilder = (self, plan) => {
  const identity = createIdentity(self, plan);
  const host = createHost(self, plan, identity);
  const hosting = createPlan(self, plan);
  const app = createApp(self, plan, { identity, host, hosting });
  const delivery = deliver(self, plan, app);
  return {
    id: app.id,
    attributes: { name: app.name, url: interpolate`https://${app.defaultHostName}`, identity: identity.principalId },
    nodes: { azure: { identity, plan: hosting, app, ...host, ...delivery } },
  };
};
