import { hoursPerMonth } from "../../../prices/allowances.ts";
import type { Inputs } from "../../../resources/inputs.ts";
import type { MeteredType } from "../../contract.ts";
import { only } from "../../guards.ts";

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
  const size = inputs.number("memorySizeGb", 1);
  return `gcp.memorystore.${tiers[inputs.text("tier", "BASIC")]}.${capacities.find(([, most]) => size <= most)?.[0]}`;
}

export const redisInstance: MeteredType = {
  type: "gcp:redis/instance:Instance",
  source: "https://cloud.google.com/memorystore/docs/redis/pricing",
  guards: {
    tier: only("BASIC", "STANDARD_HA"),
    // Replicas are nodes that have prices of their own.
    readReplicasMode: only("READ_REPLICAS_DISABLED"),
  },
  meters: [
    {
      price: ({ inputs }) => priceOf(inputs),
      quantity: ({ inputs }) => inputs.number("memorySizeGb", 1) * hoursPerMonth,
    },
  ],
};
