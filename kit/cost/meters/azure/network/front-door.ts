import type { MeteredType, Reading } from "../../contract.ts";
import { oneOf } from "../../guards.ts";
import { gigabytes } from "../units.ts";

/** As in the ids of prices. */
const tiers: Readonly<Record<string, string>> = {
  Standard_AzureFrontDoor: "standard",
  Premium_AzureFrontDoor: "premium",
};

const priceOf =
  (what: string) =>
  ({ inputs }: Reading): string =>
    `azure.frontdoor.${tiers[inputs.text("sku.name")]}.${what}`;

/** Its rules, rule sets and firewall policies are free: https://learn.microsoft.com/azure/frontdoor/understanding-pricing */
export const frontDoorProfile: MeteredType = {
  type: "azure-native:cdn:Profile",
  source: "https://azure.microsoft.com/pricing/details/frontdoor/",
  guards: { "sku.name": oneOf(...Object.keys(tiers)) },
  meters: [
    { price: priceOf("base"), quantity: () => 1 },
    { price: priceOf("requests"), quantity: ({ use }) => use("requests") },
    { price: priceOf("egress"), quantity: ({ use }) => use("egress") },
    { price: "azure.frontdoor.origin", quantity: ({ use }) => gigabytes(use("requests") * use("requestSize")) },
  ],
};
