import assert from "node:assert/strict";
import { openAzure, tokens } from "../shop.ts";
import {
  accountInputs,
  action,
  containerInputs,
  cosmosTokens,
  Data,
  partition,
  place,
  readMetadata,
} from "./client.ts";

const policyOf = (outputs: unknown) => Object(Object(outputs).resource).indexingPolicy;

describe("azure: resources of Cosmos DB", () => {
  it("have the address of the account as its output", async () => {
    await using data = await Data.open();

    assert.match(String(data.account.outputs.documentEndpoint), /^https:\/\/127\.0\.0\.1:\d+\/shop-data\.documents\/$/);
    assert.match(
      data.orders.id,
      /\/providers\/Microsoft\.DocumentDB\/databaseAccounts\/shop-data\/sqlDatabases\/shop\/containers\/orders$/,
    );
  });

  it("tell clients where the account is, and what a container is like", async () => {
    await using data = await Data.open({ defaultTtl: 60 });

    const [account, container] = [await data.call("GET", "/"), await data.call("GET", "/dbs/shop/colls/orders")];

    const [location] = account.body.writableLocations;
    assert.equal(new URL(location.databaseAccountEndpoint).pathname, "/shop-data.documents/");
    assert.deepEqual(account.body.userConsistencyPolicy, { defaultConsistencyLevel: "Strong" });
    assert.partialDeepStrictEqual(container.body, {
      id: "orders",
      defaultTtl: 60,
      partitionKey: { paths: ["/pk"], kind: "Hash", version: 2 },
    });
    assert.equal((await data.call("GET", "/dbs/none")).status, 404);
    assert.equal((await data.call("GET", "/dbs/shop/colls/Orders")).status, 404);
  });

  it("are found by the provider's functions, a container with what the service adds", async () => {
    await using data = await Data.open();
    const invoke = (name: string, args: object) =>
      data.azure.provider.invoke({ token: `azure-native:cosmosdb:${name}`, args: { ...place, ...args } });
    const inShop = { databaseName: "shop", containerName: "orders" };

    const { outputs: account } = await invoke("getDatabaseAccount", {});
    const { outputs: container } = await invoke("getSqlResourceSqlContainer", inShop);

    assert.equal(account.documentEndpoint, data.account.outputs.documentEndpoint);
    assert.equal(container.id, data.orders.id);
    assert.deepEqual(container.resource, data.orders.outputs.resource);
    const missing = invoke("getSqlResourceSqlContainer", { ...inShop, containerName: "others" });
    await assert.rejects(missing, /containers\/others/);
  });

  it("refuse an account whose name is taken in another group", async () => {
    await using data = await Data.open();
    await data.azure.create(tokens.group, "other", { resourceGroupName: "other" });

    await assert.rejects(
      data.azure.create(cosmosTokens.account, "other", accountInputs({ resourceGroupName: "other" })),
      /already taken/,
    );
  });

  it("refuse what is in an account or a database that does not exist", async () => {
    await using data = await Data.open();
    const inputs = containerInputs("others");

    await assert.rejects(
      data.azure.create(cosmosTokens.container, "others", { ...inputs, accountName: "other" }),
      /databaseAccounts\/other' was not found/,
    );
    await assert.rejects(
      data.azure.create(cosmosTokens.container, "others", { ...inputs, databaseName: "none" }),
      /sqlDatabases\/none' was not found/,
    );
  });

  it("refuse a name in the body that is not the one in the path", async () => {
    await using data = await Data.open();
    const inputs = { ...place, databaseName: "two", resource: { id: "three" } };

    await assert.rejects(
      data.azure.create(cosmosTokens.database, "two", inputs),
      /'two' in request-uri does not match Resource name 'three'/,
    );
  });

  // https://learn.microsoft.com/azure/cosmos-db/serverless
  it("refuse throughput, which serverless accounts have none of", async () => {
    const azure = await openAzure({ live: false });
    for (const options of [{ throughput: 400 }, { autoscaleSettings: { maxThroughput: 1_000 } }]) {
      const complaints = await azure.complaints(cosmosTokens.container, { ...containerInputs("orders"), options });
      assert.match(complaints.join(), /options: .* not supported for serverless accounts/);
    }
    await azure.stop();
  });

  // https://github.com/hashicorp/terraform-provider-azurerm/issues/14561
  it("have an index with what the service adds, where its policy does not say both lists", async () => {
    await using data = await Data.open({ indexingPolicy: { excludedPaths: [{ path: "/body/?" }] } });
    const stated = {
      indexingMode: "consistent",
      automatic: true,
      includedPaths: [{ path: "/n/?" }],
      excludedPaths: [{ path: "/*" }, { path: '/"_etag"/?' }],
    };
    const whole = await data.azure.create(
      cosmosTokens.container,
      "whole",
      containerInputs("whole", { indexingPolicy: stated }),
    );

    assert.deepEqual(policyOf(data.orders.outputs), {
      ...{ indexingMode: "consistent", automatic: true },
      ...{ includedPaths: [{ path: "/*" }], excludedPaths: [{ path: "/body/?" }, { path: '/"_etag"/?' }] },
    });
    assert.deepEqual(policyOf(whole.outputs), stated);
  });

  // https://github.com/pulumi/pulumi-azure-native/issues/562, https://github.com/Azure/bicep/issues/5807
  it("keep the partition key of a container, also its version, when that is left out", async () => {
    await using data = await Data.open();
    const keys = [
      { paths: ["/other"], kind: "Hash", version: 2 },
      { paths: ["/pk"], kind: "Hash" },
    ];

    for (const partitionKey of keys)
      await assert.rejects(
        data.azure.update(data.orders, containerInputs("orders", { partitionKey })),
        /Document collection partition key cannot be changed/,
      );
    assert.equal(Object(data.orders.outputs.resource).partitionKey.version, 2);
  });

  it("take a new time to live for what is in them already", async () => {
    await using data = await Data.open();
    await data.item("POST", "", { body: { id: "1", pk: "a" } });
    data.clock.advance(60_000);
    assert.equal((await data.item("GET", "1")).status, 200);

    await data.azure.update(data.orders, containerInputs("orders", { defaultTtl: 30 }));

    assert.equal((await data.item("GET", "1")).status, 404);
  });

  it("go with their account, and what is in them", async () => {
    await using data = await Data.open();
    await data.item("POST", "", { body: { id: "1", pk: "a" } });

    await data.azure.remove(data.account);

    assert.equal((await data.item("GET", "1")).status, 404);
    assert.deepEqual(data.azure.simulator.world.store.find(cosmosTokens.container), []);
    assert.equal(data.azure.simulator.world.store.values("documents/").size, 0);
  });

  describe("that are roles", () => {
    const definition = (data: Data, properties = {}) =>
      data.azure.create(cosmosTokens.definition, "reader", {
        ...{ ...place, roleName: "reader", type: "CustomRole", assignableScopes: [`${data.account.id}/dbs/shop`] },
        permissions: [{ dataActions: [readMetadata, action("items/read")] }],
        ...properties,
      });

    it("have a GUID and a name that no other one has", async () => {
      await using data = await Data.open();
      const { outputs } = await definition(data);

      assert.match(String(outputs.name), /^[0-9a-f-]{36}$/);
      await assert.rejects(definition(data), /name reader already exists/);
    });

    it("are for the account, and assigned where they may be", async () => {
      await using data = await Data.open();
      const outside = data.account.id.replace("shop-data", "other");
      const role = await definition(data);
      const assign = (properties: Readonly<Record<string, unknown>>) =>
        data.azure.create(cosmosTokens.assignment, "reader", {
          ...{ ...place, roleDefinitionId: role.id, scope: `${data.account.id}/dbs/shop/colls/orders` },
          ...{ principalId: data.identity.outputs.principalId, ...properties },
        });

      await assert.rejects(
        definition(data, { roleName: "other", assignableScopes: [outside] }),
        /is not the database account or inside of it/,
      );
      await assert.rejects(assign({ scope: data.account.id }), /not one of the role definition's assignable scopes/);
      await assert.rejects(assign({ scope: outside }), /is not the database account or inside of it/);
      await assert.rejects(assign({ roleDefinitionId: `${role.id}0` }), /was not found/);
      assert.match((await assign({})).id, /\/sqlRoleAssignments\/[0-9a-f-]{36}$/);
      const roleAssignmentId = "77777777-7777-4777-8777-777777777777";
      assert.ok((await assign({ roleAssignmentId })).id.endsWith(`/sqlRoleAssignments/${roleAssignmentId}`));
    });

    // "…doesn't support the notDataActions property": https://learn.microsoft.com/azure/cosmos-db/reference-data-plane-security
    it("take no notDataActions", async () => {
      await using data = await Data.open();
      const permissions = [{ dataActions: [readMetadata], notDataActions: [action("items/read")] }];

      await assert.rejects(definition(data, { permissions }), /without notDataActions/);
    });
  });

  // https://learn.microsoft.com/azure/cosmos-db/consistency-levels
  describe("that are accounts with a consistency", () => {
    const read = async (data: Data, level: string) =>
      (await data.call("GET", "docs/1", { headers: { ...partition("a"), "x-ms-consistency-level": level } })).status;

    it("take requests for less, and none for more", async () => {
      await using data = await Data.open();
      await data.item("POST", "", { body: { id: "1", pk: "a" } });
      const strong = [await read(data, "Strong"), await read(data, "Session"), await read(data, "Eventual")];
      const consistencyPolicy = { defaultConsistencyLevel: "Session" };
      await data.azure.update(data.account, { ...data.account.inputs, consistencyPolicy });

      assert.deepEqual(strong, [200, 200, 200]);
      assert.deepEqual(
        [await read(data, "Strong"), await read(data, "Session"), await read(data, "Eventual")],
        [400, 200, 200],
      );
      assert.match(String((await data.item("GET", "1")).headers.get("x-ms-session-token")), /^0:-1#\d+$/);
    });
  });
});
