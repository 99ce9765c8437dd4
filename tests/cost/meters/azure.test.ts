import assert from "node:assert/strict";
import { meters } from "../../../kit/cost/meters/index.ts";
import { Inputs } from "../../../kit/cost/resources/inputs.ts";
import { type CostedResource, type Fields, unknown } from "../../../kit/cost/resources/resource.ts";
import { consumed, withoutPrice } from "../support/consumed.ts";
import { resourceOf, sourcesOf } from "../support/program.ts";

/** A resource of Azure in West Europe, whose properties may have their values from others. */
const azure = (type: string, name: string, inputs: Fields = {}, from: Readonly<Record<string, string>> = {}) =>
  resourceOf(`azure-native:${type}`, name, { location: "westeurope", ...inputs }, { sources: sourcesOf(from) });

/** The same of a resource that is where another one is. */
const inside = (type: string, name: string, inputs: Fields, from: Readonly<Record<string, string>>) =>
  azure(type, name, { location: undefined, ...inputs }, from);

const quiet = { logSize: 0, egress: 0 };

describe("an app on Flex Consumption", () => {
  const app = (scaleAndConcurrency: Fields = {}) =>
    azure("web:WebApp", "app", { kind: "functionapp,linux", functionAppConfig: { scaleAndConcurrency } });
  const million = { ...quiet, requests: 1_000_000, duration: 1_001, concurrency: 1 };
  const of = (scale: Fields, usage: Fields) => consumed([app(scale)], "app", { ...million, ...usage });

  // "1,000 ms. Past that […] rounded up to the nearest 100 ms": https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan#billing
  it("is paid for by its memory, for a second at least and then by the tenth", () => {
    assert.deepEqual(of({ instanceMemoryMB: 512 }, {}), {
      "azure.functions.flex.duration": 550_000,
      "azure.functions.flex.executions": 1_000_000,
    });
    assert.equal(of({ instanceMemoryMB: 512 }, { duration: 1 })["azure.functions.flex.duration"], 500_000);
    assert.equal(of({}, { duration: 1 })["azure.functions.flex.duration"], 2_000_000);
  });

  it("shares the time of an instance between as many requests as it may process together", () => {
    const shared = (scale: Fields) => of(scale, { concurrency: 100 })["azure.functions.flex.duration"];

    assert.equal(shared({ instanceMemoryMB: 512 }), 550_000 / 4);
    assert.equal(shared({ instanceMemoryMB: 512, triggers: { http: { perInstanceConcurrency: 10 } } }), 55_000);
  });

  // https://learn.microsoft.com/azure/azure-functions/functions-consumption-costs
  it("pays for always ready instances all the time, and they take work first", () => {
    const scale = { instanceMemoryMB: 512, alwaysReady: [{ name: "http", instanceCount: 1 }] };

    assert.deepEqual(of(scale, {}), {
      "azure.functions.flex.ready.baseline": 1_314_000,
      "azure.functions.flex.ready.duration": 550_000,
      "azure.functions.flex.ready.executions": 1_000_000,
    });
    // 5,256,000 s of work, of which one instance does 2,628,000.
    assert.deepEqual(of(scale, { requests: 5_256_000, duration: 1_000 }), {
      "azure.functions.flex.duration": 1_314_000,
      "azure.functions.flex.executions": 2_628_000,
      "azure.functions.flex.ready.baseline": 1_314_000,
      "azure.functions.flex.ready.duration": 1_314_000,
      "azure.functions.flex.ready.executions": 2_628_000,
    });
  });

  it("pays for its logs and for what it sends, but not to Front Door", () => {
    const usage = { ...million, logSize: 1.048576, egress: 3 };
    const origin = azure("cdn:AFDOrigin", "origin", {}, { hostName: "app" });

    assert.equal(consumed([app()], "app", usage)["azure.loganalytics.ingestion"], 1);
    assert.equal(consumed([app()], "app", usage)["azure.egress"], 3);
    assert.equal(consumed([app(), origin], "app", usage)["azure.egress"], undefined);
  });

  it("is unknown while its memory is", () => {
    const memory = "functionAppConfig.scaleAndConcurrency.instanceMemoryMB";

    assert.deepEqual(withoutPrice([app({ instanceMemoryMB: unknown })], "app"), [memory]);
  });
});

describe("an app on another plan", () => {
  const plan = (inputs: Fields) => azure("web:AppServicePlan", "plan", inputs);
  const app = azure("web:WebApp", "app", { kind: "functionapp" }, { serverFarmId: "plan" });

  it("has what it does paid for by a Premium plan, which has an instance all the time", () => {
    const program = [plan({ sku: { name: "EP2" } }), app];

    assert.deepEqual(consumed(program, "app", { ...quiet, requests: 1_000 }), {});
    assert.deepEqual(consumed(program, "plan", { instanceHours: 0 }), {
      "azure.functions.premium.cpu": 1_460,
      "azure.functions.premium.memory": 5_110,
    });
    assert.equal(consumed(program, "plan", { instanceHours: 1_000 })["azure.functions.premium.cpu"], 2_000);
  });

  it("has it paid for by the instances of a Basic plan, of which the book has one on Linux", () => {
    const sku = { name: "B1", capacity: 3 };

    assert.deepEqual(consumed([plan({ sku, reserved: true })], "plan", {}), { "azure.appservice.b1-linux": 2_190 });
    assert.deepEqual(withoutPrice([plan({ sku })], "plan"), ["reserved"]);
    assert.deepEqual(withoutPrice([plan({ sku: { name: "P1v3" }, reserved: true })], "plan"), ["sku.name"]);
  });

  it("is unknown without its plan, and as a container app", () => {
    const hosted = azure("web:WebApp", "app", { managedEnvironmentId: "/environments/one" });

    assert.deepEqual(withoutPrice([app], "app", quiet), ["serverFarmId"]);
    assert.deepEqual(withoutPrice([hosted], "app", quiet), ["managedEnvironmentId"]);
  });
});

describe("what bounds an app", () => {
  const capOf = (type: string, inputs: Fields, plan?: string) => {
    const reading = {
      ...{ inputs: new Inputs(inputs), use: () => 0, users: () => [] },
      from: () => (plan === undefined ? undefined : new Inputs({ sku: { name: plan } })),
    };
    return meters.get(`azure-native:${type}`)?.cap?.(reading);
  };

  // https://learn.microsoft.com/azure/azure-functions/functions-scale#scale
  it("is the requests that its instances may process together", () => {
    const scaleAndConcurrency = { maximumInstanceCount: 40, triggers: { http: { perInstanceConcurrency: 16 } } };

    assert.deepEqual(capOf("web:WebApp", { functionAppConfig: { scaleAndConcurrency } }), { concurrency: 640 });
    assert.deepEqual(capOf("web:WebApp", { functionAppConfig: {} }), { concurrency: 1_600 });
    assert.deepEqual(capOf("web:WebApp", { kind: "functionapp" }, "Y1"), { concurrency: 20_000 });
    assert.deepEqual(capOf("web:WebApp", { kind: "functionapp,linux" }, "Y1"), { concurrency: 10_000 });
    const limited = { kind: "functionapp", siteConfig: { functionAppScaleLimit: 5 } };
    assert.deepEqual(capOf("web:WebApp", limited, "Y1"), { concurrency: 500 });
    assert.equal(capOf("web:WebApp", { kind: "functionapp" }, "EP1"), undefined);
  });

  // https://learn.microsoft.com/azure/container-apps/scale-app
  it("is the requests of its replicas, in Container Apps", () => {
    const scale = { maxReplicas: 3, rules: [{ http: { metadata: { concurrentRequests: "50" } } }] };

    assert.deepEqual(capOf("app:ContainerApp", { template: {} }), { concurrency: 100 });
    assert.deepEqual(capOf("app:ContainerApp", { template: { scale } }), { concurrency: 150 });
  });
});

describe("Service Bus", () => {
  const namespace = (name: string, more: Fields = {}) =>
    azure("servicebus:Namespace", "bus", { sku: { name }, ...more });
  const queue = (name: string, from: Readonly<Record<string, string>> = {}) =>
    inside("servicebus:Queue", name, {}, { namespaceName: "bus", ...from });
  const usage = { messages: 1_000, messageSize: 65, attempts: 2, deadLetters: 0.1 };
  const operations = (program: readonly CostedResource[], name: string) =>
    consumed(program, name, usage)["azure.servicebus.standard.operations"];

  it("sends, receives and completes a message with an operation each, and another for each 64 KB", () => {
    assert.equal(operations([namespace("Standard"), queue("one")], "one"), 1_000 * (2 + 2 * (2 + 1)));
  });

  it("has few messages in a queue that is for dead letters", () => {
    const program = [namespace("Standard"), queue("one", { forwardDeadLetteredMessagesTo: "dead" }), queue("dead")];

    assert.equal(operations(program, "dead"), 800);
  });

  // https://learn.microsoft.com/azure/service-bus-messaging/service-bus-auto-forwarding#considerations
  it("forwards a message with one operation, and the queue does not pay for it again", () => {
    const subscription = (name: string, inputs: Fields, from: Readonly<Record<string, string>> = {}) =>
      inside("servicebus:Subscription", name, inputs, { namespaceName: "bus", ...from });
    const program = [
      ...[namespace("Standard"), queue("one")],
      ...[subscription("forwarding", { forwardTo: "one" }, { forwardTo: "one" }), subscription("direct", {})],
      inside("servicebus:Topic", "topic", {}, { namespaceName: "bus" }),
    ];

    assert.equal(operations(program, "topic"), 2_000);
    assert.equal(operations(program, "forwarding"), 1_000);
    assert.equal(operations(program, "direct"), 6_000);
    assert.equal(operations(program, "one"), 6_000);
  });

  it("has operations in the price of a Premium namespace", () => {
    assert.deepEqual(consumed([namespace("Premium"), queue("one")], "one", usage), {});
    assert.deepEqual(withoutPrice([namespace("Premium", { geoDataReplication: {} })], "bus"), ["geoDataReplication"]);
  });

  it("is unknown without its namespace, or in a tier that is not known", () => {
    assert.deepEqual(withoutPrice([queue("one")], "one"), ["namespaceName"]);
    assert.deepEqual(withoutPrice([namespace("Free"), queue("one")], "one"), ["sku.name"]);
    assert.deepEqual(withoutPrice([namespace("Standard", { sku: unknown })], "bus"), ["sku"]);
  });
});

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
