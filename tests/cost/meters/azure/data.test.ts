import assert from "node:assert/strict";
import { type CostedResource, type Fields, unknown } from "../../../../kit/cost/resources/resource.ts";
import { alone, azure, inside } from "../../support/azure.ts";
import { consumed, whyWithoutPrice, withoutPrice } from "../../support/metered.ts";
import { resourceOf, sourcesOf } from "../../support/program.ts";

describe("a container of Cosmos DB", () => {
  const serverless = [{ name: "EnableServerless" }];
  const program = (account: Fields, container: Fields = {}, database: Fields = {}) => [
    azure("cosmosdb:DatabaseAccount", "account", account),
    inside("cosmosdb:SqlResourceSqlDatabase", "database", database, { accountName: "account" }),
    inside("cosmosdb:SqlResourceSqlContainer", "container", container, {
      ...{ accountName: "account", databaseName: "database" },
    }),
  ];
  const usage = { reads: 1_000, writes: 100, deletes: 10, itemSize: 1, storage: 7 };
  const of = (account: Fields, container?: Fields, more: Fields = {}, database?: Fields) =>
    consumed(program(account, container, database), "container", { ...usage, ...more });
  const units = (account: Fields, more: Fields = {}) =>
    of({ capabilities: serverless, ...account }, {}, more)["cosmosdb.serverless"];
  const consistency = (defaultConsistencyLevel: string) => ({ consistencyPolicy: { defaultConsistencyLevel } });

  // https://learn.microsoft.com/azure/cosmos-db/key-value-store-cost
  it("takes a unit to read 1 KB, ten to read 100 KB, five times that to write, and twice to read strongly", () => {
    assert.equal(units({}), 1_000 + 500 + 50);
    assert.equal(units({}, { itemSize: 100 }), 10_000 + 5_000 + 50);
    assert.equal(units(consistency("Strong")), 2_000 + 500 + 50);
    assert.equal(units(consistency("BoundedStaleness")), 2_000 + 500 + 50);
    assert.equal(units(consistency("Eventual")), 1_550);
  });

  it("has throughput and data paid for in each region", () => {
    const locations = [{ locationName: "westeurope" }, { locationName: "northeurope" }];

    assert.deepEqual(of({ locations }, { options: { throughput: 500 } }), {
      "cosmosdb.provisioned": 730_000,
      "cosmosdb.storage": 14,
    });
  });

  it("has 400 units a second where nothing is said, if its database does not share some", () => {
    const shared = { options: { throughput: 1_000 } };

    assert.equal(of({})["cosmosdb.provisioned"], 292_000);
    assert.equal(of({}, {}, {}, shared)["cosmosdb.provisioned"], undefined);
    assert.equal(consumed(program({}, {}, shared), "database", usage)["cosmosdb.provisioned"], 730_000);
  });

  it("pays for a tenth of the throughput that scales by itself, at least, and for no more than is allowed", () => {
    const options = { autoscaleSettings: { maxThroughput: 1_000 } };
    const scaled = (reads: number) => of({}, { options }, { reads, writes: 0, deletes: 0 })["cosmosdb.autoscale"];

    assert.equal(scaled(0), 73_000);
    assert.equal(scaled(1_314_000_000), 365_000);
    assert.equal(scaled(13_140_000_000), 730_000);
  });

  // https://learn.microsoft.com/azure/cosmos-db/continuous-backup-restore-introduction#pricing
  it("pays for continuous backup for 30 days, and not for 7", () => {
    const backup = (tier?: string) =>
      of({ backupPolicy: { type: "Continuous", continuousModeProperties: { tier } } })["cosmosdb.backup"];

    assert.deepEqual([backup("Continuous30Days"), backup(), backup("Continuous7Days")], [7, 7, undefined]);
  });

  it("does not pay for the copies of a continuous backup", () => {
    const kept = { periodicModeProperties: { backupRetentionIntervalInHours: 24 } };

    assert.deepEqual(withoutPrice(program({ backupPolicy: { type: "Continuous", ...kept } }), "container"), []);
  });

  it("is unknown with what the book has no price for", () => {
    const kept = { periodicModeProperties: { backupRetentionIntervalInHours: 24 } };
    const why = (account: Fields) => whyWithoutPrice(program(account), "container");

    for (const property of ["enableFreeTier", "enableAnalyticalStorage", "enableMultipleWriteLocations"])
      assert.deepEqual(why({ [property]: true }), [
        `accountName is that of an account whose \`${property}\` has a price that the book does not have`,
      ]);
    assert.match(
      why({ locations: [{ isZoneRedundant: true }] }).join(),
      /^accountName is .* `locations` has a redundancy/,
    );
    assert.match(
      why({ backupPolicy: { type: "Periodic", ...kept } }).join(),
      /backupRetentionIntervalInHours` has a price/,
    );
    assert.deepEqual(why({ capabilities: unknown }), ["capabilities is not known before the deployment"]);
  });
});

describe("a storage account", () => {
  const account = (inputs: Fields = {}) =>
    azure("storage:StorageAccount", "account", { kind: "StorageV2", sku: { name: "Standard_LRS" }, ...inputs });
  const container = (inputs: Fields = {}) =>
    resourceOf("azure-native:storage:BlobContainer", "box", inputs, { sources: sourcesOf({ accountName: "account" }) });
  const usage = { storage: 5, reads: 2_000, writes: 300, deletes: 10, egress: 4, requests: 1_000, coldStarts: 0.02 };
  const of = (others: readonly CostedResource[] = [], inputs: Fields = {}) =>
    consumed([account(), container(inputs), ...others], "box", usage);

  it("has its containers paid for by what they keep and what is done, and for what they send if they are public", () => {
    const expected = { "blob.hot.storage": 5, "blob.hot.writes": 300, "blob.hot.reads": 2_000 };

    assert.deepEqual(of(), expected);
    assert.deepEqual(of([], { publicAccess: "Blob" }), { ...expected, egress: 4 });
  });

  it("has an app's code read with each start, and packages of the program once", () => {
    const app = azure("web:WebApp", "app", { functionAppConfig: {} }, { functionAppConfig: "box" });
    const blob = azure("storage:Blob", "blob", {}, { containerName: "box" });

    assert.deepEqual([of([app])["blob.hot.writes"], of([app])["blob.hot.reads"]], [1, 20]);
    assert.deepEqual([of([blob])["blob.hot.writes"], of([blob])["blob.hot.reads"]], [1, 1]);
    assert.equal(of([blob], { publicAccess: "Container" })["blob.hot.reads"], 2_000);
  });

  it("is unknown with other redundancy, kind or tier, and without being in the program", () => {
    for (const inputs of [{ sku: { name: "Standard_GRS" } }, { kind: "BlockBlobStorage" }, { accessTier: "Cool" }])
      assert.deepEqual(withoutPrice([account(inputs), container()], "box"), ["accountName"]);
    assert.deepEqual(withoutPrice([container()], "box"), ["accountName"]);
    assert.deepEqual(withoutPrice([account({ sku: unknown }), container()], "box"), ["sku"]);
  });

  it("has queues and tables paid for by operations", () => {
    const inAccount = (type: string) =>
      consumed([account(), azure(type, "one", {}, { accountName: "account" })], "one", {
        ...{ ...usage, messages: 100, attempts: 2 },
      });

    assert.deepEqual(inAccount("storage:Queue"), { "queue.storage": 5, "queue.operations": 400 });
    assert.deepEqual(inAccount("storage:Table"), { "table.storage": 5, "table.operations": 2_310 });
  });
});

describe("other services with data on Azure", () => {
  it("have caches paid for by their tier and nodes", () => {
    const redis = alone("redis:Redis");
    const managed = alone("redisenterprise:RedisEnterprise");
    const sku = { name: "Standard", family: "C", capacity: 1 };

    assert.deepEqual(redis.pays({ sku }), { "redis.standard.c1": 730 });
    assert.deepEqual(redis.lacks({ sku: { ...sku, capacity: 2 } }), ["sku"]);
    assert.deepEqual(managed.pays({ sku: { name: "Balanced_B0" } }), { "redis.managed.b0": 1_460 });
    assert.deepEqual(managed.pays({ sku: { name: "Balanced_B0" }, highAvailability: "Disabled" }), {
      "redis.managed.b0": 730,
    });
    assert.deepEqual(managed.lacks({ sku: { name: "Balanced_B5" } }), ["sku.name"]);
  });

  it("have registries of the tier Basic paid for, which has 10 GB", () => {
    const registry = alone("containerregistry:Registry");

    assert.deepEqual(registry.pays({ sku: { name: "Basic" } }, { storage: 10 }), { "registry.basic": 30 });
    assert.deepEqual(registry.lacks({ sku: { name: "Premium" } }), ["sku.name"]);
  });
});
