import { FourfoldError, nearest } from "fourfold";
import type { FunctionSetArgs } from "./args.ts";
import { membersOf } from "./checks.ts";

/** What policies and `fourfold cost` find of a set, by its component: docs/policies.md#cost-budgets, docs/cost.md#usage. */
export type Costs = Pick<FunctionSetArgs, "costBudget" | "costUsage">;

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
const everything = "*";

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

/** Usage by the names of the components that a set makes, which several members may share. */
function usageOf({ costUsage = {}, ...args }: FunctionSetArgs, name: string): NonNullable<Costs["costUsage"]> {
  const members = membersOf(args);
  const named = Object.entries(costUsage).flatMap(([key, usage]) => {
    const makers = members.filter(({ keys }) => keys.includes(key));
    const names = key === everything ? [everything] : makers.map(({ nameOf }) => nameOf(name, key));
    return names.map((component) => [component, { ...usage }] as const);
  });
  return Object.fromEntries(named);
}

/**
 * What the component of a set says of its costs.
 * @throws FourfoldError `ERR_ARGUMENT` for what there cannot be.
 */
export function costsOf(args: FunctionSetArgs, name: string, where: string): Costs {
  checkCostBudget(args, where);
  checkCostUsage(args, where);
  return {
    ...(args.costBudget === undefined ? {} : { costBudget: { ...args.costBudget } }),
    ...(args.costUsage === undefined ? {} : { costUsage: usageOf(args, name) }),
  };
}
