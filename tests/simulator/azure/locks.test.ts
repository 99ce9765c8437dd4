import assert from "node:assert/strict";
import type { Deployed, Deployment } from "../deployment.ts";
import { Data, place } from "./cosmosdb/client.ts";
import { tokens } from "./shop.ts";

const byScope = "azure-native:authorization:ManagementLockByScope";
const atResource = "azure-native:authorization:ManagementLockAtResourceLevel";

const lock = (azure: Deployment, { id }: Deployed): Promise<Deployed> =>
  azure.create(byScope, "kept", { scope: id, lockName: "kept", level: "CanNotDelete" });

const refusal = (locked: Deployed) => ({
  code: "ScopeLocked",
  message: new RegExp(
    `cannot perform delete operation because following scope\\(s\\) are locked: '${locked.id}'\\. Please remove the lock and try again\\.$`,
  ),
});

// https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources
describe("azure: locks of resources", () => {
  it("keeps a resource, what is in it and what it is in, until the lock is gone", async () => {
    await using data = await Data.open();
    const { azure, account, orders } = data;
    const role = await data.grant(["Microsoft.DocumentDB/databaseAccounts/readMetadata"], "/dbs/shop");
    const group = azure.simulator.world.store.find(tokens.group)[0];
    await data.item("POST", "", { body: { id: "1", pk: "a" } });
    const kept = await lock(azure, account);

    for (const one of [account, orders, role]) await assert.rejects(azure.remove(one), refusal(account));
    await assert.rejects(
      azure.remove({ ...account, ...group, urn: account.urn.replace(account.type, tokens.group) }),
      refusal(account),
    );
    await azure.update(account, { ...account.inputs, tags: { kept: "yes" } });
    assert.equal((await data.item("GET", "1")).status, 200);
    // What is not management is not locked.
    assert.equal((await data.item("DELETE", "1")).status, 204);

    await azure.remove(kept);
    await azure.remove(account);
  });

  it("keeps nothing beside it", async () => {
    await using data = await Data.open();
    await lock(data.azure, data.orders);
    const other = await data.azure.create(tokens.identity, "other", {
      resourceGroupName: "shop",
      resourceName: "other",
    });

    await data.azure.remove(other);
    await assert.rejects(data.azure.remove(data.account), refusal(data.orders));
  });

  it("is named by the parts of a resource's id too", async () => {
    await using data = await Data.open();
    const parts = {
      resourceGroupName: "shop",
      resourceProviderNamespace: "Microsoft.DocumentDB",
      apiVersion: "2025-10-15",
    };
    const path = {
      parentResourcePath: `databaseAccounts/${place.accountName}/sqlDatabases/shop`,
      resourceType: "containers",
    };
    const inputs = { ...parts, ...path, resourceName: "orders", lockName: "kept", level: "CanNotDelete" };

    const { id } = await data.azure.create(atResource, "kept", inputs);

    assert.equal(id, `${data.orders.id}/providers/Microsoft.Authorization/locks/kept`);
    await assert.rejects(data.azure.remove(data.orders), refusal(data.orders));
    await assert.rejects(
      data.azure.create(atResource, "none", { ...inputs, resourceName: "none" }),
      /containers\/none' was not found/,
    );
  });

  it("is at something that is there", async () => {
    await using data = await Data.open();

    await assert.rejects(lock(data.azure, { ...data.account, id: `${data.account.id}2` }), /shop-data2' was not found/);
  });
});
