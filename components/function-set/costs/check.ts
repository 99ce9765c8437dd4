import { FourfoldError, nearest } from "fourfold";
import type { FunctionSetArgs } from "../args.ts";
import { membersOf } from "../checks.ts";

/** Refuses a budget without an amount, and an amount that there cannot be. */
function checkCostBudget({ costBudget }: FunctionSetArgs, where: string): void {
  if (costBudget === undefined) return;
  const amounts = Object.entries(costBudget).filter(([, usd]) => usd !== undefined);
  const refuse = (what: string): never => {
    const fix = "Write US dollars: `costBudget: { monthly: 20, exposure: 5 }`.";
    throw new FourfoldError("ERR_ARGUMENT", { where, what, fix });
  };
  if (amounts.length === 0) refuse("`costBudget` has no amount.");
  for (const [name, usd] of amounts) {
    if (!(Number.isFinite(usd) && usd >= 0)) refuse(`\`costBudget.${name}\` is ${usd}, and not an amount from 0 on.`);
  }
}

/** Everything in the set. */
export const everything = "*";

/** Refuses usage of what the set does not make, and an amount that there cannot be. */
function checkCostUsage({ costUsage = {}, ...args }: FunctionSetArgs, where: string): void {
  const keys = [...new Set(membersOf(args).flatMap((members) => members.keys))];
  const refuse = (what: string, fix: string): never => {
    throw new FourfoldError("ERR_ARGUMENT", { where, what, fix });
  };
  for (const [name, usage] of Object.entries(costUsage)) {
    if (name !== everything && !keys.includes(name)) {
      const meant = nearest(name, keys);
      const listed = `Name one of ${[everything, ...keys].join(", ")}.`;
      refuse(
        `\`costUsage\` names "${name}", which the set does not make.`,
        meant === undefined ? listed : `Did you mean "${meant}"?`,
      );
    }
    for (const [key, amount] of Object.entries(usage)) {
      if (Number.isFinite(amount) && amount >= 0) continue;
      refuse(
        `\`costUsage.${name}.${key}\` is ${amount}, and not an amount from 0 on.`,
        "Correct it: docs/cost.md#usage.",
      );
    }
  }
}

/**
 * Refuses what there cannot be of a set's costs.
 * @throws FourfoldError `ERR_ARGUMENT` with what to do.
 */
export function checkCosts(args: FunctionSetArgs, where: string): void {
  checkCostBudget(args, where);
  checkCostUsage(args, where);
}
