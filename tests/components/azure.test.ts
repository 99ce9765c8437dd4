import assert from "node:assert/strict";
import { Foundation, Function as Job } from "fourfold/components";
import { type EvaluatedStack, evaluate } from "fourfold/testing";
import { deploySample, places } from "./deployment.ts";
import { sample } from "./fixtures/sample.ts";

/** Role definitions as Azure itself gives their ids. */
function roleOf(stack: EvaluatedStack, id: string): string {
  const [, , subscription] = stack.find("azure-native:resources:ResourceGroup").id.split("/");
  return `/subscriptions/${subscription}/providers/Microsoft.Authorization/roleDefinitions/${id}`;
}

const identityOf = (stack: EvaluatedStack) => stack.find("azure-native:managedidentity:UserAssignedIdentity").outputs;

describe("a function set on Azure", () => {
  it("runs its function on Flex Consumption, with what the set asks for", async () => {
    const stack = await deploySample("azure");

    const plan = stack.has("azure-native:web:AppServicePlan", {
      sku: { tier: "FlexConsumption", name: "FC1" },
      reserved: true,
    });
    const app = stack.has("azure-native:web:WebApp", {
      kind: "functionapp,linux",
      serverFarmId: plan.id,
      httpsOnly: true,
      functionAppConfig: {
        runtime: { name: "node" },
        // https://learn.microsoft.com/azure/azure-functions/flex-consumption-how-to#set-http-concurrency-limits
        scaleAndConcurrency: {
          instanceMemoryMB: 512,
          maximumInstanceCount: 40,
          triggers: { http: { perInstanceConcurrency: 16 } },
        },
        // https://learn.microsoft.com/azure/azure-functions/flex-consumption-how-to#configure-deployment-settings
        deployment: { storage: { type: "blobContainer", authentication: { type: "UserAssignedIdentity" } } },
      },
      identity: {
        type: "UserAssigned",
        userAssignedIdentities: [stack.find("azure-native:managedidentity:UserAssignedIdentity").id],
      },
      tags: { "fourfold-set": "sample", "fourfold-function": "web" },
    });
    // https://github.com/pulumi/pulumi-azure-native/issues/4168
    assert.equal(app.inputs.siteConfig, undefined);
    stack.has("azure-native:web:WebAppApplicationSettings", {
      name: app.outputs.name,
      properties: {
        STAGE: "test",
        FOURFOLD_FLAGS: '{"beta":true}',
        // https://learn.microsoft.com/azure/azure-functions/functions-reference#connecting-to-host-storage-with-an-identity
        AzureWebJobsStorage__accountName: stack.find("azure-native:storage:StorageAccount", "sample-web-storage")
          .outputs.name,
        AzureWebJobsStorage__credential: "managedidentity",
        AzureWebJobsStorage__clientId: identityOf(stack).clientId,
        APPLICATIONINSIGHTS_CONNECTION_STRING: stack.find("azure-native:applicationinsights:Component").outputs
          .connectionString,
        APPLICATIONINSIGHTS_AUTHENTICATION_STRING: `ClientId=${identityOf(stack).clientId};Authorization=AAD`,
      },
    });
  });

  it("reaches storage and monitoring as its own identity, by two roles and no key", async () => {
    const stack = await deploySample("azure");

    const identity = stack.find("azure-native:managedidentity:UserAssignedIdentity");
    const storage = stack.find("azure-native:storage:StorageAccount", "sample-web-storage");
    const insights = stack.find("azure-native:applicationinsights:Component");
    const principalId = identity.outputs.principalId;
    stack.count("azure-native:authorization:RoleAssignment", 2);
    for (const { inputs } of stack.all("azure-native:authorization:RoleAssignment")) {
      assert.equal(inputs.principalType, "ServicePrincipal");
    }
    // Storage Blob Data Owner, Monitoring Metrics Publisher:
    // https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
    stack.has("azure-native:authorization:RoleAssignment", {
      principalId,
      scope: storage.id,
      roleDefinitionId: roleOf(stack, "b7e6dc6d-f1e8-4753-8033-0f276bb0955b"),
    });
    stack.has("azure-native:authorization:RoleAssignment", {
      principalId,
      scope: insights.id,
      roleDefinitionId: roleOf(stack, "3913510d-42f4-4e42-8a64-420c390055eb"),
    });
    stack.has("azure-native:storage:StorageAccount", {
      accountName: storage.inputs.accountName,
      allowSharedKeyAccess: false,
    });
    stack.has("azure-native:applicationinsights:Component", { disableLocalAuth: true });
  });

  it("makes one thing after the other: access, the app, its settings, the delivery of its code", async () => {
    const stack = await deploySample("azure");

    const app = stack.find("azure-native:web:WebApp");
    const settings = stack.find("azure-native:web:WebAppApplicationSettings");
    const needed = [
      stack.find("azure-native:storage:BlobContainer", "sample-web-deployments"),
      ...stack.all("azure-native:authorization:RoleAssignment"),
    ];
    for (const { urn } of needed) assert.ok(app.dependencies.includes(urn), `the app does not wait for ${urn}`);
    assert.ok(stack.find("azure-native:resources:Resource").dependencies.includes(settings.urn));
  });

  it("leaves to the app's deletion what ends with it", async () => {
    const stack = await deploySample("azure");

    const app = stack.find("azure-native:web:WebApp");
    const types = [
      "web:WebAppApplicationSettings",
      "web:WebAppScmAllowed",
      "web:WebAppFtpAllowed",
      "resources:Resource",
    ];
    for (const type of types) assert.equal(stack.find(`azure-native:${type}`).deletedWith, app.urn);
  });

  // https://learn.microsoft.com/azure/storage/common/storage-account-overview#storage-account-name
  it("names storage accounts as Azure accepts it, however long the names are that they remind of", async () => {
    const long = "the-platform-of-the-acme-corporation";
    const stack = await evaluate(() => {
      const foundation = new Foundation(long, { cloud: "azure", ...places }).handle;
      const { root } = sample;
      const job = {
        cloud: "azure",
        foundation,
        set: "sample",
        function: "web",
        root,
        handler: "./web.ts",
        http: {},
      } as const;
      new Job(`${long}-job`, { ...job, http: {} });
    });

    const accounts = stack.all("azure-native:storage:StorageAccount");
    assert.equal(accounts.length, 2);
    for (const { inputs } of accounts) assert.match(String(inputs.accountName), /^[a-z0-9]{3,24}$/);
  });

  it("tags the foundation's own resources with its tags", async () => {
    const stack = await deploySample("azure", { foundation: { tags: { team: "acme" } } });

    const types = ["resources:ResourceGroup", "operationalinsights:Workspace", "applicationinsights:Component"];
    const packages = stack.find("azure-native:storage:StorageAccount", "acme-packages");
    for (const { inputs } of [packages, ...types.map((type) => stack.find(`azure-native:${type}`))]) {
      assert.deepEqual(inputs.tags, { team: "acme" });
      assert.equal(inputs.location, "westeurope");
    }
  });

  it("delivers the package by onedeploy, with a link that reads this one blob and is secret", async () => {
    const stack = await deploySample("azure");

    const app = stack.find("azure-native:web:WebApp");
    const blob = stack.find("azure-native:storage:Blob");
    const delivery = stack.has("azure-native:resources:Resource", {
      resourceProviderNamespace: "Microsoft.Web",
      parentResourcePath: `sites/${app.outputs.name}`,
      resourceType: "extensions",
      resourceName: "onedeploy",
      properties: { type: "zip", remoteBuild: false },
    });
    const { packageUri } = delivery.inputs.properties as { packageUri: string };
    // https://learn.microsoft.com/rest/api/storageservices/understanding-block-blobs--append-blobs--and-page-blobs
    assert.equal(blob.inputs.type, "Block");
    assert.match(String(blob.inputs.blobName), new RegExp(`^${app.outputs.name}/[0-9a-f]{64}/released-package\\.zip$`));
    assert.ok(packageUri.startsWith(`${blob.outputs.url}?`));
    // https://learn.microsoft.com/rest/api/storageservices/create-service-sas: read only, over TLS, until a fixed date.
    const link = new URL(packageUri).searchParams;
    assert.deepEqual([link.get("sp"), link.get("spr"), link.get("sr")], ["r", "https", "b"]);
    assert.equal(link.get("se"), "2099-12-31T00:00:00Z");
    assert.ok(delivery.secretInputs.includes("properties"));
    assert.ok(delivery.retainOnDelete);
  });

  it("has no public container, no old TLS, and no publishing password", async () => {
    const stack = await deploySample("azure");

    for (const { inputs } of stack.all("azure-native:storage:StorageAccount")) {
      assert.equal(inputs.minimumTlsVersion, "TLS1_2");
      assert.equal(inputs.allowBlobPublicAccess, false);
      assert.equal(inputs.enableHttpsTrafficOnly, true);
    }
    // Pulumi uploads packages with the account's key; no function has a role there.
    assert.equal(stack.find("azure-native:storage:StorageAccount", "acme-packages").inputs.allowSharedKeyAccess, true);
    for (const { inputs } of stack.all("azure-native:storage:BlobContainer")) assert.equal(inputs.publicAccess, "None");
    stack.has("azure-native:web:WebAppScmAllowed", { allow: false });
    stack.has("azure-native:web:WebAppFtpAllowed", { allow: false });
  });

  it("stands in the foundation's region, with the set's tags, all of it", async () => {
    const stack = await deploySample("azure");

    const types = [
      "storage:StorageAccount",
      "managedidentity:UserAssignedIdentity",
      "web:AppServicePlan",
      "web:WebApp",
    ];
    const own = types
      .flatMap((type) => stack.all(`azure-native:${type}`))
      .filter(({ name }) => name.startsWith("sample"));
    assert.equal(own.length, 4);
    for (const { inputs } of own) {
      assert.equal(inputs.location, "westeurope");
      assert.deepEqual(inputs.tags, { "fourfold-set": "sample", "fourfold-function": "web" });
    }
    stack.has("azure-native:web:AppServicePlan", { kind: "functionapp" });
  });

  it("sends monitoring to one workspace, paid by volume", async () => {
    const stack = await deploySample("azure");

    const workspace = stack.has("azure-native:operationalinsights:Workspace", { sku: { name: "PerGB2018" } });
    stack.has("azure-native:applicationinsights:Component", { workspaceResourceId: workspace.id });
  });

  it("keeps logs for at least the 30 days that Azure has", async () => {
    const short = await deploySample("azure", { foundation: { logRetention: "7 days" } });
    const long = await deploySample("azure", { foundation: { logRetention: "90 days" } });

    short.has("azure-native:operationalinsights:Workspace", { retentionInDays: 30 });
    long.has("azure-native:operationalinsights:Workspace", { retentionInDays: 90 });
  });

  // https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure
  it("keeps logs for up to the two years that a workspace has, and refuses more before anything is made", async () => {
    const most = await deploySample("azure", { foundation: { logRetention: "730 days" } });
    const more = await deploySample("azure", { foundation: { logRetention: "731 days" } });

    most.has("azure-native:operationalinsights:Workspace", { retentionInDays: 730 });
    assert.match(
      more.error?.message ?? "",
      /^Foundation "acme": logs cannot be kept for 731 days on azure.*at most 730.*ERR_LIMIT/,
    );
    assert.deepEqual(
      more.resources.filter(({ type }) => type.startsWith("azure-native")),
      [],
    );
  });

  // https://learn.microsoft.com/azure/storage/common/sas-expiration-policy
  it("has a policy for signatures on every storage account, which refuses none that delivers code", async () => {
    const stack = await deploySample("azure");

    const accounts = stack.all("azure-native:storage:StorageAccount");
    assert.equal(accounts.length, 2);
    for (const { inputs } of accounts) {
      assert.deepEqual(inputs.sasPolicy, { sasExpirationPeriod: "90.00:00:00", expirationAction: "Log" });
    }
  });
});
