import { hoursPerMonth } from "../../prices/allowances.ts";
import { type Inputs, UnreadableInput } from "../../resources/inputs.ts";
import type { MeteredType } from "../contract.ts";

/** Up to how many GiB each tier of capacity goes: https://cloud.google.com/memorystore/docs/redis/pricing */
const capacities = [
  ["m1", 4],
  ["m2", 10],
  ["m3", 35],
  ["m4", 100],
  ["m5", Number.POSITIVE_INFINITY],
] as const;

/** The ids of prices by the tiers of service. */
const tiers: Readonly<Record<string, string>> = { BASIC: "basic", STANDARD_HA: "standard" };

function priceOf(inputs: Inputs): string {
  const tier = tiers[inputs.text("tier", "BASIC")];
  if (tier === undefined) throw new UnreadableInput("tier", "is not a tier that has a price");
  if (inputs.text("readReplicasMode") === "READ_REPLICAS_ENABLED") {
    throw new UnreadableInput("readReplicasMode", "adds nodes that have prices of their own");
  }
  const size = inputs.number("memorySizeGb", 1);
  return `gcp.memorystore.${tier}.${capacities.find(([, most]) => size <= most)?.[0]}`;
}

export const redisInstance: MeteredType = {
  type: "gcp:redis/instance:Instance",
  source: "https://cloud.google.com/memorystore/docs/redis/pricing",
  meters: [
    {
      price: ({ inputs }) => priceOf(inputs),
      quantity: ({ inputs }) => inputs.number("memorySizeGb", 1) * hoursPerMonth,
    },
  ],
};
