import assert from "node:assert/strict";
import type { Deployment } from "../deployment.ts";
import { appInputs, createGround, deliveryInputs, openAzure, tokens, uploadPackage } from "./shop.ts";

const place = { resourceGroupName: "shop" };

describe("azure: properties that only show in other places", () => {
  let azure: Deployment;
  beforeEach(async () => {
    azure = await openAzure({ live: false });
  });
  afterEach(() => azure.stop());

  // https://learn.microsoft.com/azure/storage/blobs/anonymous-read-access-prevent
  it("allowBlobPublicAccess decides whether a container's publicAccess may be more than None", async () => {
    const { host } = await createGround(azure);
    const container = { ...place, accountName: "shophost", containerName: "open", publicAccess: "Blob" };

    await assert.rejects(azure.create("azure-native:storage:BlobContainer", "open", container), /[Pp]ublic access/);

    await azure.update(host, { ...host.inputs, allowBlobPublicAccess: true });
    await azure.create("azure-native:storage:BlobContainer", "open", container);
  });

  // https://learn.microsoft.com/azure/azure-functions/flex-consumption-how-to#configure-deployment-settings
  it("storageAccountConnectionStringName names the setting whose key opens the deployment container", async () => {
    const ground = await createGround(azure);
    await azure.update(ground.host, { ...ground.host.inputs, allowSharedKeyAccess: true });
    const token = "azure-native:storage:listStorageAccountKeys";
    const { outputs } = await azure.provider.invoke({ token, args: { ...place, accountName: "shophost" } });
    const [key] = Array.isArray(outputs.keys) ? outputs.keys : [];
    const inputs = appInputs(ground, {
      settings: { RIGHT: `AccountName=shophost;AccountKey=${key.value}`, WRONG: "none" },
    });
    const packageUri = await uploadPackage(azure, { "host.json": "{}" });
    const deliverWith = async (storageAccountConnectionStringName: string) => {
      const authentication = { type: "StorageAccountConnectionString", storageAccountConnectionStringName };
      const deployment = { storage: { ...inputs.functionAppConfig.deployment.storage, authentication } };
      const functionAppConfig = { ...inputs.functionAppConfig, deployment };
      const app = await azure.create(tokens.app, "api", { ...inputs, functionAppConfig });
      try {
        return await azure.create(tokens.resource, "code", deliveryInputs(packageUri));
      } finally {
        await azure.remove(app);
      }
    };

    await assert.rejects(deliverWith("WRONG"), /"WRONG" does not contain a valid connection string/);
    assert.match((await deliverWith("RIGHT")).id, /\/extensions\/onedeploy$/);
  });

  it("roleAssignmentName is the last part of an assignment's id", async () => {
    const { identity, host } = await createGround(azure);
    const roleAssignmentName = "55555555-5555-4555-8555-555555555555";

    const assignment = await azure.create("azure-native:authorization:RoleAssignment", "named", {
      roleAssignmentName,
      scope: host.id,
      principalId: identity.outputs.principalId,
      principalType: "ServicePrincipal",
      // Storage Queue Data Contributor
      roleDefinitionId: "/providers/Microsoft.Authorization/roleDefinitions/974c5e8b-45b9-4653-ba55-5f855dd0fb88",
    });

    assert.ok(assignment.id.endsWith(`/roleAssignments/${roleAssignmentName}`));
  });

  // https://learn.microsoft.com/azure/azure-monitor/app/create-workspace-resource
  it("workspaceResourceId must lead to a workspace, and applicationType is read back", async () => {
    await azure.create(tokens.group, "shop", place);
    const component = { ...place, resourceName: "shop", kind: "web", applicationType: "web" };
    const workspace = await azure.create("azure-native:operationalinsights:Workspace", "logs", {
      ...{ ...place, workspaceName: "shop-logs" },
    });

    const missing = { ...component, workspaceResourceId: `${workspace.id}-missing` };
    await assert.rejects(azure.create("azure-native:applicationinsights:Component", "shop", missing), /was not found/);
    const found = await azure.create("azure-native:applicationinsights:Component", "shop", {
      ...{ ...component, workspaceResourceId: workspace.id },
    });
    const read = await azure.provider.read({ urn: found.urn, id: found.id, inputs: {} });

    assert.match(workspace.id, /\/workspaces\/shop-logs$/);
    assert.deepEqual([read?.outputs.applicationType, read?.outputs.workspaceResourceId], ["web", workspace.id]);
  });
});
