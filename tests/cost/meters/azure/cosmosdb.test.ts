import assert from "node:assert/strict";
import { type Fields, unknown } from "../../../../kit/cost/resources/resource.ts";
import { azure, inside } from "../../support/azure.ts";
import { consumed, withoutPrice } from "../../support/consumed.ts";

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
    of({ capabilities: serverless, ...account }, {}, more)["azure.cosmosdb.serverless"];
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
      "azure.cosmosdb.provisioned": 730_000,
      "azure.cosmosdb.storage": 14,
    });
  });

  it("has 400 units a second where nothing is said, if its database does not share some", () => {
    const shared = { options: { throughput: 1_000 } };

    assert.equal(of({})["azure.cosmosdb.provisioned"], 292_000);
    assert.equal(of({}, {}, {}, shared)["azure.cosmosdb.provisioned"], undefined);
    assert.equal(consumed(program({}, {}, shared), "database", usage)["azure.cosmosdb.provisioned"], 730_000);
  });

  it("pays for a tenth of the throughput that scales by itself, at least, and for no more than is allowed", () => {
    const options = { autoscaleSettings: { maxThroughput: 1_000 } };
    const scaled = (reads: number) => of({}, { options }, { reads })["azure.cosmosdb.autoscale"];

    assert.equal(scaled(0), 73_000);
    assert.equal(scaled(1_314_000_000), 365_000);
    assert.equal(scaled(13_140_000_000), 730_000);
  });

  // https://learn.microsoft.com/azure/cosmos-db/continuous-backup-restore-introduction#pricing
  it("pays for continuous backup for 30 days, and not for 7", () => {
    const backup = (tier?: string) =>
      of({ backupPolicy: { type: "Continuous", continuousModeProperties: { tier } } })["azure.cosmosdb.backup"];

    assert.deepEqual([backup("Continuous30Days"), backup(), backup("Continuous7Days")], [7, 7, undefined]);
  });

  it("does not pay for the copies of a continuous backup", () => {
    const kept = { periodicModeProperties: { backupRetentionIntervalInHours: 24 } };

    assert.deepEqual(withoutPrice(program({ backupPolicy: { type: "Continuous", ...kept } }), "container"), []);
  });

  it("is unknown with what the book has no price for", () => {
    const kept = { periodicModeProperties: { backupRetentionIntervalInHours: 24 } };
    const unpriced = (account: Fields) => withoutPrice(program(account), "container");

    for (const property of ["enableFreeTier", "enableAnalyticalStorage", "enableMultipleWriteLocations"])
      assert.deepEqual(unpriced({ [property]: true }), [property]);
    assert.deepEqual(unpriced({ locations: [{ isZoneRedundant: true }] }), ["locations[0].isZoneRedundant"]);
    assert.deepEqual(unpriced({ backupPolicy: { type: "Periodic", ...kept } }), [
      "backupPolicy.periodicModeProperties.backupRetentionIntervalInHours",
    ]);
    assert.deepEqual(unpriced({ capabilities: unknown }), ["capabilities"]);
  });
});
