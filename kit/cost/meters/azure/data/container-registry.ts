import type { MeteredType } from "../../contract.ts";
import { oneOf } from "../../guards.ts";

/** The days of a month that registries are paid for, as calculators count them, and what Basic includes in GB: https://azure.microsoft.com/pricing/details/container-registry/ */
const [days, included] = [30, 10];

export const containerRegistry: MeteredType = {
  type: "azure-native:containerregistry:Registry",
  source: "https://azure.microsoft.com/pricing/details/container-registry/",
  guards: { "sku.name": oneOf("Basic") },
  meters: [
    { price: "azure.registry.basic", quantity: () => days },
    { price: "azure.registry.storage", quantity: ({ use }) => Math.max(0, use("storage") - included) },
  ],
};
