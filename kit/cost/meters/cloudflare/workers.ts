import { type Inputs, UnreadableInput } from "../../resources/inputs.ts";
import type { Meter, MeteredType, Reading } from "../contract.ts";
import { durableObjects } from "./durable-objects.ts";
import { logs } from "./logs.ts";

const source = "https://developers.cloudflare.com/workers/platform/pricing/";
const scriptType = "cloudflare:index/workersScript:WorkersScript";
const versionType = "cloudflare:index/workerVersion:WorkerVersion";

/**
 * The plan that prices by usage belong to, which an account pays once. It is counted at Workers alone: what else belongs to it is used
 * by one.
 */
const paidPlan: Meter = { price: "cloudflare.workers.base", quantity: () => 1 };

/** As long as any invocation may compute, that of a schedule or of a queue: https://developers.cloudflare.com/workers/platform/limits/#cpu-time */
const mostMilliseconds = 900_000;

/** @throws UnreadableInput for the usage models of before 2024, whose prices are not in the book */
function checkUsageModel(inputs: Inputs): void {
  const model = inputs.text("usageModel", "standard");
  if (model !== "standard") throw new UnreadableInput("usageModel", `is "${model}", which has no price in the book`);
}

/** The processor time of all requests. What needs more than its limit is ended. */
export const processorTime = ({ use }: Reading, limited: Inputs | undefined): number =>
  use("requests") * Math.min(use("cpuTime"), limited?.number("limits.cpuMs", mostMilliseconds) ?? mostMilliseconds);

/** What invokes a Worker, and is billed as a request to it. */
const invokers: readonly (readonly [type: string, property: string])[] = [
  ["cloudflare:index/workersRoute:WorkersRoute", "script"],
  ["cloudflare:index/workersCustomDomain:WorkersCustomDomain", "service"],
  ["cloudflare:index/workersScriptSubdomain:WorkersScriptSubdomain", "scriptName"],
  ["cloudflare:index/workersCronTrigger:WorkersCronTrigger", "scriptName"],
  ["cloudflare:index/queueConsumer:QueueConsumer", "scriptName"],
];

/** Whether only other Workers call it, by bindings. That is free: https://developers.cloudflare.com/workers/platform/pricing/#service-bindings */
const isOnlyBound = ({ users }: Reading): boolean =>
  users(scriptType, "bindings").length > 0 && invokers.every(([type, property]) => users(type, property).length === 0);

/** "There is no general limit to the number of requests per second": https://developers.cloudflare.com/workers/platform/limits/ */
const cap = (): undefined => undefined;

const scriptMeters: readonly Meter[] = [
  {
    price: (reading) => {
      checkUsageModel(reading.inputs);
      return isOnlyBound(reading) ? undefined : "cloudflare.workers.requests";
    },
    quantity: ({ use }) => use("requests"),
  },
  { price: "cloudflare.workers.cpu", quantity: (reading) => processorTime(reading, reading.inputs) },
];

export const workersScript: MeteredType = {
  type: scriptType,
  source,
  meters: [paidPlan, ...scriptMeters, ...logs, ...durableObjects],
  cap,
};

/** A Worker whose code is in versions, which have its limits. */
export const worker: MeteredType = {
  type: "cloudflare:index/worker:Worker",
  source,
  meters: [
    paidPlan,
    { price: "cloudflare.workers.requests", quantity: ({ use }) => use("requests") },
    {
      price: "cloudflare.workers.cpu",
      quantity: (reading) => processorTime(reading, reading.users(versionType, "workerId")[0]),
    },
    ...logs,
  ],
  cap,
};

/** Of a version, only what its classes keep costs something by itself. */
export const workerVersion: MeteredType = {
  type: versionType,
  source,
  meters: [
    {
      price: ({ inputs }) => {
        checkUsageModel(inputs);
        if (inputs.list("containers").length === 0) return undefined;
        throw new UnreadableInput("containers", "are not empty, and containers have no price in the book");
      },
      quantity: () => 0,
    },
    ...durableObjects,
  ],
};
