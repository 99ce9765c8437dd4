import { hoursPerMonth } from "../../../prices/allowances.ts";
import type { MeteredType, Reading } from "../../contract.ts";
import { oneOf } from "../../guards.ts";
import { secondsPerMonth } from "../../units.ts";

/** Capacity units that an instance has, and Mbit/s of each: https://learn.microsoft.com/azure/application-gateway/understanding-pricing */
const [unitsOfInstance, megabitsOfUnit] = [10, 2.22];

/** What is reserved by instances, or needed on average for what is sent. */
function capacityUnits({ inputs, use }: Reading): number {
  const reserved = inputs.has("autoscaleConfiguration")
    ? inputs.number("autoscaleConfiguration.minCapacity", 0)
    : inputs.number("sku.capacity", 0);
  const megabits = (use("egress") * 8 * 1_024) / secondsPerMonth;
  return Math.max(reserved * unitsOfInstance, megabits / megabitsOfUnit);
}

export const applicationGateway: MeteredType = {
  type: "azure-native:network:ApplicationGateway",
  source: "https://azure.microsoft.com/pricing/details/application-gateway/",
  guards: { "sku.tier": oneOf("Standard_v2") },
  meters: [
    { price: "azure.applicationgateway.hours", quantity: () => hoursPerMonth },
    { price: "azure.applicationgateway.units", quantity: (reading) => capacityUnits(reading) * hoursPerMonth },
  ],
};
