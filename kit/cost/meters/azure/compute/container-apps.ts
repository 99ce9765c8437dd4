import { type Inputs, UnreadableInput } from "../../../resources/inputs.ts";
import type { Cap, Meter, MeteredType, Reading } from "../../contract.ts";
import { notWhere, only } from "../../guards.ts";
import { onlyWhere } from "../../only-where.ts";

/** https://learn.microsoft.com/azure/container-apps/scale-app */
const defaults = { replicas: 10, concurrency: 10 };

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

const compute = (price: string, of: (container: Inputs) => number): Meter => ({
  price,
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
  // What an app is billed for all the time has other prices.
  guards: {
    workloadProfileName: only("Consumption"),
    "template.scale.minReplicas": notWhere(
      ({ inputs }, property) => inputs.number(property, 0) > 0,
      "is above 0, and the book has no price for idle replicas",
    ),
  },
  meters: [
    compute("azure.containerapps.cpu", (container) => container.number("resources.cpu", 0.25)),
    compute("azure.containerapps.memory", gibibytes),
    onlyWhere(({ inputs }) => inputs.has("configuration.ingress"), {
      price: "azure.containerapps.requests",
      quantity: ({ use }) => use("requests"),
    }),
    onlyWhere(({ inputs }) => inputs.flag("configuration.ingress.external"), {
      price: "azure.egress",
      quantity: ({ use }) => use("egress"),
    }),
  ],
  cap: ({ inputs }): Cap => ({
    concurrency: inputs.number("template.scale.maxReplicas", defaults.replicas) * perReplica(inputs),
  }),
};
