import type { Inputs } from "../../../resources/inputs.ts";
import type { Guards, Meter, MeteredType, Reading } from "../../contract.ts";
import { empty, only } from "../../guards.ts";
import { onlyWhere } from "../../only-where.ts";
import { logGaps, logs } from "../operations/logs.ts";
import { durableObjects, objectGuards } from "./durable-objects.ts";

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

/** Usage models of before 2024 have other prices. */
const guards: Guards = { usageModel: only("standard"), ...objectGuards };

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
  onlyWhere((reading) => !isOnlyBound(reading), {
    price: "cloudflare.workers.requests",
    quantity: ({ use }) => use("requests"),
  }),
  { price: "cloudflare.workers.cpu", quantity: (reading) => processorTime(reading, reading.inputs) },
];

export const workersScript: MeteredType = {
  type: scriptType,
  source,
  guards,
  gaps: logGaps,
  meters: [paidPlan, ...scriptMeters, ...logs, ...durableObjects],
  cap,
};

/** A Worker whose code is in versions, which have its limits. */
export const worker: MeteredType = {
  type: "cloudflare:index/worker:Worker",
  source,
  gaps: logGaps,
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
  guards,
  gaps: { containers: empty },
  meters: durableObjects,
};
