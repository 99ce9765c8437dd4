import assert from "node:assert/strict";
import type { EvaluatedStack } from "fourfold/testing";
import { deploySample } from "./deployment.ts";

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
        scaleAndConcurrency: { instanceMemoryMB: 512, maximumInstanceCount: 40 },
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
        AzureWebJobsStorage__credential: "managedidentity",
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
    assert.match(String(blob.inputs.blobName), /^sample-web\/[0-9a-f]{64}\/released-package\.zip$/);
    assert.ok(packageUri.startsWith(`${blob.outputs.url}?`));
    assert.match(packageUri, /[?&]sp=r(?:&|$)/);
    assert.ok(delivery.secretInputs.includes("properties"));
    assert.ok(delivery.retainOnDelete);
  });

  it("has no public container, no old TLS, and no publishing password", async () => {
    const stack = await deploySample("azure");

    for (const { inputs } of stack.all("azure-native:storage:StorageAccount")) {
      assert.equal(inputs.minimumTlsVersion, "TLS1_2");
      assert.equal(inputs.allowBlobPublicAccess, false);
    }
    for (const { inputs } of stack.all("azure-native:storage:BlobContainer")) assert.equal(inputs.publicAccess, "None");
    stack.has("azure-native:web:WebAppScmAllowed", { allow: false });
    stack.has("azure-native:web:WebAppFtpAllowed", { allow: false });
  });

  it("keeps logs for at least the 30 days that Azure has", async () => {
    const short = await deploySample("azure", { foundation: { logRetention: "7 days" } });
    const long = await deploySample("azure", { foundation: { logRetention: "90 days" } });

    short.has("azure-native:operationalinsights:Workspace", { retentionInDays: 30 });
    long.has("azure-native:operationalinsights:Workspace", { retentionInDays: 90 });
  });
});
