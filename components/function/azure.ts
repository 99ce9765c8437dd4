import {
  UserAssignedIdentity,
  type UserAssignedIdentityArgs,
} from "@pulumi/azure-native/managedidentity/userAssignedIdentity.js";
import { AppServicePlan, type AppServicePlanArgs } from "@pulumi/azure-native/web/appServicePlan.js";
import { WebApp, type WebAppArgs } from "@pulumi/azure-native/web/webApp.js";
import {
  WebAppApplicationSettings,
  type WebAppApplicationSettingsArgs,
} from "@pulumi/azure-native/web/webAppApplicationSettings.js";
import { all, type ComponentResource, interpolate } from "@pulumi/pulumi";
import { type Transform, transformed } from "../support/transform.ts";
import { type AzureCodeDeliveryNodes, type AzureCodeDeliveryTransform, deliver } from "./azure-delivery.ts";
import {
  type AzureHostNodes,
  type AzureHostTransform,
  createHost,
  createLinkAccess,
  createOwnAccess,
} from "./azure-host.ts";
import type { FunctionBuilder, FunctionPlan } from "./plan.ts";

export interface AzureFunctionNodes extends AzureHostNodes, AzureCodeDeliveryNodes {
  readonly identity: UserAssignedIdentity;
  readonly plan: AppServicePlan;
  readonly app: WebApp;
  readonly settings: WebAppApplicationSettings;
}

export interface AzureFunctionTransform extends AzureHostTransform, AzureCodeDeliveryTransform {
  /** The identity that the app runs as. @default unchanged */
  readonly identity?: Transform<UserAssignedIdentityArgs>;
  /** The Flex Consumption plan: one for each app. @default unchanged */
  readonly plan?: Transform<AppServicePlanArgs>;
  /** The function app. @default unchanged */
  readonly app?: Transform<WebAppArgs>;
  /** The app's settings: its connections and its environment. @default unchanged */
  readonly settings?: Transform<WebAppApplicationSettingsArgs>;
}

type Plan = FunctionPlan<AzureFunctionTransform>;

/** https://learn.microsoft.com/azure/azure-functions/supported-languages */
const runtime = { name: "node", version: "22" };

/** https://learn.microsoft.com/azure/azure-functions/flex-consumption-how-to#set-http-concurrency-limits */
const scale = { maximumInstanceCount: 40, triggers: { http: { perInstanceConcurrency: 16 } } };

function createIdentity(self: ComponentResource, { name, on, tags, transform }: Plan) {
  const args = { resourceGroupName: on("resourceGroup"), location: on("location"), tags };
  return new UserAssignedIdentity(
    ...transformed<UserAssignedIdentityArgs>(transform.identity, `${name}-identity`, args, {
      parent: self,
    }),
  );
}

/** One app for each plan: https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan#considerations */
function createPlan(self: ComponentResource, { name, on, tags, transform }: Plan): AppServicePlan {
  const args: AppServicePlanArgs = {
    resourceGroupName: on("resourceGroup"),
    location: on("location"),
    kind: "functionapp",
    reserved: true,
    sku: { tier: "FlexConsumption", name: "FC1" },
    tags,
  };
  return new AppServicePlan(...transformed(transform.plan, `${name}-plan`, args, { parent: self }));
}

function createApp(
  self: ComponentResource,
  plan: Plan,
  { identity, host, hosting }: { identity: UserAssignedIdentity; host: AzureHostNodes; hosting: AppServicePlan },
): WebApp {
  const { name, on, settled, tags, transform } = plan;
  const args: WebAppArgs = {
    resourceGroupName: on("resourceGroup"),
    location: on("location"),
    kind: "functionapp,linux",
    serverFarmId: hosting.id,
    httpsOnly: true,
    identity: { type: "UserAssigned", userAssignedIdentities: [identity.id] },
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
  return new WebApp(...transformed(transform.app, `${name}-app`, args, options));
}

/**
 * The connections to host storage and monitoring, both by identity, and the environment. Not as the app's `siteConfig`:
 * azure-native would add a .NET version, which some regions refuse. https://github.com/pulumi/pulumi-azure-native/issues/4168
 */
function createSettings(
  self: ComponentResource,
  { name, on, environment, links, transform }: Plan,
  app: WebApp,
  { identity, host }: { identity: UserAssignedIdentity; host: AzureHostNodes },
): WebAppApplicationSettings {
  const connections = {
    AzureWebJobsStorage__accountName: host.storage.name,
    AzureWebJobsStorage__credential: "managedidentity",
    AzureWebJobsStorage__clientId: identity.clientId,
    APPLICATIONINSIGHTS_CONNECTION_STRING: on("insightsConnection"),
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING: interpolate`ClientId=${identity.clientId};Authorization=AAD`,
    // An app may have several identities: clients and triggers have to know which one to use.
    ...(links.some(({ azureRoles = [], azureOwnRoles = [] }) => azureRoles.length + azureOwnRoles.length > 0)
      ? { AZURE_CLIENT_ID: identity.clientId }
      : {}),
    ...Object.fromEntries(
      links.flatMap(({ azureConnections = [] }) =>
        azureConnections.map((name) => [`${name}__clientId`, identity.clientId]),
      ),
    ),
  };
  const args: WebAppApplicationSettingsArgs = {
    resourceGroupName: on("resourceGroup"),
    name: app.name,
    properties: all([connections, environment]).apply(([fixed, own]) => ({ ...own, ...fixed })),
  };
  // Settings end with their app.
  const options = { parent: self, deletedWith: app };
  return new WebAppApplicationSettings(...transformed(transform.settings, `${name}-settings`, args, options));
}

/** A Flex Consumption app with an identity of its own: https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan */
export const build: FunctionBuilder<AzureFunctionNodes, AzureFunctionTransform> = (self, plan) => {
  const identity = createIdentity(self, plan);
  const host = createHost(self, plan, identity);
  const hosting = createPlan(self, plan);
  const app = createApp(self, plan, { identity, host, hosting });
  const settings = createSettings(self, plan, app, { identity, host });
  const access = [host.storageAccess, ...createLinkAccess(self, plan, identity)];
  const ownAccess = createOwnAccess(self, plan, identity);
  const delivery = deliver(self, plan, { app, settings }, { access, ownAccess });
  return {
    id: app.id,
    attributes: { name: app.name, url: interpolate`https://${app.defaultHostName}`, identity: identity.principalId },
    nodes: { identity, plan: hosting, app, settings, ...host, ...delivery },
  };
};
