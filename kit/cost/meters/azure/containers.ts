import { type Inputs, UnreadableInput } from "../../resources/inputs.ts";
import type { Cap, Meter, MeteredType, Reading } from "../contract.ts";
import { noPrice } from "../no-price.ts";

/** https://learn.microsoft.com/azure/container-apps/scale-app */
const defaults = { replicas: 10, concurrency: 10 };

/** What an app is billed for all the time has another price. */
function checkApp(inputs: Inputs): void {
  const profile = inputs.text("workloadProfileName", "Consumption");
  if (profile !== "Consumption") throw noPrice("workloadProfileName", profile);
  if (inputs.number("template.scale.minReplicas", 0) > 0)
    throw new UnreadableInput("template.scale.minReplicas", "is above 0, and the book has no price for idle replicas");
}

/** The GiB in a text like `0.5Gi`. @throws UnreadableInput when it is another */
function gibibytes(container: Inputs): number {
  const text = container.text("resources.memory", "0.5Gi");
  const [, number] = /^(\d+(?:\.\d+)?)Gi$/.exec(text) ?? [];
  if (number === undefined)
    throw new UnreadableInput("template.containers", `has memory that is not like 0.5Gi: "${text}"`);
  return Number(number);
}

/** How long replicas are active. */
const seconds = ({ use }: Reading): number =>
  (use("requests") * use("duration")) / 1_000 / Math.max(1, use("concurrency"));

const compute = (id: string, of: (container: Inputs) => number): Meter => ({
  price({ inputs }) {
    checkApp(inputs);
    return id;
  },
  quantity(reading) {
    const containers = reading.inputs.list("template.containers");
    return seconds(reading) * containers.reduce((total, container) => total + of(container), 0);
  },
});

/** Requests that a replica processes before there is another one. */
function perReplica(inputs: Inputs): number {
  const [said] = inputs
    .list("template.scale.rules")
    .map((rule) => rule.number("http.metadata.concurrentRequests", 0))
    .filter((each) => each > 0);
  return said ?? defaults.concurrency;
}

/** https://learn.microsoft.com/azure/container-apps/billing */
export const containerApp: MeteredType = {
  type: "azure-native:app:ContainerApp",
  source: "https://azure.microsoft.com/pricing/details/container-apps/",
  meters: [
    compute("azure.containerapps.cpu", (container) => container.number("resources.cpu", 0.25)),
    compute("azure.containerapps.memory", gibibytes),
    {
      price: ({ inputs }) => (inputs.has("configuration.ingress") ? "azure.containerapps.requests" : undefined),
      quantity: ({ use }) => use("requests"),
    },
    {
      price: ({ inputs }) => (inputs.flag("configuration.ingress.external") ? "azure.egress" : undefined),
      quantity: ({ use }) => use("egress"),
    },
  ],
  cap: ({ inputs }): Cap => ({
    concurrency: inputs.number("template.scale.maxReplicas", defaults.replicas) * perReplica(inputs),
  }),
};

/** The days of a month that registries are paid for, as calculators count them, and what Basic includes in GB: https://azure.microsoft.com/pricing/details/container-registry/ */
const registry = { days: 30, included: 10 };

/** @throws UnreadableInput when the book has no price for its tier */
const basic =
  (id: string) =>
  ({ inputs }: Reading): string => {
    const tier = inputs.text("sku.name");
    if (tier !== "Basic") throw noPrice("sku.name", tier);
    return id;
  };

export const containerRegistry: MeteredType = {
  type: "azure-native:containerregistry:Registry",
  source: "https://azure.microsoft.com/pricing/details/container-registry/",
  meters: [
    { price: basic("azure.registry.basic"), quantity: () => registry.days },
    {
      price: basic("azure.registry.storage"),
      quantity: ({ use }) => Math.max(0, use("storage") - registry.included),
    },
  ],
};
