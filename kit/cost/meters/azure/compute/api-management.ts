import type { MeteredType } from "../../contract.ts";
import { oneOf } from "../../guards.ts";

export const apiManagement: MeteredType = {
  type: "azure-native:apimanagement:ApiManagementService",
  source: "https://azure.microsoft.com/pricing/details/api-management/",
  guards: { "sku.name": oneOf("Consumption") },
  meters: [{ price: "azure.apimanagement.consumption.calls", quantity: ({ use }) => use("requests") }],
};
