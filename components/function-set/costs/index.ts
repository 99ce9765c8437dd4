import type { FunctionSetArgs } from "../args.ts";
import { membersOf } from "../checks.ts";
import { checkCosts, everything } from "./check.ts";

/** What policies and `fourfold cost` find of a set, by its component: docs/policies.md#cost-budgets, docs/cost.md#usage. */
export type Costs = Pick<FunctionSetArgs, "costBudget" | "costUsage">;

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
  checkCosts(args, where);
  return {
    ...(args.costBudget === undefined ? {} : { costBudget: { ...args.costBudget } }),
    ...(args.costUsage === undefined ? {} : { costUsage: usageOf(args, name) }),
  };
}
