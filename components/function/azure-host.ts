import { RoleAssignment, type RoleAssignmentArgs } from "@pulumi/azure-native/authorization/roleAssignment.js";
import type { UserAssignedIdentity } from "@pulumi/azure-native/managedidentity/userAssignedIdentity.js";
import { BlobContainer, type BlobContainerArgs } from "@pulumi/azure-native/storage/blobContainer.js";
import { StorageAccount, type StorageAccountArgs } from "@pulumi/azure-native/storage/storageAccount.js";
import { type ComponentResource, type Input, interpolate, type Resource } from "@pulumi/pulumi";
import { sasPolicy } from "../foundation/azure-rules.ts";
import { grantName } from "../links/grant-name.ts";
import { physicalName } from "../support/naming.ts";
import { type Transform, transformed } from "../support/transform.ts";
import type { FunctionPlan } from "./plan.ts";

export interface AzureHostNodes {
  readonly storage: StorageAccount;
  readonly deployments: BlobContainer;
  readonly storageAccess: RoleAssignment;
  readonly insightsAccess: RoleAssignment;
}

export interface AzureHostTransform {
  /** The storage account of the app's host. @default unchanged */
  readonly storage?: Transform<StorageAccountArgs>;
  /** The container that the app starts from. @default unchanged */
  readonly deployments?: Transform<BlobContainerArgs>;
  /** The role that lets the app use its storage account. @default unchanged */
  readonly storageAccess?: Transform<RoleAssignmentArgs>;
  /** The role that lets the app send logs. @default unchanged */
  readonly insightsAccess?: Transform<RoleAssignmentArgs>;
}

type Plan = FunctionPlan<AzureHostTransform>;

/** https://learn.microsoft.com/azure/role-based-access-control/built-in-roles */
const roles = {
  storageBlobDataOwner: "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
  monitoringMetricsPublisher: "3913510d-42f4-4e42-8a64-420c390055eb",
};

/**
 * The host needs a role on the whole account, so an account for each app keeps apps apart:
 * https://learn.microsoft.com/azure/azure-functions/storage-considerations#storage-account-guidance
 */
function createStorage(self: ComponentResource, { name, on, tags, transform }: Plan): StorageAccount {
  const args: StorageAccountArgs = {
    resourceGroupName: on("resourceGroup"),
    location: on("location"),
    accountName: physicalName(self, `${name}-storage-name`, name, { max: 24, separator: "" }),
    kind: "StorageV2",
    sku: { name: "Standard_LRS" },
    minimumTlsVersion: "TLS1_2",
    enableHttpsTrafficOnly: true,
    allowBlobPublicAccess: false,
    allowSharedKeyAccess: false,
    sasPolicy,
    tags,
  };
  return new StorageAccount(...transformed(transform.storage, `${name}-storage`, args, { parent: self }));
}

function createDeployments(
  self: ComponentResource,
  { name, on, transform }: Plan,
  account: StorageAccount,
): BlobContainer {
  const args: BlobContainerArgs = {
    resourceGroupName: on("resourceGroup"),
    accountName: account.name,
    publicAccess: "None",
  };
  return new BlobContainer(...transformed(transform.deployments, `${name}-deployments`, args, { parent: self }));
}

/** Gives the app's identity a role at one resource: https://learn.microsoft.com/azure/role-based-access-control/scope-overview */
function grant(identity: UserAssignedIdentity, { on }: Plan, role: string, scope: Input<string>) {
  return {
    principalId: identity.principalId,
    principalType: "ServicePrincipal",
    roleDefinitionId: interpolate`/subscriptions/${on("subscription")}/providers/Microsoft.Authorization/roleDefinitions/${role}`,
    scope,
  } satisfies RoleAssignmentArgs;
}

/** What its links ask for: each role at one resource. */
export function createLinkAccess(
  self: ComponentResource,
  plan: Plan,
  identity: UserAssignedIdentity,
): readonly RoleAssignment[] {
  const wanted = plan.links.flatMap(({ azureRoles = [], ...link }) =>
    azureRoles.map(({ role, scope, part }) => {
      const [name, options] = grantName(self, plan.name, link, role.name.toLowerCase().replaceAll(" ", "-"), part);
      return [name, { role, scope, options }] as const;
    }),
  );
  // A function that consumes a queue may also send to it: one role on one resource can be given once.
  return [...new Map(wanted)].map(([name, { role, scope, options }]) => {
    return new RoleAssignment(name, grant(identity, plan, role.id, scope), options);
  });
}

/** What its links ask for where a service has roles of its own. */
export function createOwnAccess(
  self: ComponentResource,
  plan: Plan,
  { principalId }: UserAssignedIdentity,
): readonly Resource[] {
  return plan.links.flatMap(({ azureOwnRoles = [], ...link }) =>
    azureOwnRoles.map(({ role, grant }) => {
      const [name, options] = grantName(self, plan.name, link, role.toLowerCase().replaceAll(" ", "-"));
      return grant(name, principalId, options);
    }),
  );
}

/** What the Functions host of an app needs: storage, a place for its package, and access to both and to monitoring. */
export function createHost(self: ComponentResource, plan: Plan, identity: UserAssignedIdentity): AzureHostNodes {
  const { name, on, transform } = plan;
  const account = createStorage(self, plan);
  const assign = (child: "storageAccess" | "insightsAccess", suffix: string, args: RoleAssignmentArgs) =>
    new RoleAssignment(...transformed(transform[child], `${name}-${suffix}`, args, { parent: self }));
  return {
    storage: account,
    deployments: createDeployments(self, plan, account),
    storageAccess: assign(
      "storageAccess",
      "storage-access",
      grant(identity, plan, roles.storageBlobDataOwner, account.id),
    ),
    insightsAccess: assign(
      "insightsAccess",
      "insights-access",
      grant(identity, plan, roles.monitoringMetricsPublisher, on("insights")),
    ),
  };
}
