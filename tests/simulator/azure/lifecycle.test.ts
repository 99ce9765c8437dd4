import { asset, type Deployed, type Deployment } from "../deployment.ts";
import { describeLifecycles, type Needs } from "../lifecycle/lifecycle.ts";
import { dataNeeds } from "./lifecycle-data.ts";
import { appWith, bundleApp, noPrefix } from "./packages.ts";
import { assign, blobDataOwner, tokens, uploadPackage } from "./shop.ts";

const location = "northeurope";
const subscriptionId = "00000000-0000-4000-8000-000000000000";
const shop2 = `/subscriptions/${subscriptionId}/resourceGroups/shop2`;
const guid = "33333333-3333-4333-8333-333333333333";
const workspaceToken = "azure-native:operationalinsights:Workspace";
const componentToken = "azure-native:applicationinsights:Component";
const publishing = ["azure-native:web:WebAppScmAllowed", "azure-native:web:WebAppFtpAllowed"];

/** A second resource group under the name that a change gives. */
const withGroups = async (azure: Deployment): Promise<undefined> => {
  await azure.create(tokens.group, "other", { resourceGroupName: "shop2", location: "westeurope" });
};

/** What containers and blobs can move to: in the same group, and in another under the same names. */
const withStorage = async (azure: Deployment): Promise<undefined> => {
  await withGroups(azure);
  await azure.create(tokens.account, "other", { ...account, resourceGroupName: "shop", accountName: "shoppackages2" });
};
const account = { kind: "StorageV2", sku: { name: "Standard_LRS" } };

const elsewhere = "its app stands in one group under one name";

/** The storage that the example's app has its package in. */
const withHost = async (azure: Deployment): Promise<Deployed> => {
  await withGroups(azure);
  const host = { resourceGroupName: "shop", accountName: "shophost" };
  const deployed = await azure.create(tokens.account, "host", { ...account, ...host });
  await azure.create(tokens.container, "deployments", { ...host, containerName: "deployments" });
  return deployed;
};

/** The example's app, with the right to its own package. */
const withApp = async (azure: Deployment): Promise<undefined> => {
  const host = await withHost(azure);
  const { types } = await azure.simulator.services("azure-native");
  const app = await azure.create(tokens.app, "app", types.find(({ token }) => token === tokens.app)?.example ?? {});
  await assign(azure, Object(app.outputs.identity).principalId, blobDataOwner, host.id);
};

const inApp: Needs = {
  after: [tokens.group, tokens.plan],
  ground: withApp,
  fixed: { name: elsewhere, resourceGroupName: elsewhere },
};
const bus = (name: string) => `azure-native:servicebus:${name}`;
const inNamespace = "the namespace is in this group, and has what is named here";
const busPlace = { namespaceName: inNamespace, resourceGroupName: inNamespace };

/** A queue that dead letters and what is forwarded go to. */
const withParked = async (azure: Deployment): Promise<undefined> => {
  const place = { resourceGroupName: "shop", namespaceName: "shop-messages" };
  await azure.create(bus("Queue"), "parked", { ...place, queueName: "parked" });
};

/** What queues and subscriptions can be set to. */
const received = {
  ...{ defaultMessageTimeToLive: "P4D", lockDuration: "PT5M", maxDeliveryCount: 5 },
  ...{ deadLetteringOnMessageExpiration: true, forwardDeadLetteredMessagesTo: "parked" },
};

const inGroup = { after: [tokens.group], ground: withGroups };

const needs: Readonly<Record<string, Needs>> = {
  [tokens.group]: { values: { location } },
  [tokens.account]: { ...inGroup, values: { location, "sku.name": "Standard_ZRS" } },
  [tokens.container]: {
    after: [tokens.group, tokens.account],
    ground: withStorage,
    values: { publicAccess: "None" },
    fixed: { resourceGroupName: "the account is in this one" },
  },
  [tokens.blob]: {
    after: [tokens.group, tokens.account, tokens.container],
    ground: async (azure): Promise<undefined> => {
      await withStorage(azure);
      const place = { resourceGroupName: "shop", accountName: "shoppackages" };
      await azure.create(tokens.container, "packages2", { ...place, containerName: "packages2" });
      await azure.create(tokens.container, "packages", {
        ...place,
        accountName: "shoppackages2",
        containerName: "packages",
      });
    },
    values: { source: asset("changed") },
    fixed: { resourceGroupName: "the account is in this one" },
  },
  [tokens.identity]: { ...inGroup, values: { location } },
  [tokens.assignment]: {
    ...inGroup,
    values: {
      principalId: guid,
      roleAssignmentName: guid,
      roleDefinitionId: "/providers/Microsoft.Authorization/roleDefinitions/2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
      scope: shop2,
    },
  },
  [bus("Namespace")]: { ...inGroup, values: { location }, fixed: { "sku.name": "Standard is the only one" } },
  [bus("Queue")]: {
    after: [tokens.group, bus("Namespace")],
    ground: withParked,
    values: received,
    fixed: busPlace,
  },
  [bus("Topic")]: {
    after: [tokens.group, bus("Namespace")],
    values: { defaultMessageTimeToLive: "P4D" },
    fixed: busPlace,
  },
  [bus("Subscription")]: {
    after: [tokens.group, bus("Namespace"), bus("Topic")],
    ground: withParked,
    values: { ...received, forwardTo: "parked" },
    fixed: { ...busPlace, topicName: inNamespace },
  },
  [bus("DefaultRule")]: {
    after: [tokens.group, bus("Namespace"), bus("Topic"), bus("Subscription")],
    values: { "sqlFilter.sqlExpression": "1=1" },
    fixed: {
      ...{ ...busPlace, topicName: inNamespace, subscriptionName: inNamespace },
      filterType: "SqlFilter is the only one that is simulated",
    },
  },
  ...dataNeeds(inGroup),
  [workspaceToken]: { ...inGroup, values: { location } },
  [componentToken]: {
    ...inGroup,
    after: [tokens.group, workspaceToken],
    values: {
      location,
      workspaceResourceId: shop2.replace("shop2", "shop/providers/Microsoft.OperationalInsights/workspaces/shop-logs"),
    },
  },
  [tokens.plan]: { ...inGroup, values: { location }, fixed: { reserved: "true", sku: "FC1 is the only one" } },
  [tokens.app]: {
    after: [tokens.group, tokens.plan],
    ground: async (azure) => {
      await withHost(azure);
      const place = { resourceGroupName: "shop", accountName: "shophost" };
      await azure.create(tokens.container, "other", { ...place, containerName: "deployments2" });
      const sku = { name: "FC1", tier: "FlexConsumption" };
      const plan = { resourceGroupName: "shop", name: "shop-api2", reserved: true, sku };
      const { id: serverFarmId } = await azure.create(tokens.plan, "other", plan);
      return { values: { serverFarmId } };
    },
    values: {
      location,
      "functionAppConfig.runtime.version": "24",
      "functionAppConfig.scaleAndConcurrency.instanceMemoryMB": 4_096,
      "siteConfig.appSettings": [{ name: "GREETING", value: "hello" }],
    },
    fixed: {
      identity: "a list of identities is answered as a map, which the tests of identities look at",
      kind: "functionapp,linux is the only one",
      "functionAppConfig.deployment.storage.authentication.type": "the others come with more",
      "functionAppConfig.deployment.storage.type": "blobContainer is the only one",
      "functionAppConfig.runtime.name": "node is the only one that is simulated",
      "siteConfig.alwaysOn": "false is the only one on Flex Consumption",
    },
  },
  [tokens.settings]: inApp,
  ...Object.fromEntries(publishing.map((token) => [token, inApp])),
  [tokens.resource]: {
    after: [tokens.group, tokens.plan, tokens.account],
    ground: async (azure) => {
      await withApp(azure);
      const place = { resourceGroupName: "shop", accountName: "shoppackages", containerName: "packages" };
      await azure.create(tokens.container, "packages", place);
      const upload = async (text: string) =>
        uploadPackage(azure, await bundleApp(appWith(`() => ({ body: "${text}" })`), noPrefix));
      const delivery = async (text: string) => ({ packageUri: await upload(text), type: "zip", remoteBuild: false });
      return { inputs: { properties: await delivery("one") }, values: { properties: await delivery("two") } };
    },
    values: { apiVersion: "2025-03-01" },
    fixed: {
      parentResourcePath: elsewhere,
      resourceGroupName: elsewhere,
      resourceName: "onedeploy is the only one",
      resourceProviderNamespace: "Microsoft.Web is the only one",
      resourceType: "extensions is the only one",
    },
  },
  "azure-native:consumption:Budget": {
    after: [tokens.group],
    ground: withGroups,
    values: {
      filter: { tags: { name: "team", operator: "In", values: ["shop"] } },
      notifications: {},
      scope: shop2,
      timeGrain: "Annually",
      "timePeriod.endDate": "2030-01-01T00:00:00Z",
    },
    fixed: {
      category: "Cost is the only one that is simulated",
      "timePeriod.startDate": "no update changes it; the tests of budgets try it",
    },
  },
};

const configuration = { subscriptionId, location: "westeurope" };
describeLifecycles("azure-native", { configuration, live: true }, needs);
