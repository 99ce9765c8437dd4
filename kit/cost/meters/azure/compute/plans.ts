import { hoursPerMonth } from "../../../prices/allowances.ts";
import type { Inputs } from "../../../resources/inputs.ts";
import type { Meter, MeteredType, Reading } from "../../contract.ts";
import { notWhere, oneOf } from "../../guards.ts";
import { onlyWhere } from "../../only-where.ts";

/** How an app is paid for: by what it does, or not at all, because its plan is. */
export type Hosting = "flex" | "consumption" | "plan";

/** https://learn.microsoft.com/azure/azure-functions/functions-infrastructure-as-code#create-the-hosting-plan */
const hostings: Readonly<Record<string, Hosting>> = { FC1: "flex", Y1: "consumption" };

const skuOf = (plan: Inputs): string => plan.text("sku.name");

/** How the apps of a plan are paid for. */
export const hostingOf = (plan: Inputs): Hosting => hostings[skuOf(plan)] ?? "plan";

/** Plans that are not paid for: apps are by what they do, or there is nothing to pay for. */
const free: readonly string[] = [...Object.keys(hostings), "F1"];

/** Processors and GiB of the Premium plan's instances: https://learn.microsoft.com/azure/azure-functions/functions-premium-plan#available-instance-skus */
const premium: Readonly<Record<string, { readonly cpu: number; readonly memory: number }>> = {
  EP1: { cpu: 1, memory: 3.5 },
  EP2: { cpu: 2, memory: 7 },
  EP3: { cpu: 4, memory: 14 },
};

/** At least one is there all the time: https://learn.microsoft.com/azure/azure-functions/functions-premium-plan#billing */
const premiumHours = ({ inputs, use }: Reading): number =>
  Math.max(Math.max(1, inputs.number("sku.capacity", 1)) * hoursPerMonth, use("instanceHours"));

const ofPremium = (id: string, size: "cpu" | "memory"): Meter =>
  onlyWhere(({ inputs }) => Object.hasOwn(premium, skuOf(inputs)), {
    price: id,
    quantity: (reading) => (premium[skuOf(reading.inputs)]?.[size] ?? 0) * premiumHours(reading),
  });

const isBasic = ({ inputs }: Reading): boolean => skuOf(inputs) === "B1";

export const appServicePlan: MeteredType = {
  type: "azure-native:web:AppServicePlan",
  source: "https://azure.microsoft.com/pricing/details/app-service/linux/",
  guards: {
    "sku.name": oneOf(...free, ...Object.keys(premium), "B1"),
    reserved: notWhere(
      (reading, property) => isBasic(reading) && !reading.inputs.flag(property),
      "is not true, and the book has B1 only on Linux",
    ),
  },
  meters: [
    ofPremium("azure.functions.premium.cpu", "cpu"),
    ofPremium("azure.functions.premium.memory", "memory"),
    onlyWhere(isBasic, {
      price: "azure.appservice.b1-linux",
      quantity: ({ inputs }) => inputs.number("sku.capacity", 1) * hoursPerMonth,
    }),
  ],
};
