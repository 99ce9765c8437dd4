import type { MeteredType } from "../../contract.ts";
import { notWhere, unsaid } from "../../guards.ts";
import { onlyWhere } from "../../only-where.ts";

/** What other plans have prices of their own for is refused. */
export const workflow: MeteredType = {
  type: "azure-native:logic:Workflow",
  source: "https://azure.microsoft.com/pricing/details/logic-apps/",
  guards: {
    integrationServiceEnvironment: unsaid,
    "parameters.$connections": notWhere(
      ({ inputs }, property) => inputs.has(property),
      "does not say how many steps are those of connectors",
    ),
  },
  meters: [
    onlyWhere(({ inputs }) => inputs.text("state", "Enabled") !== "Disabled", {
      price: "azure.logicapps.actions",
      quantity: ({ use }) => use("requests") * use("steps"),
    }),
  ],
};
