import type { Service } from "../../../contract.ts";
import { budgetType } from "./budget.ts";

/** Cost Management: no money is counted, so no alarm goes off. */
export function consumptionService(): Service {
  return { name: "Cost Management", types: [budgetType] };
}
