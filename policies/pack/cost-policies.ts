import type { PolicyResource, StackValidationPolicy } from "@pulumi/policy";
import { longestResponse } from "../../kit/cost/estimate/response-time.ts";
import { isFourfoldError } from "../../kit/spec/errors.ts";
import { type CostAssessment, explainCost } from "../costs/contract.ts";
import type { CostBudget, CostSettings } from "../settings/costs.ts";
import type { Settings } from "../settings/settings.ts";
import type { Context } from "./context.ts";

/** What Pulumi's configuration of the pack can say: of the stack as a whole. */
type Configured = CostBudget & Pick<CostSettings, "responseTime">;

const nothing: CostSettings = { clouds: {}, components: {}, usage: {}, prices: {}, unpriced: {} };

/** The budget in Pulumi's configuration of the pack, over the team's. */
export function withConfig(
  costs: Settings["costs"],
  { monthly, exposure, responseTime }: Configured,
): Settings["costs"] {
  const isBudget = monthly !== undefined || exposure !== undefined;
  if (!isBudget && (costs === undefined || costs === "none")) return costs;
  const team = costs === undefined || costs === "none" ? nothing : costs;
  const stack = { monthly: monthly ?? team.stack?.monthly, exposure: exposure ?? team.stack?.exposure };
  return { ...team, ...(isBudget ? { stack } : {}), responseTime: responseTime ?? team.responseTime };
}

/** Prices and meters are loaded when a stack is complete, and not when a pack starts. */
async function assess(
  resources: readonly PolicyResource[],
  costs: Settings["costs"],
  { session, today }: Context,
): Promise<CostAssessment> {
  const { assessCosts } = await import("../costs/assess.ts");
  try {
    return assessCosts(session.costedProgramOf(resources), costs, today);
  } catch (error) {
    if (!isFourfoldError(error)) throw error;
    // A file that the budget needs and that cannot be read: what nobody can check is refused.
    const { what, where = "costs", fix } = error.problem;
    const told = { what: `${where}: ${what.replace(/\.$/, "")}`, fix: fix.replace(/\.$/, "") };
    return { findings: [{ kind: "invalid", about: "the stack", ...told }], spent: [], notes: [] };
  }
}

const dollars = { type: "number", minimum: 0 } as const;
const hours = { type: "number", exclusiveMinimum: 0, maximum: longestResponse } as const;

/** The policies on what a stack costs: what is refused, and what is told. */
export function costPolicies(context: Context): readonly StackValidationPolicy[] {
  let notes: CostAssessment["notes"] = [];
  return [
    {
      name: "cost-budget",
      displayName: "Cost budget",
      description: "The costs stay within the budget.",
      enforcementLevel: "mandatory",
      configSchema: {
        properties: { monthly: dollars, exposure: dollars, responseTime: hours },
      },
      async validateStack({ resources, getConfig }, report) {
        const assessment = await assess(resources, withConfig(context.settings.costs, getConfig()), context);
        ({ notes } = assessment);
        for (const finding of assessment.findings) report(explainCost(finding), finding.urn);
      },
    },
    {
      name: "cost-notes",
      displayName: "Notes on costs",
      description:
        "What is assumed of the usage, what is let pass without a price, and names in the settings that nothing in the stack has.",
      enforcementLevel: "advisory",
      validateStack(_, report) {
        for (const note of notes) report(note);
      },
    },
  ];
}
