import type { MeteredType, Reading } from "../../contract.ts";
import { notWhere, only } from "../../guards.ts";
import { onlyWhere } from "../../only-where.ts";

/** What the Standard plan sends in a month without a further charge, in GB: https://azure.microsoft.com/pricing/details/app-service/static/ */
const includedEgress = 100;

const isStandard = ({ inputs }: Reading): boolean => inputs.text("sku.name") === "Standard";

export const staticSite: MeteredType = {
  type: "azure-native:web:StaticSite",
  source: "https://azure.microsoft.com/pricing/details/app-service/static/",
  guards: {
    "sku.name": only("Free", "Standard"),
    egress: notWhere(
      (reading) => isStandard(reading) && reading.use("egress") > includedEgress,
      `is above ${includedEgress} GB, for which the book has no price`,
    ),
  },
  meters: [onlyWhere(isStandard, { price: "azure.staticwebapps.standard", quantity: () => 1 })],
};
