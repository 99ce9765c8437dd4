import { createHash } from "node:crypto";
import { request as send } from "node:http";
import type { SimulatorOptions } from "../../../kit/simulator/index.ts";
import { archive, type Deployed, type Deployment, deploymentOn } from "../deployment.ts";

type Properties = Readonly<Record<string, unknown>>;

export const tokens = {
  group: "azure-native:resources:ResourceGroup",
  account: "azure-native:storage:StorageAccount",
  container: "azure-native:storage:BlobContainer",
  blob: "azure-native:storage:Blob",
  identity: "azure-native:managedidentity:UserAssignedIdentity",
  assignment: "azure-native:authorization:RoleAssignment",
  plan: "azure-native:web:AppServicePlan",
  app: "azure-native:web:WebApp",
  settings: "azure-native:web:WebAppApplicationSettings",
  resource: "azure-native:resources:Resource",
} as const;

/** https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/storage */
export const blobDataOwner = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b";
export const blobDataContributor = "ba92f5b4-2d11-453d-a403-e96b0029c9fe";

export function openAzure(options: Partial<SimulatorOptions> = {}): Promise<Deployment> {
  const configuration = { subscriptionId: "0b1f6471-1bf0-4dda-aec3-cb9272f09590", location: "westeurope" };
  return deploymentOn("azure-native", { ...options, configuration });
}

/** The resources that stand before an app: its group, its two accounts, its identity with its role, its plan. */
export interface Ground {
  readonly identity: Deployed;
  readonly plan: Deployed;
  readonly host: Deployed;
  readonly assignment: Deployed | undefined;
}

export async function createGround(azure: Deployment, options: { readonly grant?: boolean } = {}): Promise<Ground> {
  const resourceGroupName = "shop";
  await azure.create(tokens.group, "shop", { resourceGroupName });
  const account = { resourceGroupName, kind: "StorageV2", sku: { name: "Standard_LRS" } };
  await azure.create(tokens.account, "packages", { ...account, accountName: "shoppackages" });
  await azure.create(tokens.container, "packages", { resourceGroupName, accountName: "shoppackages" });
  const host = await azure.create(tokens.account, "host", {
    ...account,
    accountName: "shophost",
    allowSharedKeyAccess: false,
  });
  await azure.create(tokens.container, "deployments", { resourceGroupName, accountName: "shophost" });
  const identity = await azure.create(tokens.identity, "api", { resourceGroupName, resourceName: "shop-api" });
  const assignment = options.grant === false ? undefined : await grant(azure, identity, host);
  const sku = { name: "FC1", tier: "FlexConsumption" };
  const plan = await azure.create(tokens.plan, "api", { resourceGroupName, name: "shop-api", reserved: true, sku });
  return { identity, plan, host, assignment };
}

export function grant(azure: Deployment, identity: Deployed, at: Deployed): Promise<Deployed> {
  return assign(azure, identity.outputs.principalId, blobDataOwner, at.id);
}

/** Assigns a role, by its id, to an identity, by its object id. */
export function assign(azure: Deployment, principalId: unknown, role: string, scope: string): Promise<Deployed> {
  return azure.create(tokens.assignment, `${role}-${scope}`, {
    scope,
    principalId,
    principalType: "ServicePrincipal",
    roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${role}`,
  });
}

/** An access token of an identity, as callers from outside get it. */
export async function tokenOf(azure: Deployment, principal: string, audience: string): Promise<string> {
  const { credentials } = await azure.simulator.services("azure-native");
  const variables = await credentials?.({ principal, audience });
  return variables?.AZURE_ACCESS_TOKEN ?? "";
}

/** The address of a data plane where nobody has to trust the simulator's certificate. */
export function withoutTls(address: string): string {
  return address.replace(/^https:/, "http:");
}

/** What an app of these tests may differ in. */
export interface AppOptions {
  readonly settings?: Readonly<Record<string, string>>;
  readonly scaling?: Properties;
  readonly properties?: Properties;
}

export function appInputs(
  { identity, plan }: Ground,
  { settings = {}, scaling = {}, properties = {} }: AppOptions = {},
) {
  return {
    resourceGroupName: "shop",
    name: "shop-api",
    kind: "functionapp,linux",
    serverFarmId: plan.id,
    identity: { type: "UserAssigned", userAssignedIdentities: [identity.id] },
    functionAppConfig: {
      deployment: {
        storage: {
          type: "blobContainer",
          value: "https://shophost.blob.core.windows.net/deployments",
          authentication: { type: "UserAssignedIdentity", userAssignedIdentityResourceId: identity.id },
        },
      },
      runtime: { name: "node", version: "22" },
      scaleAndConcurrency: { instanceMemoryMB: 2_048, maximumInstanceCount: 100, ...scaling },
    },
    siteConfig: { appSettings: Object.entries(settings).map(([name, value]) => ({ name, value })) },
    ...properties,
  };
}

/** The address of a package that was put into the container of packages, signed so that it can be read. */
export async function uploadPackage(azure: Deployment, files: Readonly<Record<string, string>>): Promise<string> {
  const blobName = `${createHash("sha256").update(JSON.stringify(files)).digest("hex")}/released-package.zip`;
  const place = { resourceGroupName: "shop", accountName: "shoppackages" };
  const inputs = { ...place, containerName: "packages", blobName, source: archive(files) };
  const blob = await azure.create(tokens.blob, blobName.slice(0, 8), inputs);
  const args = {
    ...place,
    canonicalizedResource: `/blob/shoppackages/packages/${blobName}`,
    resource: "b",
    permissions: "r",
    sharedAccessExpiryTime: "2099-01-01T00:00:00Z",
  };
  const { outputs } = await azure.provider.invoke({ token: "azure-native:storage:listStorageAccountServiceSAS", args });
  return `${blob.outputs.url}?${outputs.serviceSasToken}`;
}

export function deliveryInputs(packageUri: string): Properties {
  return {
    resourceGroupName: "shop",
    resourceProviderNamespace: "Microsoft.Web",
    parentResourcePath: "sites/shop-api",
    resourceType: "extensions",
    resourceName: "onedeploy",
    apiVersion: "2024-04-01",
    properties: { packageUri, type: "zip", remoteBuild: false },
  };
}

/** Deploys an app with everything before it, and its package. Answers the app. */
export async function deployApp(
  azure: Deployment,
  files: Readonly<Record<string, string>>,
  options: AppOptions = {},
): Promise<Deployed> {
  const ground = await createGround(azure);
  const app = await azure.create(tokens.app, "api", appInputs(ground, options));
  await azure.create(tokens.resource, "code", deliveryInputs(await uploadPackage(azure, files)));
  return app;
}

export function urlOf(app: Deployed): string {
  return `http://${app.outputs.defaultHostName}`;
}

export interface RawResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
}

/** Sends a request as it is: `fetch` would not let a test choose the Host header or the path's spelling. */
export function sendRaw(
  app: Deployed,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  method = "GET",
): Promise<RawResponse> {
  const { hostname, port } = new URL(urlOf(app));
  return new Promise((resolve, reject) => {
    const request = send({ hostname, port, path, method, headers }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk);
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString() });
    });
    request.on("error", reject);
    request.end();
  });
}
