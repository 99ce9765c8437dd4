import { hoursPerMonth } from "../../prices/allowances.ts";
import { type Inputs, UnreadableInput } from "../../resources/inputs.ts";
import type { Cap, Meter, MeteredType, Reading } from "../contract.ts";
import { noPrice } from "../no-price.ts";

const secondsPerMonth = hoursPerMonth * 3_600;

const planType = "azure-native:web:AppServicePlan";

/** How an app is paid for: by what it does, or not at all, because its plan is. */
type Hosting = "flex" | "consumption" | "plan";

/** https://learn.microsoft.com/azure/azure-functions/functions-infrastructure-as-code#create-the-hosting-plan */
const hostings: Readonly<Record<string, Hosting>> = { FC1: "flex", Y1: "consumption" };

/** @throws UnreadableInput when nothing in the program says which plan it is on */
function hostingOf({ inputs, from }: Reading): Hosting {
  if (inputs.has("managedEnvironmentId"))
    throw new UnreadableInput("managedEnvironmentId", "makes it a container app, which is paid for otherwise");
  // Only apps on Flex Consumption have it: https://learn.microsoft.com/azure/azure-functions/flex-consumption-how-to
  if (inputs.has("functionAppConfig")) return "flex";
  const plan = from("serverFarmId", planType);
  if (plan === undefined) throw new UnreadableInput("serverFarmId", "is not that of a plan in the program");
  return hostings[plan.text("sku.name")] ?? "plan";
}

/** Only if it is hosted in a way: on others it is paid for otherwise. */
const on =
  (hosting: Hosting, id: string, when: (reading: Reading) => boolean = () => true): Meter["price"] =>
  (reading) =>
    hostingOf(reading) === hosting && when(reading) ? id : undefined;

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

const gigabytes = (reading: Reading): number => memoryOf(reading) / 1_024;

const isReady = (reading: Reading): boolean => readyInstances(reading) > 0;

const flexMeters: readonly Meter[] = [
  {
    price: on("flex", "azure.functions.flex.duration"),
    quantity: (reading) => activeSeconds(reading) * gigabytes(reading) * (1 - readyShare(reading)),
  },
  {
    price: on("flex", "azure.functions.flex.executions"),
    quantity: (reading) => reading.use("requests") * (1 - readyShare(reading)),
  },
  {
    price: on("flex", "azure.functions.flex.ready.baseline", isReady),
    quantity: (reading) => readyInstances(reading) * gigabytes(reading) * secondsPerMonth,
  },
  {
    price: on("flex", "azure.functions.flex.ready.duration", isReady),
    quantity: (reading) => activeSeconds(reading) * gigabytes(reading) * readyShare(reading),
  },
  {
    price: on("flex", "azure.functions.flex.ready.executions", isReady),
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
    price: on("consumption", "azure.functions.consumption.duration"),
    quantity: (reading) => reading.use("requests") * observed(reading),
  },
  {
    price: on("consumption", "azure.functions.consumption.executions"),
    quantity: ({ use }) => use("requests"),
  },
];

const isFunctionApp = ({ inputs }: Reading): boolean => inputs.text("kind").includes("functionapp");

/** What an app does on any plan. */
const commonMeters: readonly Meter[] = [
  {
    // Counted here and not at the workspace, as an app is what somebody says the requests of.
    price: (reading) => (isFunctionApp(reading) ? "azure.loganalytics.ingestion" : undefined),
    quantity: ({ use }) => (use("requests") * use("logSize")) / 1_024 ** 2,
  },
  {
    // To Front Door it is free: https://learn.microsoft.com/azure/frontdoor/understanding-pricing
    price: ({ users }) => (users("azure-native:cdn:AFDOrigin", "hostName").length > 0 ? undefined : "azure.egress"),
    quantity: ({ use }) => use("egress"),
  },
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
  meters: [...flexMeters, ...consumptionMeters, ...commonMeters],
  cap: capOf,
};

/** Processors and GiB of the Premium plan's instances: https://learn.microsoft.com/azure/azure-functions/functions-premium-plan#available-instance-skus */
const premium: Readonly<Record<string, { readonly cpu: number; readonly memory: number }>> = {
  EP1: { cpu: 1, memory: 3.5 },
  EP2: { cpu: 2, memory: 7 },
  EP3: { cpu: 4, memory: 14 },
};

const skuOf = (inputs: Inputs): string => inputs.text("sku.name");

/** At least one is there all the time: https://learn.microsoft.com/azure/azure-functions/functions-premium-plan#billing */
function premiumHours({ inputs, use }: Reading): number {
  return Math.max(Math.max(1, inputs.number("sku.capacity", 1)) * hoursPerMonth, use("instanceHours"));
}

const premiumMeter = (id: string, size: "cpu" | "memory"): Meter => ({
  price: ({ inputs }) => (Object.hasOwn(premium, skuOf(inputs)) ? id : undefined),
  quantity: (reading) => (premium[skuOf(reading.inputs)]?.[size] ?? 0) * premiumHours(reading),
});

/** Plans that are not paid for: apps are by what they do, or there is nothing to pay for. */
const freePlans: ReadonlySet<string> = new Set([...Object.keys(hostings), "F1"]);

/** @throws UnreadableInput when it is of a size that has no price in the book */
function basicPrice({ inputs }: Reading): string | undefined {
  const sku = skuOf(inputs);
  if (freePlans.has(sku) || Object.hasOwn(premium, sku)) return undefined;
  if (sku !== "B1") throw noPrice("sku.name", sku);
  if (!inputs.flag("reserved")) throw new UnreadableInput("reserved", "is not true, and the book has B1 only on Linux");
  return "azure.appservice.b1-linux";
}

export const appServicePlan: MeteredType = {
  type: planType,
  source: "https://azure.microsoft.com/pricing/details/app-service/linux/",
  meters: [
    premiumMeter("azure.functions.premium.cpu", "cpu"),
    premiumMeter("azure.functions.premium.memory", "memory"),
    { price: basicPrice, quantity: ({ inputs }) => inputs.number("sku.capacity", 1) * hoursPerMonth },
  ],
};

/** Types of Azure's own that cost nothing: the delivery of code to an app. */
const freeResources: ReadonlySet<string> = new Set(["Microsoft.Web/extensions"]);

/** Any type of Azure's own, which decides what is paid for. */
export const genericResource: MeteredType = {
  type: "azure-native:resources:Resource",
  source: "https://azure.microsoft.com/pricing/details/functions/",
  meters: [
    {
      price({ inputs }) {
        const type = `${inputs.text("resourceProviderNamespace")}/${inputs.text("resourceType")}`;
        if (freeResources.has(type)) return undefined;
        throw new UnreadableInput("resourceType", `makes it a ${type}, whose costs Fourfold does not know`);
      },
      quantity: () => 0,
    },
  ],
};
