import type { Policies } from "@pulumi/policy";
import type { Rule } from "../contract/rule.ts";
import { budgetPolicies } from "./budget-policies.ts";
import type { Context } from "./context.ts";
import { costPolicies } from "./cost-policies.ts";
import { policyFor } from "./rule-policies.ts";

/** Rules of one name. */
const isSome = (rules: Rule[]): rules is [Rule, ...Rule[]] => rules.length > 0;

/**
 * The policies of a pack: one for each name in the catalogue, and at the end those about the stack as a whole, which depend on what the
 * others have found.
 */
export function createPolicies(context: Context): Policies {
  const byName = [...Map.groupBy(context.catalogue, ({ name }) => name).values()].filter(isSome);
  return [
    ...byName.map((rules, at) => policyFor(rules, at, context)),
    ...budgetPolicies(context),
    ...costPolicies(context),
  ];
}
