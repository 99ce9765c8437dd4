import assert from "node:assert/strict";
import { type CostedResource, type Fields, unknown } from "../../../../kit/cost/resources/resource.ts";
import { one, usage } from "../../support/gcp.ts";
import { capOf, theyAreNotPriced, theyTake, withoutPrice } from "../../support/metered.ts";

const functionType = "cloudfunctionsv2/function:Function";
const functionWith = (serviceConfig: Fields) => one(functionType, { location: "us-central1", serviceConfig });
const serviceWith = (container: Fields, template: Fields = {}, more: Fields = {}) =>
  one("cloudrunv2/service:Service", {
    ...{ location: "us-central1", template: { containers: [container], ...template } },
    ...more,
  });
const small = { availableCpu: "1", availableMemory: "512Mi" };

const month = 730 * 3_600;

/** What each request of the usage has beside its time. */
const perRequest = { "run.requests": 1_024, "egress.run": 1, "logging.ingestion": 1 };
const active = (processors: number, memory: number) => ({
  ...{ "run.cpu": 1_024 * processors, "run.memory": 1_024 * memory },
  ...perRequest,
});

describe("what functions, services and workflows of Google Cloud take", () => {
  theyTake([
    ["a function by its processors and memory", [functionWith(small)], usage, active(1, 0.5)],
    [
      "processors of a function by its memory, where it says none",
      [functionWith({ availableMemory: "1Gi" })],
      usage,
      active(0.583, 1),
    ],
    ["256 MiB for a function that says nothing", [functionWith({})], usage, active(0.167, 0.25)],
    [
      "memory in powers of ten",
      [functionWith({ ...small, availableMemory: "512M" })],
      usage,
      { ...active(1, 0.5), "run.memory": 488.28125 },
    ],
    ["thousandths of a processor", [functionWith({ ...small, availableCpu: "500m" })], usage, active(0.5, 0.5)],
    [
      "time rounded up to 100 ms",
      [functionWith(small)],
      { ...usage, duration: 101 },
      { ...active(1, 0.5), "run.cpu": 204.8, "run.memory": 102.4 },
    ],
    [
      "what an instance processes at the same time once",
      [functionWith({ ...small, maxInstanceRequestConcurrency: 8 })],
      { ...usage, concurrency: 20 },
      { ...active(1, 0.5), "run.cpu": 128, "run.memory": 64 },
    ],
    [
      "minimum instances while they wait",
      [functionWith({ ...small, minInstanceCount: 2 })],
      usage,
      { ...active(1, 0.5), "run.idle.cpu": 2 * month - 1_024, "run.idle.memory": month - 512 },
    ],
    [
      "nothing sent to the internet by what is internal",
      [functionWith({ ...small, ingressSettings: "ALLOW_INTERNAL_ONLY" })],
      usage,
      { "run.cpu": 1_024, "run.memory": 512, "run.requests": 1_024, "logging.ingestion": 1 },
    ],
    ["a processor and 512 MiB for a service that says nothing", [serviceWith({})], usage, active(1, 0.5)],
    [
      "all containers of a service",
      [serviceWith({}, { containers: [{}, { resources: { cpuIdle: true, limits: { cpu: "2", memory: "1Gi" } } }] })],
      usage,
      active(3, 1.5),
    ],
    [
      "instances of a service that keep their processors, without requests",
      [serviceWith({ resources: { limits: { cpu: "2", memory: "1Gi" } } })],
      usage,
      {
        ...{ "run.instance.cpu": 720_000, "run.instance.memory": 360_000 },
        ...{ "egress.run": 1, "logging.ingestion": 1 },
      },
    ],
    [
      "at least the minimum of instances that keep their processors",
      [serviceWith({ resources: { cpuIdle: false } }, { scaling: { minInstanceCount: 1 } })],
      usage,
      {
        ...{ "run.instance.cpu": month, "run.instance.memory": month / 2 },
        ...{ "egress.run": 1, "logging.ingestion": 1 },
      },
    ],
    [
      "minimum instances of a service as a whole",
      [serviceWith({}, {}, { scaling: { minInstanceCount: 1 } })],
      usage,
      { ...active(1, 0.5), "run.idle.cpu": month - 1_024, "run.idle.memory": month / 2 - 512 },
    ],
    [
      "nothing sent to the internet by an internal service",
      [serviceWith({}, {}, { ingress: "INGRESS_TRAFFIC_INTERNAL_ONLY" })],
      usage,
      { "run.cpu": 1_024, "run.memory": 512, "run.requests": 1_024, "logging.ingestion": 1 },
    ],
    [
      // https://cloud.google.com/workflows/pricing
      "steps of workflows by the thousand",
      [one("workflows/workflow:Workflow")],
      { ...usage, requests: 10_001 },
      { "workflows.internal": 31_000, "workflows.external": 21_000 },
    ],
  ]);
});

describe("what cannot be priced of functions and services of Google Cloud", () => {
  theyAreNotPriced([
    [serviceWith({}, { nodeSelector: { accelerator: "nvidia-l4" } }), "template.nodeSelector.accelerator"],
    [serviceWith({}, { containers: [] }), "template.containers"],
    [serviceWith({}, {}, { scaling: { scalingMode: "MANUAL" } }), "scaling.scalingMode"],
  ]);

  const unreadable: readonly (readonly [it: CostedResource, property: string])[] = [
    [functionWith({ ...small, availableMemory: unknown }), "serviceConfig.availableMemory"],
    [functionWith({ ...small, availableMemory: "much" }), "serviceConfig.availableMemory"],
    [functionWith({ ...small, availableCpu: "many" }), "serviceConfig.availableCpu"],
    [functionWith({ availableMemory: "64Gi" }), "serviceConfig.availableCpu"],
    [functionWith({ ...small, minInstanceCount: unknown }), "serviceConfig.minInstanceCount"],
    [serviceWith({ resources: { limits: { cpu: unknown } } }), "template.containers[0].resources.limits.cpu"],
  ];
  for (const [resource, property] of unreadable) {
    it(`their time, by ${property}: ${JSON.stringify(resource.inputs)}`, () => {
      assert.deepEqual(withoutPrice([resource], "one"), [property]);
    });
  }
});

const caps: readonly (readonly [what: string, it: CostedResource, concurrency: number])[] = [
  ["100 instances of a function with a request each", functionWith({}), 100],
  ["a function's instances and requests", functionWith({ maxInstanceCount: 5, maxInstanceRequestConcurrency: 10 }), 50],
  ["100 instances of a service with 80 requests each", serviceWith({}), 8_000],
  [
    "a service's instances and requests",
    serviceWith({}, { scaling: { maxInstanceCount: 3 }, maxInstanceRequestConcurrency: 7 }),
    21,
  ],
  ["instances of a service as a whole", serviceWith({}, {}, { scaling: { maxInstanceCount: 2 } }), 160],
];

describe("what bounds functions and services of Google Cloud", () => {
  for (const [what, bounded, concurrency] of caps) {
    it(`is ${what}`, () => assert.deepEqual(capOf(bounded), { concurrency }));
  }
});
