import { type Inputs, UnreadableInput } from "../../../resources/inputs.ts";
import type { Cap, Meter, MeteredType, Reading } from "../../contract.ts";
import { notWhere, requireFrom } from "../../guards.ts";
import { onlyWhere } from "../../only-where.ts";
import { secondsPerMonth } from "../../units.ts";
import { gigabytes } from "../units.ts";
import { appServicePlan, type Hosting, hostingOf as hostingOfPlan } from "./plans.ts";

const planOf = (reading: Reading): Inputs => requireFrom(reading, "serverFarmId", appServicePlan.type, "a plan");

/** @throws UnreadableInput when nothing in the program says which plan it is on */
function hostingOf(reading: Reading): Hosting {
  // Only apps on Flex Consumption have it: https://learn.microsoft.com/azure/azure-functions/flex-consumption-how-to
  if (reading.inputs.has("functionAppConfig")) return "flex";
  return hostingOfPlan(planOf(reading));
}

const isOn =
  (hosting: Hosting) =>
  (reading: Reading): boolean =>
    hostingOf(reading) === hosting;

const onFlex = (meter: Meter): Meter => onlyWhere(isOn("flex"), meter);
const onConsumption = (meter: Meter): Meter => onlyWhere(isOn("consumption"), meter);

const scale = "functionAppConfig.scaleAndConcurrency";

/** In MB, and what an app has if it does not say: https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan#instance-sizes */
const memoryOf = ({ inputs }: Reading): number => inputs.number(`${scale}.instanceMemoryMB`, 2_048);

/** By the memory in MB: https://learn.microsoft.com/azure/azure-functions/functions-concurrency#http-trigger-concurrency */
const concurrencies: Readonly<Record<number, number>> = { 512: 4, 2048: 16, 4096: 32 };

/** How many HTTP requests an instance processes at the same time, at most. */
function perInstance(reading: Reading): number {
  const property = `${scale}.triggers.http.perInstanceConcurrency`;
  const concurrency = reading.inputs.number(property, concurrencies[memoryOf(reading)] ?? 0);
  if (concurrency >= 1) return concurrency;
  throw new UnreadableInput(property, "is not said, and unknown for that memory");
}

/** At least a second, and then by the tenth: https://learn.microsoft.com/azure/azure-functions/functions-consumption-costs */
const flexSeconds = (milliseconds: number): number => Math.max(10, Math.ceil(milliseconds / 100)) / 10;

/** The time in which instances work. One that processes several requests at the same time is paid for once. */
function activeSeconds(reading: Reading): number {
  const together = Math.max(1, Math.min(reading.use("concurrency"), perInstance(reading)));
  return (reading.use("requests") * flexSeconds(reading.use("duration"))) / together;
}

const readyInstances = ({ inputs }: Reading): number =>
  inputs.list(`${scale}.alwaysReady`).reduce((total, each) => total + each.number("instanceCount", 0), 0);

/** Instances that are always ready take the work first: https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan#always-ready-instances */
function readyShare(reading: Reading): number {
  const active = activeSeconds(reading);
  return active === 0 ? 0 : Math.min(1, (readyInstances(reading) * secondsPerMonth) / active);
}

/** The GB-seconds of all requests. */
const flexDuration = (reading: Reading): number => activeSeconds(reading) * (memoryOf(reading) / 1_024);

const flexMeters: readonly Meter[] = [
  {
    price: "azure.functions.flex.duration",
    quantity: (reading) => flexDuration(reading) * (1 - readyShare(reading)),
  },
  {
    price: "azure.functions.flex.executions",
    quantity: (reading) => reading.use("requests") * (1 - readyShare(reading)),
  },
  {
    price: "azure.functions.flex.ready.baseline",
    quantity: (reading) => readyInstances(reading) * (memoryOf(reading) / 1_024) * secondsPerMonth,
  },
  {
    price: "azure.functions.flex.ready.duration",
    quantity: (reading) => flexDuration(reading) * readyShare(reading),
  },
  {
    price: "azure.functions.flex.ready.executions",
    quantity: (reading) => reading.use("requests") * readyShare(reading),
  },
];

/**
 * What a run is observed to use, by 128 MB up to 1,536 MB, and at least 100 ms of it: https://azure.microsoft.com/pricing/details/functions/
 */
function observed({ use }: Reading): number {
  const memory = Math.min(1_536, Math.ceil(use("memory") / 128) * 128) / 1_024;
  return (memory * Math.max(100, Math.ceil(use("duration")))) / 1_000;
}

const consumptionMeters: readonly Meter[] = [
  {
    price: "azure.functions.consumption.duration",
    quantity: (reading) => reading.use("requests") * observed(reading),
  },
  {
    price: "azure.functions.consumption.executions",
    quantity: ({ use }) => use("requests"),
  },
];

const isFunctionApp = ({ inputs }: Reading): boolean => inputs.text("kind").includes("functionapp");

/** What an app does on any plan. */
const commonMeters: readonly Meter[] = [
  // Counted here and not at the workspace, as an app is what somebody says the requests of.
  onlyWhere(isFunctionApp, {
    price: "azure.loganalytics.ingestion",
    quantity: ({ use }) => gigabytes(use("requests") * use("logSize")),
  }),
  // To Front Door it is free: https://learn.microsoft.com/azure/frontdoor/understanding-pricing
  onlyWhere(({ users }) => users("azure-native:cdn:AFDOrigin", "hostName").length === 0, {
    price: "azure.egress",
    quantity: ({ use }) => use("egress"),
  }),
];

/** Instances of the Consumption plan on Windows and on Linux: https://learn.microsoft.com/azure/azure-functions/functions-scale#scale */
const consumptionInstances = { windows: 200, linux: 100 };

/** Requests that an instance processes on the Consumption plan: https://learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook#hostjson-settings */
const consumptionConcurrency = 100;

function capOf(reading: Reading): Cap | undefined {
  const { inputs } = reading;
  const hosting = hostingOf(reading);
  if (hosting === "plan") return undefined;
  if (hosting === "flex")
    return { concurrency: inputs.number(`${scale}.maximumInstanceCount`, 100) * perInstance(reading) };
  const most = inputs.text("kind").includes("linux") ? consumptionInstances.linux : consumptionInstances.windows;
  const limit = inputs.number("siteConfig.functionAppScaleLimit", 0);
  return { concurrency: (limit > 0 ? Math.min(limit, most) : most) * consumptionConcurrency };
}

export const webApp: MeteredType = {
  type: "azure-native:web:WebApp",
  source: "https://azure.microsoft.com/pricing/details/functions/",
  guards: {
    managedEnvironmentId: notWhere(
      ({ inputs }, property) => inputs.has(property),
      "makes it a container app, which is paid for otherwise",
    ),
  },
  meters: [...flexMeters.map(onFlex), ...consumptionMeters.map(onConsumption), ...commonMeters],
  cap: capOf,
};
