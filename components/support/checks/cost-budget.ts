import { FourfoldError } from "fourfold";

/** What a component may cost, for the policies that a deployment is held to: docs/policies.md#cost-budgets. */
export interface CostBudgetArgs {
  /** US dollars a month, as expected. @default any amount */
  monthly?: number;
  /** US dollars until somebody stops it, while everything with a cap is at its cap. @default any amount */
  exposure?: number;
}

/**
 * Refuses a budget that holds nothing.
 * @throws FourfoldError `ERR_ARGUMENT`
 */
export function checkCostBudget({ monthly, exposure }: CostBudgetArgs, where: string): void {
  const amounts = Object.entries({ monthly, exposure }).filter(([, usd]) => usd !== undefined);
  const refuse = (what: string): never => {
    const fix = "Write US dollars: `costBudget: { monthly: 20, exposure: 5 }`.";
    throw new FourfoldError("ERR_ARGUMENT", { where, what, fix });
  };
  if (amounts.length === 0) refuse("`costBudget` has no amount.");
  for (const [name, usd] of amounts) {
    if (!(Number.isFinite(usd) && Number(usd) >= 0))
      refuse(`\`costBudget.${name}\` is ${usd}, and not an amount from 0 on.`);
  }
}
