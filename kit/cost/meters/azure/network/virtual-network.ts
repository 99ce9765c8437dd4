import { hoursPerMonth } from "../../../prices/allowances.ts";
import type { MeteredType } from "../../contract.ts";
import { oneOf, only } from "../../guards.ts";

export const natGateway: MeteredType = {
  type: "azure-native:network:NatGateway",
  source: "https://azure.microsoft.com/pricing/details/azure-nat-gateway/",
  guards: { "sku.name": only("Standard") },
  meters: [
    { price: "azure.natgateway.hours", quantity: () => hoursPerMonth },
    { price: "azure.natgateway.data", quantity: ({ use }) => use("egress") },
  ],
};

export const publicAddress: MeteredType = {
  type: "azure-native:network:PublicIPAddress",
  source: "https://azure.microsoft.com/pricing/details/ip-addresses/",
  guards: {
    // Without a SKU it is a Basic one, which Azure no longer has: https://learn.microsoft.com/azure/virtual-network/ip-services/public-ip-basic-upgrade-guidance
    "sku.name": oneOf("Standard"),
    "sku.tier": only("Regional"),
    publicIPAddressVersion: only("IPv4"),
    publicIPAllocationMethod: only("Static"),
  },
  meters: [{ price: "azure.publicip.standard", quantity: () => hoursPerMonth }],
};
