import { type Inputs, UnreadableInput } from "../../../resources/inputs.ts";
import type { Cap, Meter, MeteredType, Reading } from "../../contract.ts";
import { notWhere, unsaid } from "../../guards.ts";
import { secondsPerMonth } from "../../units.ts";
import { gigabytes, memoryOf } from "../units.ts";

const source = "https://cloud.google.com/run/pricing";

/** What is paid for an instance, whatever asks for it. */
interface Instance {
  readonly processors: number;
  /** In GiB. */
  readonly memory: number;
  /** How many are always there. */
  readonly minimum: number;
  readonly maximum: number;
  /** How many requests one processes at the same time, at most. */
  readonly concurrency: number;
  /** Whether it is paid for as long as it is there, and not only while it processes requests. */
  readonly isAlwaysCharged: boolean;
  /** Whether nobody outside the cloud can call it. */
  readonly isInternal: boolean;
}

type InstanceReader = (inputs: Inputs) => Instance;

/** The time that instances are active for, in seconds: what an instance does at the same time is paid once, and rounded up to 100 ms. */
function activeSeconds({ use }: Reading, { concurrency }: Instance): number {
  const seconds = (Math.ceil(use("duration") / 100) * 100) / 1_000;
  return (use("requests") * seconds) / Math.max(1, Math.min(use("concurrency"), concurrency));
}

/** The time that minimum instances wait for, in seconds. */
const idleSeconds = (reading: Reading, instance: Instance): number =>
  Math.max(0, instance.minimum * secondsPerMonth - activeSeconds(reading, instance));

/** The time of instances that are always charged, in seconds. */
const instanceSeconds = ({ use }: Reading, { minimum }: Instance): number =>
  Math.max(use("instanceHours") * 3_600, minimum * secondsPerMonth);

/** The three ways in which time is paid for, with the ids of their prices. */
const ways = [
  { id: "gcp.run", seconds: activeSeconds, paid: ({ isAlwaysCharged }: Instance) => !isAlwaysCharged },
  {
    id: "gcp.run.idle",
    seconds: idleSeconds,
    paid: ({ isAlwaysCharged, minimum }: Instance) => !isAlwaysCharged && minimum > 0,
  },
  { id: "gcp.run.instance", seconds: instanceSeconds, paid: ({ isAlwaysCharged }: Instance) => isAlwaysCharged },
] as const;

/** Processors and memory in each way, requests, logs and what is sent to the internet. */
function metersOf(read: InstanceReader): readonly Meter[] {
  const times = ways.flatMap(({ id, seconds, paid }) =>
    (["processors", "memory"] as const).map((part): Meter => {
      const price = `${id}.${part === "processors" ? "cpu" : "memory"}`;
      return {
        price: ({ inputs }) => (paid(read(inputs)) ? price : undefined),
        quantity: (reading) => {
          const instance = read(reading.inputs);
          return seconds(reading, instance) * instance[part];
        },
      };
    }),
  );
  return [
    ...times,
    {
      price: ({ inputs }) => (read(inputs).isAlwaysCharged ? undefined : "gcp.run.requests"),
      quantity: ({ use }) => use("requests"),
    },
    {
      price: ({ inputs }) => (read(inputs).isInternal ? undefined : "gcp.egress.run"),
      quantity: ({ use }) => gigabytes(use("requests") * use("responseSize")),
    },
    { price: "gcp.logging.ingestion", quantity: ({ use }) => gigabytes(use("requests") * use("logSize")) },
  ];
}

const capOf =
  (read: InstanceReader) =>
  ({ inputs }: Reading): Cap => {
    const { maximum, concurrency } = read(inputs);
    return { concurrency: maximum * concurrency };
  };

/** How many instances there are at most, where nothing is said: https://cloud.google.com/run/docs/configuring/max-instances */
const defaultMaximum = 100;

/** The processors for as many GiB, where they are not said: https://cloud.google.com/functions/docs/configuring/memory */
const processorsByMemory = [
  ...[[1 / 8, 0.083] as const, [1 / 4, 0.167] as const, [1 / 2, 0.333] as const, [1, 0.583] as const],
  ...[[2, 1] as const, [8, 2] as const, [16, 4] as const, [32, 8] as const],
] as const;

/** Processors like `2` or `500m`. @throws UnreadableInput when it is not a number of them */
function processorsOf(inputs: Inputs, property: string, fallback: string): number {
  const [, number, thousandths] = /^(\d+(?:\.\d+)?)(m?)$/.exec(inputs.text(property, fallback)) ?? [];
  if (number === undefined) throw new UnreadableInput(property, "is not a number of processors");
  return Number(number) / (thousandths === "m" ? 1_000 : 1);
}

function functionInstance(inputs: Inputs): Instance {
  const memory = memoryOf(inputs, "serviceConfig.availableMemory", "256Mi");
  const byMemory = processorsByMemory.find(([most]) => memory <= most)?.[1];
  return {
    ...{ memory, isAlwaysCharged: false },
    processors: processorsOf(inputs, "serviceConfig.availableCpu", String(byMemory ?? "")),
    minimum: inputs.number("serviceConfig.minInstanceCount", 0),
    maximum: inputs.number("serviceConfig.maxInstanceCount", defaultMaximum),
    concurrency: inputs.number("serviceConfig.maxInstanceRequestConcurrency", 1),
    isInternal: inputs.text("serviceConfig.ingressSettings", "ALLOW_ALL") === "ALLOW_INTERNAL_ONLY",
  };
}

/** Functions are services of Cloud Run: https://cloud.google.com/functions/pricing */
export const cloudFunction: MeteredType = {
  type: "gcp:cloudfunctionsv2/function:Function",
  source,
  meters: metersOf(functionInstance),
  cap: capOf(functionInstance),
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Processors are there all the time where resources are set without more: https://cloud.google.com/run/docs/configuring/billing-settings */
const keepsProcessors = (container: Inputs): boolean =>
  !container.flag("resources.cpuIdle", !container.has("resources"));

function serviceInstance(inputs: Inputs): Instance {
  const containers = inputs.list("template.containers");
  const limits = "resources.limits";
  return {
    // https://cloud.google.com/run/docs/configuring/services/cpu and https://cloud.google.com/run/docs/configuring/services/memory-limits
    processors: sum(containers.map((container) => processorsOf(container, `${limits}.cpu`, "1"))),
    memory: sum(containers.map((container) => memoryOf(container, `${limits}.memory`, "512Mi"))),
    minimum: Math.max(
      inputs.number("template.scaling.minInstanceCount", 0),
      inputs.number("scaling.minInstanceCount", 0),
    ),
    maximum: Math.min(
      inputs.number("template.scaling.maxInstanceCount", defaultMaximum),
      inputs.number("scaling.maxInstanceCount", Number.POSITIVE_INFINITY),
    ),
    concurrency: inputs.number("template.maxInstanceRequestConcurrency", 80),
    isAlwaysCharged: containers.some(keepsProcessors),
    isInternal: inputs.text("ingress") === "INGRESS_TRAFFIC_INTERNAL_ONLY",
  };
}

export const runService: MeteredType = {
  type: "gcp:cloudrunv2/service:Service",
  source,
  guards: {
    // A GPU has a price of its own.
    "template.nodeSelector.accelerator": unsaid,
    "scaling.scalingMode": notWhere(
      ({ inputs }, property) => inputs.text(property, "AUTOMATIC") === "MANUAL",
      "leaves the number of instances to whoever sets it",
    ),
    "template.containers": notWhere(({ inputs }, property) => inputs.list(property).length === 0, "is empty"),
  },
  meters: metersOf(serviceInstance),
  cap: capOf(serviceInstance),
};
