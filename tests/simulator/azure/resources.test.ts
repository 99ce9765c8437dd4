import assert from "node:assert/strict";
import type { Deployment } from "../deployment.ts";
import { appInputs, createGround, grant, openAzure, tokens } from "./shop.ts";

const subscription = "/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590";
const group = `${subscription}/resourceGroups/shop`;

describe("azure: resources", () => {
  let azure: Deployment;
  beforeEach(async () => {
    azure = await openAzure({ live: false });
  });
  afterEach(() => azure.stop());

  // https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
  it("have the ids that ARM gives them", async () => {
    const { identity, plan, host, assignment } = await createGround(azure);
    const app = await azure.create(tokens.app, "api", appInputs({ identity, plan, host, assignment }));

    assert.equal(identity.id, `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/shop-api`);
    assert.equal(plan.id, `${group}/providers/Microsoft.Web/serverfarms/shop-api`);
    assert.equal(host.id, `${group}/providers/Microsoft.Storage/storageAccounts/shophost`);
    assert.equal(app.id, `${group}/providers/Microsoft.Web/sites/shop-api`);
    assert.match(
      String(assignment?.id),
      /storageAccounts\/shophost\/providers\/Microsoft\.Authorization\/roleAssignments\/[0-9a-f-]{36}$/,
    );
  });

  it("get names of their logical name and a suffix, in letters that their service takes", async () => {
    await azure.create(tokens.group, "shop", { resourceGroupName: "shop" });

    const account = await azure.create(tokens.account, "Shop-Host", {
      resourceGroupName: "shop",
      kind: "StorageV2",
      sku: { name: "Standard_LRS" },
    });

    assert.match(String(account.outputs.name), /^shophost[0-9a-f]{8}$/);
    const { pathname } = new URL(Object(account.outputs.primaryEndpoints).blob);
    assert.equal(pathname, `/${account.outputs.name}.blob/`);
  });

  it("need the group that they are created in", async () => {
    const inputs = { resourceGroupName: "nowhere", resourceName: "shop-api" };

    await assert.rejects(azure.create(tokens.identity, "api", inputs), /Resource group 'nowhere' could not be found/);
  });

  it("keep their ids and keys through an update", async () => {
    const { identity } = await createGround(azure);

    const updated = await azure.update(identity, { ...identity.inputs, tags: { stage: "dev" } });

    assert.equal(updated.outputs.principalId, identity.outputs.principalId);
    assert.deepEqual(updated.outputs.tags, { stage: "dev" });
  });

  it("refuse a role for a principal that does not exist, and a second assignment of the same", async () => {
    const { identity, host } = await createGround(azure);
    const stranger = { ...identity, outputs: { principalId: "99999999-9999-4999-8999-999999999999" } };

    await assert.rejects(grant(azure, stranger, host), /Principal .* does not exist/);
    await assert.rejects(grant(azure, identity, host), /already exists/);
  });

  // https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan#considerations
  it("take one app for each Flex Consumption plan", async () => {
    const ground = await createGround(azure);
    await azure.create(tokens.app, "api", appInputs(ground));

    await assert.rejects(
      azure.create(tokens.app, "other", { ...appInputs(ground), name: "shop-other" }),
      /a Flex Consumption plan has one/,
    );
  });

  it("refuse an app whose deployment container or identity is missing", async () => {
    const ground = await createGround(azure);
    const inputs = appInputs(ground);
    const storage = {
      ...inputs.functionAppConfig.deployment.storage,
      value: "https://shophost.blob.core.windows.net/missing",
    };
    const moved = { ...inputs, functionAppConfig: { ...inputs.functionAppConfig, deployment: { storage } } };

    await assert.rejects(azure.create(tokens.app, "api", moved), /the container .* does not exist/);
    await assert.rejects(
      azure.create(tokens.app, "api", { ...inputs, identity: { type: "SystemAssigned" } }),
      /is not assigned to the app/,
    );
  });

  // https://learn.microsoft.com/azure/storage/common/shared-key-authorization-prevent
  it("do not take a blob by key where keys are not allowed", async () => {
    await createGround(azure);
    const inputs = {
      resourceGroupName: "shop",
      accountName: "shophost",
      containerName: "deployments",
      blobName: "a.zip",
    };

    await assert.rejects(azure.create(tokens.blob, "blob", inputs), /Key based authentication is not permitted/);
  });

  it("take what is inside of them along when they go", async () => {
    const ground = await createGround(azure);
    const app = await azure.create(tokens.app, "api", appInputs(ground));
    await azure.create(tokens.settings, "settings", { resourceGroupName: "shop", name: "shop-api", properties: {} });
    const { store } = azure.simulator.world;
    const [group] = store.find(tokens.group);

    await azure.remove(app);
    const afterApp = store.find(tokens.settings).length;
    await azure.remove({
      ...app,
      type: tokens.group,
      id: group?.id ?? "",
      urn: `urn:pulumi:test::simulator::${tokens.group}::shop`,
    });

    assert.equal(afterApp, 0);
    assert.deepEqual(store.all(), []);
  });

  it("are found by the provider's functions", async () => {
    const { identity } = await createGround(azure);
    const args = { resourceGroupName: "shop", resourceName: "shop-api" };
    const token = "azure-native:managedidentity:getUserAssignedIdentity";

    const { outputs } = await azure.provider.invoke({ token, args });

    assert.equal(outputs.id, identity.id);
    assert.equal(outputs.clientId, identity.outputs.clientId);
  });

  it("have signatures that are the same for the same arguments", async () => {
    await createGround(azure);
    const token = "azure-native:storage:listStorageAccountServiceSAS";
    const args = {
      resourceGroupName: "shop",
      accountName: "shoppackages",
      canonicalizedResource: "/blob/shoppackages/packages/a.zip",
      resource: "b",
      permissions: "r",
      sharedAccessExpiryTime: "2099-01-01T00:00:00Z",
    };

    const [first, second] = [
      await azure.provider.invoke({ token, args }),
      await azure.provider.invoke({ token, args }),
    ];

    assert.match(String(first.outputs.serviceSasToken), /^sv=2015-04-05&sr=b&se=2099-01-01T00%3A00%3A00Z&sp=r&sig=/);
    assert.deepEqual(first.outputs, second.outputs);
  });
});
