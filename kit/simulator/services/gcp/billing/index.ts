import type { Service } from "../../../contract.ts";
import { budgetType } from "./budget.ts";

/** Billing: an account pays for every project. No money is counted, so no alarm goes off. */
export function billingService(): Service {
  return { name: "Billing", types: [budgetType] };
}
