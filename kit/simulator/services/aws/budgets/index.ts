import type { Service } from "../../../contract.ts";
import { budgetType } from "./budget.ts";

/** Budgets: no money is counted, so no alarm goes off. */
export function budgetsService(): Service {
  return { name: "Budgets", types: [budgetType] };
}
