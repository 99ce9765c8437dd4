import type { RoleAssignment } from "@pulumi/azure-native/authorization/roleAssignment.js";
import { Resource as GenericResource, type ResourceArgs } from "@pulumi/azure-native/resources/resource.js";
import { Blob, type BlobArgs } from "@pulumi/azure-native/storage/blob.js";
import { listStorageAccountServiceSASOutput } from "@pulumi/azure-native/storage/listStorageAccountServiceSAS.js";
import type { WebApp } from "@pulumi/azure-native/web/webApp.js";
import type { WebAppApplicationSettings } from "@pulumi/azure-native/web/webAppApplicationSettings.js";
import { WebAppFtpAllowed } from "@pulumi/azure-native/web/webAppFtpAllowed.js";
import { WebAppScmAllowed } from "@pulumi/azure-native/web/webAppScmAllowed.js";
import { type ComponentResource, interpolate, type Output, type Resource, secret } from "@pulumi/pulumi";
import { archiveOf } from "../support/artifact.ts";
import { type Transform, transformed } from "../support/transform.ts";
import { whenInEffect } from "./azure-access.ts";
import type { FunctionPlan } from "./plan.ts";

export interface AzureCodeDeliveryNodes {
  readonly package: Blob;
  readonly delivery: GenericResource;
  readonly scm: WebAppScmAllowed;
  readonly ftp: WebAppFtpAllowed;
}

export interface AzureCodeDeliveryTransform {
  /** The package that the app is delivered from. @default unchanged */
  readonly package?: Transform<BlobArgs>;
  /** The delivery step, `Microsoft.Web/sites/extensions` named `onedeploy`. @default unchanged */
  readonly delivery?: Transform<ResourceArgs>;
}

type Plan = FunctionPlan<AzureCodeDeliveryTransform>;

/** The name contains the content's hash, so that changed content is another blob, and another delivery. The app's name never changes. */
function createPackage(self: ComponentResource, { name, on, artifact, transform }: Plan, app: WebApp): Blob {
  const args: BlobArgs = {
    resourceGroupName: on("resourceGroup"),
    accountName: on("packagesAccount"),
    containerName: on("packagesContainer"),
    blobName: interpolate`${app.name}/${artifact.hash}/released-package.zip`,
    type: "Block",
    source: artifact.apply(archiveOf),
  };
  return new Blob(...transformed(transform.package, `${name}-package`, args, { parent: self }));
}

/** A link that reads the package and nothing else: https://learn.microsoft.com/rest/api/storageservices/create-service-sas */
function buildLink(self: ComponentResource, { on }: Plan, blob: Blob): Output<string> {
  const signature = listStorageAccountServiceSASOutput(
    {
      resourceGroupName: on("resourceGroup"),
      accountName: on("packagesAccount"),
      canonicalizedResource: interpolate`/blob/${on("packagesAccount")}/${on("packagesContainer")}/${blob.name}`,
      resource: "b",
      permissions: "r",
      protocols: "https",
      sharedAccessExpiryTime: on("codeLinkExpiry"),
    },
    { parent: self, dependsOn: [blob] },
  );
  return secret(interpolate`${blob.url}?${signature.serviceSasToken}`);
}

/**
 * Disables publishing with user name and password, which delivery does not need:
 * https://learn.microsoft.com/azure/app-service/configure-basic-auth-disable
 */
function forbidPasswords(self: ComponentResource, { name, on }: Plan, app: WebApp) {
  const args = { resourceGroupName: on("resourceGroup"), name: app.name, allow: false };
  return {
    scm: new WebAppScmAllowed(`${name}-scm`, args, { parent: self, deletedWith: app }),
    ftp: new WebAppFtpAllowed(`${name}-ftp`, args, { parent: self, deletedWith: app }),
  };
}

/**
 * Delivers the code to the app, in the only way that Flex Consumption has:
 * https://learn.microsoft.com/azure/azure-functions/functions-deployment-technologies#one-deploy
 */
export function deliver(
  self: ComponentResource,
  plan: Plan,
  { app, settings }: { readonly app: WebApp; readonly settings: WebAppApplicationSettings },
  { access, ownAccess }: { readonly access: readonly RoleAssignment[]; readonly ownAccess: readonly Resource[] },
): AzureCodeDeliveryNodes {
  const { name, on, transform } = plan;
  const blob = createPackage(self, plan, app);
  // The app takes the package into its own container, as its own identity; and when its code runs, the roles of its links are in effect.
  const packageUri = whenInEffect(access, buildLink(self, plan, blob));
  const args: ResourceArgs = {
    resourceGroupName: on("resourceGroup"),
    resourceProviderNamespace: "Microsoft.Web",
    parentResourcePath: interpolate`sites/${app.name}`,
    resourceType: "extensions",
    resourceName: "onedeploy",
    apiVersion: "2024-04-01",
    properties: { packageUri, type: "zip", remoteBuild: false },
  };
  // A delivery cannot be deleted: it ends with its app. Roles of services' own must be there, and do not say since when they are.
  const options = { parent: self, retainOnDelete: true, deletedWith: app, dependsOn: [settings, ...ownAccess] };
  return {
    package: blob,
    delivery: new GenericResource(...transformed(transform.delivery, `${name}-delivery`, args, options)),
    ...forbidPasswords(self, plan, app),
  };
}
