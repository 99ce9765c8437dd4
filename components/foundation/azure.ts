import {
  type ComponentArgs,
  Component as InsightsComponent,
} from "@pulumi/azure-native/applicationinsights/component.js";
import { getClientConfigOutput } from "@pulumi/azure-native/authorization/getClientConfig.js";
import type { Budget, BudgetArgs } from "@pulumi/azure-native/consumption/budget.js";
import { Workspace, type WorkspaceArgs } from "@pulumi/azure-native/operationalinsights/workspace.js";
import { ResourceGroup, type ResourceGroupArgs } from "@pulumi/azure-native/resources/resourceGroup.js";
import { Namespace, type NamespaceArgs } from "@pulumi/azure-native/servicebus/namespace.js";
import { BlobContainer, type BlobContainerArgs } from "@pulumi/azure-native/storage/blobContainer.js";
import { StorageAccount, type StorageAccountArgs } from "@pulumi/azure-native/storage/storageAccount.js";
import { SkuName, SkuTier } from "@pulumi/azure-native/types/enums/servicebus/index.js";
import type { ComponentResource } from "@pulumi/pulumi";
import { physicalName } from "../support/naming.ts";
import { kept } from "../support/options.ts";
import { type Transform, transformed } from "../support/transform.ts";
import { sasPolicy, settleExpiry, settleRetention } from "./azure-rules.ts";
import { createBudget } from "./budget/azure.ts";
import { type FoundationBuilder, type FoundationPlan, requireArgs } from "./plan.ts";

export interface AzureFoundationNodes {
  readonly group: ResourceGroup;
  readonly packages: StorageAccount;
  readonly container: BlobContainer;
  readonly workspace: Workspace;
  readonly insights: InsightsComponent;
  readonly messages?: Namespace;
  readonly budget?: Budget;
}

export interface AzureFoundationTransform {
  /** The resource group of the foundation and of every set on it. @default unchanged */
  readonly group?: Transform<ResourceGroupArgs>;
  /** The storage account that packages are delivered from. @default unchanged */
  readonly packages?: Transform<StorageAccountArgs>;
  /** The container that packages are delivered from. @default unchanged */
  readonly container?: Transform<BlobContainerArgs>;
  /** Where logs are kept. @default unchanged */
  readonly workspace?: Transform<WorkspaceArgs>;
  /** Where functions send logs, requests and metrics. @default unchanged */
  readonly insights?: Transform<ComponentArgs>;
  /** The namespace of queues and topics. @default unchanged */
  readonly messages?: Transform<NamespaceArgs>;
  /** The budget. What is said of `timePeriod` counts only when it is made. @default unchanged */
  readonly budget?: Transform<BudgetArgs>;
}

type Plan = FoundationPlan<AzureFoundationTransform>;
type Place = { readonly resourceGroupName: ResourceGroup["name"]; readonly location: AzureLocation };
type AzureLocation = Exclude<Plan["args"]["azure"], undefined>["location"];
const tagsOf = ({ tags }: Plan) => (tags === undefined ? {} : { tags });

/**
 * Pulumi uploads blobs with the account's key, and the link that a package is fetched by is signed with it. No
 * function's identity has a role here. docs/azure-code-delivery.md
 */
function createPackages(self: ComponentResource, plan: Plan, place: Place): StorageAccount {
  const { name, transform } = plan;
  const args: StorageAccountArgs = {
    ...place,
    ...tagsOf(plan),
    // 3 to 24 letters and digits: https://learn.microsoft.com/azure/storage/common/storage-account-overview#storage-account-name
    accountName: physicalName(self, `${name}-packages-name`, name, { max: 24, separator: "" }),
    kind: "StorageV2",
    sku: { name: "Standard_LRS" },
    minimumTlsVersion: "TLS1_2",
    enableHttpsTrafficOnly: true,
    allowBlobPublicAccess: false,
    allowSharedKeyAccess: true,
    sasPolicy,
  };
  return new StorageAccount(...transformed(transform.packages, `${name}-packages`, args, { parent: self }));
}

function createContainer(
  self: ComponentResource,
  { name, transform }: Plan,
  { resourceGroupName }: Place,
  packages: StorageAccount,
): BlobContainer {
  const args: BlobContainerArgs = { resourceGroupName, accountName: packages.name, publicAccess: "None" };
  return new BlobContainer(...transformed(transform.container, `${name}-container`, args, { parent: self }));
}

function createWorkspace(self: ComponentResource, plan: Plan, place: Place): Workspace {
  const args: WorkspaceArgs = {
    ...place,
    ...tagsOf(plan),
    sku: { name: "PerGB2018" },
    retentionInDays: settleRetention(plan.retentionDays, plan.where),
  };
  const options = kept(self, plan.protection);
  return new Workspace(...transformed(plan.transform.workspace, `${plan.name}-logs`, args, options));
}

/** Only identities may write to it: https://learn.microsoft.com/azure/azure-monitor/app/azure-ad-authentication */
function createInsights(self: ComponentResource, plan: Plan, place: Place, workspace: Workspace): InsightsComponent {
  const args: ComponentArgs = {
    ...place,
    ...tagsOf(plan),
    kind: "web",
    applicationType: "web",
    workspaceResourceId: workspace.id,
    disableLocalAuth: true,
  };
  return new InsightsComponent(
    ...transformed(plan.transform.insights, `${plan.name}-insights`, args, { parent: self }),
  );
}

/**
 * Kept as the logs are: deleting a group deletes what is in it, also what should have been retained.
 * https://learn.microsoft.com/azure/azure-resource-manager/management/delete-resource-group
 */
function createGroup(self: ComponentResource, plan: Plan, location: AzureLocation): ResourceGroup {
  const args: ResourceGroupArgs = { location, ...tagsOf(plan) };
  const options = kept(self, plan.protection);
  return new ResourceGroup(...transformed(plan.transform.group, `${plan.name}-group`, args, options));
}

/** Standard, since Basic has no topics; no keys, only identities: https://learn.microsoft.com/azure/service-bus-messaging/disable-local-authentication */
function createMessages(self: ComponentResource, plan: Plan, place: Place): Namespace {
  const { name, protection, transform } = plan;
  const args: NamespaceArgs = {
    ...place,
    ...tagsOf(plan),
    // 6 to 50 letters, digits and hyphens: https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftservicebus
    namespaceName: physicalName(self, `${name}-messages-name`, name, { max: 50, separator: "-", letterFirst: true }),
    sku: { name: SkuName.Standard, tier: SkuTier.Standard },
    disableLocalAuth: true,
    minimumTlsVersion: "1.2",
  };
  return new Namespace(...transformed(transform.messages, `${name}-messages`, args, kept(self, protection)));
}

/** A resource group, a place to deliver packages from, and monitoring. */
export const build: FoundationBuilder<AzureFoundationNodes, AzureFoundationTransform> = (self, plan) => {
  const own = requireArgs(plan.args.azure, "azure", plan.where);
  const { location } = own;
  const codeLinkExpiry = settleExpiry(own, self, plan.where);
  settleRetention(plan.retentionDays, plan.where);
  const group = createGroup(self, plan, location);
  const place = { resourceGroupName: group.name, location };
  const packages = createPackages(self, plan, place);
  const container = createContainer(self, plan, place, packages);
  const workspace = createWorkspace(self, plan, place);
  const component = createInsights(self, plan, place, workspace);
  const messages = plan.args.messages ? createMessages(self, plan, place) : undefined;
  const budget = plan.budget && createBudget(self, plan, group, plan.budget);
  return {
    id: group.id,
    attributes: {
      subscription: getClientConfigOutput({ parent: self }).subscriptionId,
      resourceGroup: group.name,
      location,
      packagesAccount: packages.name,
      packagesContainer: container.name,
      codeLinkExpiry,
      insights: component.id,
      insightsConnection: component.connectionString,
      messagesNamespace: messages?.name ?? "",
      messagesEndpoint: messages?.serviceBusEndpoint ?? "",
    },
    nodes: {
      ...{ group, packages, container, workspace, insights: component },
      ...(messages && { messages }),
      ...(budget && { budget }),
    },
  };
};
