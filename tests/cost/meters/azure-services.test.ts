import assert from "node:assert/strict";
import { type CostedResource, type Fields, unknown } from "../../../kit/cost/resources/resource.ts";
import { consumed, withoutPrice } from "../support/consumed.ts";
import { resourceOf, sourcesOf } from "../support/program.ts";

type From = Readonly<Record<string, string>>;

const azure = (type: string, name: string, inputs: Fields = {}, from: From = {}): CostedResource =>
  resourceOf(`azure-native:${type}`, name, { location: "westeurope", ...inputs }, { sources: sourcesOf(from) });

/** A resource alone, whose name does not matter. */
const alone = (type: string) => ({
  pays: (inputs: Fields, usage = {}) => consumed([azure(type, "one", inputs)], "one", usage),
  lacks: (inputs: Fields, usage = {}) => withoutPrice([azure(type, "one", inputs)], "one", usage),
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
    const expected = { "azure.blob.hot.storage": 5, "azure.blob.hot.writes": 300, "azure.blob.hot.reads": 2_000 };

    assert.deepEqual(of(), expected);
    assert.deepEqual(of([], { publicAccess: "Blob" }), { ...expected, "azure.egress": 4 });
  });

  it("has an app's code read with each start, and packages of the program once", () => {
    const app = azure("web:WebApp", "app", { functionAppConfig: {} }, { functionAppConfig: "box" });
    const blob = azure("storage:Blob", "blob", {}, { containerName: "box" });

    assert.deepEqual([of([app])["azure.blob.hot.writes"], of([app])["azure.blob.hot.reads"]], [1, 20]);
    assert.deepEqual([of([blob])["azure.blob.hot.writes"], of([blob])["azure.blob.hot.reads"]], [1, 1]);
    assert.equal(of([blob], { publicAccess: "Container" })["azure.blob.hot.reads"], 2_000);
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

    assert.deepEqual(inAccount("storage:Queue"), { "azure.queue.storage": 5, "azure.queue.operations": 400 });
    assert.deepEqual(inAccount("storage:Table"), { "azure.table.storage": 5, "azure.table.operations": 2_310 });
  });
});

describe("a vault", () => {
  const vault = azure("keyvault:Vault", "vault");
  const vaulted = (type: string, properties: Fields) =>
    [
      vault,
      resourceOf(
        `azure-native:keyvault:${type}`,
        "one",
        { properties },
        { sources: sourcesOf({ vaultName: "vault" }) },
      ),
    ] as const;
  const of = (type: string, properties: Fields) => consumed(vaulted(type, properties), "one", { accesses: 50 });

  it("has each reading of a secret paid for, and each use of a key by its kind", () => {
    assert.deepEqual(of("Secret", {}), { "azure.keyvault.operations": 50 });
    assert.deepEqual(of("Key", { kty: "RSA" }), { "azure.keyvault.operations": 50 });
    assert.deepEqual(of("Key", { kty: "RSA", keySize: 3_072 }), { "azure.keyvault.advanced-operations": 50 });
    assert.deepEqual(of("Key", { kty: "EC" }), { "azure.keyvault.advanced-operations": 50 });
    assert.deepEqual(of("Key", { kty: "RSA-HSM" }), { "azure.keyvault.operations": 50, "azure.keyvault.hsm-keys": 1 });
  });

  it("has rotations of a key paid for", () => {
    const rotating = (timeAfterCreate: string) => ({
      kty: "RSA",
      rotationPolicy: { lifetimeActions: [{ action: { type: "rotate" }, trigger: { timeAfterCreate } }] },
    });

    assert.equal(of("Key", rotating("P1M"))["azure.keyvault.rotations"], 1);
    assert.equal(of("Key", rotating("P365D"))["azure.keyvault.rotations"], 0.0833333);
    assert.deepEqual(withoutPrice(vaulted("Key", rotating("PT1H")), "one"), ["trigger.timeAfterCreate"]);
  });

  it("is unknown for kinds of keys that the book has no price for", () => {
    assert.deepEqual(withoutPrice(vaulted("Key", { kty: "EC-HSM" }), "one"), ["properties.kty"]);
    assert.deepEqual(withoutPrice(vaulted("Key", { kty: "RSA-HSM", keySize: 4_096 }), "one"), ["properties.keySize"]);
  });
});

describe("monitoring", () => {
  it("pays for logs that are kept longer than is free", () => {
    const logs = alone("operationalinsights:Workspace");
    const insights = alone("applicationinsights:Component");
    const kept = (days: number) => ({ retentionInDays: days });

    assert.deepEqual(logs.pays(kept(31), { storage: 10 }), {});
    assert.deepEqual(logs.pays(kept(62), { storage: 10 }), { "azure.loganalytics.retention": 5 });
    assert.deepEqual(insights.pays(kept(90), { storage: 10 }), {});
    assert.deepEqual(insights.pays(kept(180), { storage: 10 }), { "azure.loganalytics.retention": 5 });
    assert.deepEqual(logs.lacks({ sku: { name: "CapacityReservation" } }), ["sku.name"]);
  });

  it("pays for logs that a diagnostic setting sends to a workspace, where that is", () => {
    const workspace = azure("operationalinsights:Workspace", "logs");
    const setting = (inputs: Fields, from: From) =>
      resourceOf("azure-native:monitor:DiagnosticSetting", "one", inputs, { sources: sourcesOf(from) });
    const usage = { requests: 1_000_000, logSize: 1.048576 };

    assert.deepEqual(consumed([workspace, setting({}, { workspaceId: "logs" })], "one", usage), {
      "azure.loganalytics.ingestion": 1,
    });
    assert.deepEqual(consumed([setting({}, {})], "one", usage), {});
  });

  it("pays for each time series that an alert watches", () => {
    const alert = alone("monitor:MetricAlert");
    const dimensions = [{ values: ["a", "b"] }, { values: ["c", "d", "e"] }];
    const inputs = { scopes: ["one", "two"], criteria: { allOf: [{ dimensions }, {}] } };
    const watching = (condition: Fields) => alert.lacks({ scopes: ["one"], criteria: { allOf: [condition] } });

    assert.deepEqual(alert.pays(inputs), { "azure.monitor.metric-alerts": 14 });
    assert.deepEqual(alert.pays({ ...inputs, enabled: false }), {});
    assert.deepEqual(watching({ criterionType: "DynamicThresholdCriterion" }), ["criteria.allOf[0].criterionType"]);
    assert.deepEqual(watching({ dimensions: [{ values: ["*"] }] }), ["criteria.allOf[0].dimensions"]);
  });

  it("pays for log alerts by how often they look", () => {
    const alert = alone("monitor:ScheduledQueryRule");

    assert.deepEqual(alert.pays({ evaluationFrequency: "PT5M" }), { "azure.monitor.log-alerts-5m": 1 });
    assert.deepEqual(alert.pays({ evaluationFrequency: "PT1H" }), { "azure.monitor.log-alerts-15m": 1 });
    assert.deepEqual(alert.pays({ evaluationFrequency: "PT5M", enabled: false }), {});
    assert.deepEqual(alert.lacks({ evaluationFrequency: "PT1M" }), ["evaluationFrequency"]);
    assert.deepEqual(alert.lacks({ evaluationFrequency: "PT5M", kind: "LogToMetric" }), ["kind"]);
    const criteria = { allOf: [{ dimensions: [{ name: "host" }] }] };
    assert.deepEqual(alert.lacks({ evaluationFrequency: "PT5M", criteria }), ["criteria.allOf[0].dimensions"]);
  });

  it("pays for each email of an alarm that goes off, and knows of no other messages", () => {
    const group = alone("monitor:ActionGroup");

    assert.deepEqual(group.pays({ emailReceivers: [{}, {}] }, { alerts: 20 }), { "azure.monitor.emails": 40 });
    assert.deepEqual(group.lacks({ smsReceivers: [{}] }), ["smsReceivers"]);
    assert.deepEqual(group.lacks({ webhookReceivers: [{}] }), ["webhookReceivers"]);
  });
});

describe("networks on Azure", () => {
  it("pay for addresses of the standard kind", () => {
    const address = alone("network:PublicIPAddress");
    const sku = { name: "Standard" };

    assert.deepEqual(address.pays({ sku }), { "azure.publicip.standard": 730 });
    assert.deepEqual(address.lacks({}), ["sku.name"]);
    assert.deepEqual(address.lacks({ sku: { ...sku, tier: "Global" } }), ["sku.tier"]);
    assert.deepEqual(address.lacks({ sku, publicIPAddressVersion: "IPv6" }), ["publicIPAddressVersion"]);
    assert.deepEqual(alone("network:NatGateway").lacks({ sku: { name: "StandardV2" } }), ["sku.name"]);
  });

  // https://learn.microsoft.com/azure/application-gateway/understanding-pricing
  it("pay for the instances that an application gateway has, or the capacity that it needs", () => {
    const gateway = alone("network:ApplicationGateway");
    const sku = { tier: "Standard_v2" };
    const units = (inputs: Fields, egress: number) =>
      gateway.pays(inputs, { egress })["azure.applicationgateway.units"];

    assert.equal(gateway.pays({ sku }, { egress: 0 })["azure.applicationgateway.hours"], 730);
    assert.equal(units({ sku: { ...sku, capacity: 2 } }, 0), 14_600);
    assert.equal(units({ sku, autoscaleConfiguration: { minCapacity: 1 } }, 0), 7_300);
    // 712.2 GB a month are 2.22 Mbit/s.
    assert.equal(Math.round(units({ sku }, 712.2) ?? 0), 730);
    assert.deepEqual(gateway.lacks({ sku: { tier: "WAF_v2" } }), ["sku.tier"]);
  });

  it("pay for Front Door by profile, requests and data", () => {
    const profile = alone("cdn:Profile");
    const usage = { requests: 1_048_576, requestSize: 2, egress: 3 };

    assert.deepEqual(profile.pays({ location: "global", sku: { name: "Premium_AzureFrontDoor" } }, usage), {
      ...{ "azure.frontdoor.premium.base": 1, "azure.frontdoor.premium.requests": 1_048_580 },
      ...{ "azure.frontdoor.premium.egress": 3, "azure.frontdoor.origin": 2 },
    });
    assert.equal(profile.pays({ sku: { name: "Standard_AzureFrontDoor" } }, usage)["azure.frontdoor.standard.base"], 1);
    assert.deepEqual(profile.lacks({ sku: { name: "Standard_Microsoft" } }), ["sku.name"]);
  });

  it("pay for static sites on the plan Standard, up to what it includes", () => {
    const site = alone("web:StaticSite");
    const sku = { name: "Standard" };

    assert.deepEqual(site.pays({ sku }, { egress: 100 }), { "azure.staticwebapps.standard": 1 });
    assert.deepEqual(site.pays({}, {}), {});
    assert.deepEqual(site.lacks({ sku }, { egress: 101 }), ["egress"]);
    assert.deepEqual(site.lacks({ sku: { name: "Dedicated" } }), ["sku.name"]);
  });
});

describe("other services of Azure", () => {
  it("are caches, by their tier and nodes", () => {
    const redis = alone("redis:Redis");
    const managed = alone("redisenterprise:RedisEnterprise");
    const sku = { name: "Standard", family: "C", capacity: 1 };

    assert.deepEqual(redis.pays({ sku }), { "azure.redis.standard.c1": 730 });
    assert.deepEqual(redis.lacks({ sku: { ...sku, capacity: 2 } }), ["sku"]);
    assert.deepEqual(managed.pays({ sku: { name: "Balanced_B0" } }), { "azure.redis.managed.b0": 1_460 });
    assert.deepEqual(managed.pays({ sku: { name: "Balanced_B0" }, highAvailability: "Disabled" }), {
      "azure.redis.managed.b0": 730,
    });
    assert.deepEqual(managed.lacks({ sku: { name: "Balanced_B5" } }), ["sku.name"]);
  });

  it("are events, by 64 KB and attempt, and for each look into them", () => {
    const usage = { messages: 100, messageSize: 65, attempts: 1 };
    const subscribed = (filter: Fields) => {
      const topic = azure("eventgrid:SystemTopic", "topic");
      const from = { sources: sourcesOf({ systemTopicName: "topic" }) };
      const type = "azure-native:eventgrid:SystemTopicEventSubscription";
      return consumed([topic, resourceOf(type, "one", { filter }, from)], "one", usage);
    };

    assert.deepEqual(alone("eventgrid:Topic").pays({}, usage), { "azure.eventgrid.operations": 200 });
    assert.deepEqual(subscribed({}), { "azure.eventgrid.operations": 200 });
    assert.deepEqual(subscribed({ advancedFilters: [{ key: "kind" }] }), { "azure.eventgrid.operations": 300 });
  });

  it("are workflows, by their steps", () => {
    const workflow = alone("logic:Workflow");
    const usage = { requests: 10, steps: 4 };

    assert.deepEqual(workflow.pays({}, usage), { "azure.logicapps.actions": 40 });
    assert.deepEqual(workflow.pays({ state: "Disabled" }, usage), {});
    assert.deepEqual(workflow.lacks({ parameters: { $connections: {} } }), ["parameters.$connections"]);
    assert.deepEqual(workflow.lacks({ integrationServiceEnvironment: {} }), ["integrationServiceEnvironment"]);
    assert.deepEqual(alone("apimanagement:ApiManagementService").lacks({ sku: { name: "Developer" } }), ["sku.name"]);
  });

  it("are container apps that scale to nothing, by what they have while they are active", () => {
    const app = alone("app:ContainerApp");
    const containers = [{ resources: { cpu: 0.5, memory: "1Gi" } }, { resources: { cpu: 0.25, memory: "0.5Gi" } }];
    const usage = { requests: 1_000, duration: 100, concurrency: 2, egress: 1 };
    const external = { configuration: { ingress: { external: true } }, template: { containers } };

    assert.deepEqual(app.pays(external, usage), {
      ...{ "azure.containerapps.cpu": 37.5, "azure.containerapps.memory": 75 },
      ...{ "azure.containerapps.requests": 1_000, "azure.egress": 1 },
    });
    assert.deepEqual(app.pays({ template: { containers } }, usage), {
      ...{ "azure.containerapps.cpu": 37.5, "azure.containerapps.memory": 75 },
    });
    assert.deepEqual(app.lacks({ template: { scale: { minReplicas: 1 } } }), ["template.scale.minReplicas"]);
    assert.deepEqual(app.lacks({ workloadProfileName: "D4" }), ["workloadProfileName"]);
    const small = [{ resources: { memory: "512Mi" } }];
    assert.deepEqual(app.lacks({ template: { containers: small } }), ["template.containers"]);
  });

  it("are registries of the tier Basic, which has 10 GB", () => {
    const registry = alone("containerregistry:Registry");

    assert.deepEqual(registry.pays({ sku: { name: "Basic" } }, { storage: 10 }), { "azure.registry.basic": 30 });
    assert.deepEqual(registry.lacks({ sku: { name: "Premium" } }), ["sku.name"]);
  });

  it("are deliveries of code, which are free as what they are, and nothing else", () => {
    const resource = alone("resources:Resource");
    const delivery = { resourceProviderNamespace: "Microsoft.Web", resourceType: "extensions" };

    assert.deepEqual(resource.pays(delivery), {});
    assert.deepEqual(resource.lacks({ ...delivery, resourceType: "sites" }), ["resourceType"]);
  });
});
