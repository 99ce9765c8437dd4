import { hoursPerMonth } from "../../prices/allowances.ts";
import type { MeteredType } from "../contract.ts";
import { noPrice } from "../no-price.ts";

/** The caches that the book has prices for. */
const caches: ReadonlySet<string> = new Set(["basic.c0", "basic.c1", "standard.c0", "standard.c1"]);

/** A cache of the tier Standard has two nodes, which its price is for: https://azure.microsoft.com/pricing/details/cache/ */
export const redisCache: MeteredType = {
  type: "azure-native:redis:Redis",
  source: "https://azure.microsoft.com/pricing/details/cache/",
  meters: [
    {
      price({ inputs }) {
        const sku = `${inputs.text("sku.name")}.${inputs.text("sku.family", "C")}${inputs.number("sku.capacity", -1)}`;
        if (!caches.has(sku.toLowerCase())) throw noPrice("sku", sku);
        return `azure.redis.${sku.toLowerCase()}`;
      },
      quantity: () => hoursPerMonth,
    },
  ],
};

/** Two nodes, unless it is not to be highly available: https://learn.microsoft.com/azure/redis/high-availability */
export const managedRedis: MeteredType = {
  type: "azure-native:redisenterprise:RedisEnterprise",
  source: "https://azure.microsoft.com/pricing/details/managed-redis/",
  meters: [
    {
      price({ inputs }) {
        const sku = inputs.text("sku.name");
        if (sku !== "Balanced_B0") throw noPrice("sku.name", sku);
        return "azure.redis.managed.b0";
      },
      quantity: ({ inputs }) => hoursPerMonth * (inputs.text("highAvailability") === "Disabled" ? 1 : 2),
    },
  ],
};
