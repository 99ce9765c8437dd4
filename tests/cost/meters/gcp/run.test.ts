import { itCounts, type Row } from "./rows.ts";
import { functionWith, serviceWith, small } from "./services.ts";

const month = 730 * 3_600;

/** What each request of the usage has beside its time. */
const perRequest = { "gcp.run.requests": 1_024, "gcp.egress.run": 1, "gcp.logging.ingestion": 1 };
const active = (processors: number, memory: number) => ({
  ...{ "gcp.run.cpu": 1_024 * processors, "gcp.run.memory": 1_024 * memory },
  ...perRequest,
});

const run: readonly Row[] = [
  ["a function by its processors and memory", functionWith(small), active(1, 0.5)],
  [
    "processors of a function by its memory, where it says none",
    functionWith({ availableMemory: "1Gi" }),
    active(0.583, 1),
  ],
  ["256 MiB for a function that says nothing", functionWith({}), active(0.167, 0.25)],
  [
    "memory in powers of ten",
    functionWith({ ...small, availableMemory: "512M" }),
    { ...active(1, 0.5), "gcp.run.memory": 488.28125 },
  ],
  ["thousandths of a processor", functionWith({ ...small, availableCpu: "500m" }), active(0.5, 0.5)],
  [
    "time rounded up to 100 ms",
    functionWith(small),
    { ...active(1, 0.5), "gcp.run.cpu": 204.8, "gcp.run.memory": 102.4 },
    [],
    { duration: 101 },
  ],
  [
    "what an instance processes at the same time once",
    functionWith({ ...small, maxInstanceRequestConcurrency: 8 }),
    { ...active(1, 0.5), "gcp.run.cpu": 128, "gcp.run.memory": 64 },
    [],
    { concurrency: 20 },
  ],
  [
    "minimum instances while they wait",
    functionWith({ ...small, minInstanceCount: 2 }),
    { ...active(1, 0.5), "gcp.run.idle.cpu": 2 * month - 1_024, "gcp.run.idle.memory": month - 512 },
  ],
  [
    "nothing sent to the internet by what is internal",
    functionWith({ ...small, ingressSettings: "ALLOW_INTERNAL_ONLY" }),
    { "gcp.run.cpu": 1_024, "gcp.run.memory": 512, "gcp.run.requests": 1_024, "gcp.logging.ingestion": 1 },
  ],
  ["a processor and 512 MiB for a service that says nothing", serviceWith({}), active(1, 0.5)],
  [
    "all containers of a service",
    serviceWith({}, { containers: [{}, { resources: { cpuIdle: true, limits: { cpu: "2", memory: "1Gi" } } }] }),
    active(3, 1.5),
  ],
  [
    "instances of a service that keep their processors, without requests",
    serviceWith({ resources: { limits: { cpu: "2", memory: "1Gi" } } }),
    {
      ...{ "gcp.run.instance.cpu": 720_000, "gcp.run.instance.memory": 360_000 },
      ...{ "gcp.egress.run": 1, "gcp.logging.ingestion": 1 },
    },
  ],
  [
    "at least the minimum of instances that keep their processors",
    serviceWith({ resources: { cpuIdle: false } }, { scaling: { minInstanceCount: 1 } }),
    {
      ...{ "gcp.run.instance.cpu": month, "gcp.run.instance.memory": month / 2 },
      ...{ "gcp.egress.run": 1, "gcp.logging.ingestion": 1 },
    },
  ],
  [
    "minimum instances of a service as a whole",
    serviceWith({}, {}, { scaling: { minInstanceCount: 1 } }),
    { ...active(1, 0.5), "gcp.run.idle.cpu": month - 1_024, "gcp.run.idle.memory": month / 2 - 512 },
  ],
  [
    "nothing sent to the internet by an internal service",
    serviceWith({}, {}, { ingress: "INGRESS_TRAFFIC_INTERNAL_ONLY" }),
    { "gcp.run.cpu": 1_024, "gcp.run.memory": 512, "gcp.run.requests": 1_024, "gcp.logging.ingestion": 1 },
  ],
];

describe("Cloud Run", () => {
  itCounts(run);
});
