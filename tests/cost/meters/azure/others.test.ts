import assert from "node:assert/strict";
import type { Fields } from "../../../../kit/cost/resources/resource.ts";
import { alone, azure } from "../../support/azure.ts";
import { consumed } from "../../support/consumed.ts";
import { resourceOf, sourcesOf } from "../../support/program.ts";

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
    const usage = { messages: 100, messageSize: 65, attempts: 2 };
    const subscribed = (filter: Fields) => {
      const topic = azure("eventgrid:SystemTopic", "topic");
      const from = { sources: sourcesOf({ systemTopicName: "topic" }) };
      const type = "azure-native:eventgrid:SystemTopicEventSubscription";
      return consumed([topic, resourceOf(type, "one", { filter }, from)], "one", usage);
    };

    assert.deepEqual(alone("eventgrid:Topic").pays({}, usage), { "azure.eventgrid.operations": 200 });
    assert.deepEqual(subscribed({}), { "azure.eventgrid.operations": 400 });
    assert.deepEqual(subscribed({ advancedFilters: [{ key: "kind" }] }), { "azure.eventgrid.operations": 500 });
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
