import assert from "node:assert/strict";
import { type Fields, unknown } from "../../../../kit/cost/resources/resource.ts";
import { alone, azure } from "../../support/azure.ts";
import { capOf, consumed, withoutPrice } from "../../support/metered.ts";

const quiet = { logSize: 0, egress: 0 };

describe("an app on Flex Consumption", () => {
  const app = (scaleAndConcurrency: Fields = {}) =>
    azure("web:WebApp", "app", { kind: "functionapp,linux", functionAppConfig: { scaleAndConcurrency } });
  const million = { ...quiet, requests: 1_000_000, duration: 1_001, concurrency: 1 };
  const of = (scale: Fields, usage: Fields) => consumed([app(scale)], "app", { ...million, ...usage });

  // "1,000 ms. Past that […] rounded up to the nearest 100 ms": https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan#billing
  it("is paid for by its memory, for a second at least and then by the tenth", () => {
    assert.deepEqual(of({ instanceMemoryMB: 512 }, {}), {
      "functions.flex.duration": 550_000,
      "functions.flex.executions": 1_000_000,
    });
    assert.equal(of({ instanceMemoryMB: 512 }, { duration: 1 })["functions.flex.duration"], 500_000);
    assert.equal(of({}, { duration: 1 })["functions.flex.duration"], 2_000_000);
  });

  it("shares the time of an instance between as many requests as it may process together", () => {
    const shared = (scale: Fields) => of(scale, { concurrency: 100 })["functions.flex.duration"];

    assert.equal(shared({ instanceMemoryMB: 512 }), 550_000 / 4);
    assert.equal(shared({ instanceMemoryMB: 512, triggers: { http: { perInstanceConcurrency: 10 } } }), 55_000);
  });

  // https://learn.microsoft.com/azure/azure-functions/functions-consumption-costs
  it("pays for always ready instances all the time, and they take work first", () => {
    const scale = { instanceMemoryMB: 512, alwaysReady: [{ name: "http", instanceCount: 1 }] };

    assert.deepEqual(of(scale, {}), {
      "functions.flex.ready.baseline": 1_314_000,
      "functions.flex.ready.duration": 550_000,
      "functions.flex.ready.executions": 1_000_000,
    });
    // 5,256,000 s of work, of which one instance does 2,628,000.
    assert.deepEqual(of(scale, { requests: 5_256_000, duration: 1_000 }), {
      "functions.flex.duration": 1_314_000,
      "functions.flex.executions": 2_628_000,
      "functions.flex.ready.baseline": 1_314_000,
      "functions.flex.ready.duration": 1_314_000,
      "functions.flex.ready.executions": 2_628_000,
    });
  });

  it("pays for its logs and for what it sends, but not to Front Door", () => {
    const usage = { ...million, logSize: 1.048576, egress: 3 };
    const origin = azure("cdn:AFDOrigin", "origin", {}, { hostName: "app" });

    assert.equal(consumed([app()], "app", usage)["loganalytics.ingestion"], 1);
    assert.equal(consumed([app()], "app", usage).egress, 3);
    assert.equal(consumed([app(), origin], "app", usage).egress, undefined);
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
      "functions.premium.cpu": 1_460,
      "functions.premium.memory": 5_110,
    });
    assert.equal(consumed(program, "plan", { instanceHours: 1_000 })["functions.premium.cpu"], 2_000);
  });

  it("has it paid for by the instances of a Basic plan, of which the book has one on Linux", () => {
    const sku = { name: "B1", capacity: 3 };

    assert.deepEqual(consumed([plan({ sku, reserved: true })], "plan", {}), { "appservice.b1-linux": 2_190 });
    assert.deepEqual(withoutPrice([plan({ sku })], "plan"), ["reserved"]);
    assert.deepEqual(withoutPrice([plan({ sku: { name: "P1v3" }, reserved: true })], "plan"), ["sku.name"]);
  });

  it("measures memory up to 1,536 MB on the Consumption plan", () => {
    const usage = { ...quiet, requests: 1_000, duration: 1_000, memory: 2_000 };
    const of = (memory: number) =>
      consumed([plan({ sku: { name: "Y1" } }), app], "app", { ...usage, memory })["functions.consumption.duration"];

    assert.deepEqual([of(160), of(2_000)], [250, 1_500]);
    assert.deepEqual(consumed([plan({ sku: { name: "Y1" } })], "plan", {}), {});
  });

  it("pays for logs as a function, and has nothing to pay on a free plan", () => {
    const site = azure("web:WebApp", "app", { kind: "app,linux" }, { serverFarmId: "plan" });
    const program = [plan({ sku: { name: "F1" } }), site];

    assert.deepEqual(consumed(program, "app", { requests: 1_000, egress: 0 }), {});
    assert.deepEqual(consumed(program, "plan", {}), {});
  });

  it("is unknown without its plan, and as a container app", () => {
    const hosted = azure("web:WebApp", "app", { managedEnvironmentId: "/environments/one" });

    assert.deepEqual(withoutPrice([app], "app", quiet), ["serverFarmId"]);
    assert.deepEqual(withoutPrice([hosted], "app", quiet), ["managedEnvironmentId"]);
  });
});

describe("other services that run something on Azure", () => {
  it("pay for workflows, by their steps", () => {
    const workflow = alone("logic:Workflow");
    const usage = { requests: 10, steps: 4 };

    assert.deepEqual(workflow.pays({}, usage), { "logicapps.actions": 40 });
    assert.deepEqual(workflow.pays({ state: "Disabled" }, usage), {});
    assert.deepEqual(workflow.lacks({ parameters: { $connections: {} } }), ["parameters.$connections"]);
    assert.deepEqual(workflow.lacks({ integrationServiceEnvironment: {} }), ["integrationServiceEnvironment"]);
  });

  it("pay for API Management only on the tier Consumption", () => {
    const service = alone("apimanagement:ApiManagementService");

    assert.deepEqual(service.pays({ sku: { name: "Consumption" } }, { requests: 10 }), {
      "apimanagement.consumption.calls": 10,
    });
    assert.deepEqual(service.lacks({ sku: { name: "Developer" } }), ["sku.name"]);
  });

  it("pay for container apps that scale to nothing, by what they have while they are active", () => {
    const app = alone("app:ContainerApp");
    const containers = [{ resources: { cpu: 0.5, memory: "1Gi" } }, { resources: { cpu: 0.25, memory: "0.5Gi" } }];
    const usage = { requests: 1_000, duration: 100, concurrency: 2, egress: 1 };
    const external = { configuration: { ingress: { external: true } }, template: { containers } };

    assert.deepEqual(app.pays(external, usage), {
      ...{ "containerapps.cpu": 37.5, "containerapps.memory": 75 },
      ...{ "containerapps.requests": 1_000, egress: 1 },
    });
    assert.deepEqual(app.pays({ template: { containers } }, usage), {
      ...{ "containerapps.cpu": 37.5, "containerapps.memory": 75 },
    });
    assert.deepEqual(app.lacks({ template: { scale: { minReplicas: 1 } } }), ["template.scale.minReplicas"]);
    assert.deepEqual(app.lacks({ workloadProfileName: "D4" }), ["workloadProfileName"]);
    const small = [{ resources: { memory: "512Mi" } }];
    assert.deepEqual(app.lacks({ template: { containers: small } }), ["template.containers"]);
  });

  it("do not pay for deliveries of code, and know of nothing else that a generic resource is", () => {
    const resource = alone("resources:Resource");
    const delivery = { resourceProviderNamespace: "Microsoft.Web", resourceType: "extensions" };

    assert.deepEqual(resource.pays(delivery), {});
    assert.deepEqual(resource.lacks({ ...delivery, resourceType: "sites" }), ["resourceType"]);
  });
});

describe("what bounds an app", () => {
  const app = (inputs: Fields) => azure("web:WebApp", "app", inputs);
  const onPlan = (inputs: Fields, plan: string) => capOf(app(inputs), { sku: { name: plan } });

  // https://learn.microsoft.com/azure/azure-functions/functions-scale#scale
  it("is the requests that its instances may process together", () => {
    const scaleAndConcurrency = { maximumInstanceCount: 40, triggers: { http: { perInstanceConcurrency: 16 } } };

    assert.deepEqual(capOf(app({ functionAppConfig: { scaleAndConcurrency } })), { concurrency: 640 });
    assert.deepEqual(capOf(app({ functionAppConfig: {} })), { concurrency: 1_600 });
    assert.deepEqual(onPlan({ kind: "functionapp" }, "Y1"), { concurrency: 20_000 });
    assert.deepEqual(onPlan({ kind: "functionapp,linux" }, "Y1"), { concurrency: 10_000 });
    const limited = { kind: "functionapp", siteConfig: { functionAppScaleLimit: 5 } };
    assert.deepEqual(onPlan(limited, "Y1"), { concurrency: 500 });
    assert.equal(onPlan({ kind: "functionapp" }, "EP1"), undefined);
  });

  // https://learn.microsoft.com/azure/container-apps/scale-app
  it("is the requests of its replicas, in Container Apps", () => {
    const scale = { maxReplicas: 3, rules: [{ http: { metadata: { concurrentRequests: "50" } } }] };
    const bound = (template: Fields) => capOf(azure("app:ContainerApp", "app", { template }));

    assert.deepEqual(bound({}), { concurrency: 100 });
    assert.deepEqual(bound({ scale }), { concurrency: 150 });
  });
});
