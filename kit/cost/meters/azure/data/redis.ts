import { hoursPerMonth } from "../../../prices/allowances.ts";
import type { Inputs } from "../../../resources/inputs.ts";
import type { MeteredType } from "../../contract.ts";
import { noPriceFor, oneOf } from "../../guards.ts";

/** The caches that the book has prices for. */
const caches: ReadonlySet<string> = new Set(["basic.c0", "basic.c1", "standard.c0", "standard.c1"]);

const skuOf = (inputs: Inputs): string =>
  `${inputs.text("sku.name")}.${inputs.text("sku.family", "C")}${inputs.number("sku.capacity", -1)}`.toLowerCase();

/** A cache of the tier Standard has two nodes, which its price is for: https://azure.microsoft.com/pricing/details/cache/ */
export const redisCache: MeteredType = {
  type: "azure-native:redis:Redis",
  source: "https://azure.microsoft.com/pricing/details/cache/",
  guards: { sku: ({ inputs }) => (caches.has(skuOf(inputs)) ? undefined : noPriceFor(skuOf(inputs))) },
  meters: [{ price: ({ inputs }) => `azure.redis.${skuOf(inputs)}`, quantity: () => hoursPerMonth }],
};

/** Two nodes, unless it is not to be highly available: https://learn.microsoft.com/azure/redis/high-availability */
export const managedRedis: MeteredType = {
  type: "azure-native:redisenterprise:RedisEnterprise",
  source: "https://azure.microsoft.com/pricing/details/managed-redis/",
  guards: { "sku.name": oneOf("Balanced_B0") },
  meters: [
    {
      price: "azure.redis.managed.b0",
      quantity: ({ inputs }) => hoursPerMonth * (inputs.text("highAvailability") === "Disabled" ? 1 : 2),
    },
  ],
};
