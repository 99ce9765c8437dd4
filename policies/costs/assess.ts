import type { Evaluated } from "../../kit/cost/compare/difference.ts";
import type { Costs } from "../../kit/cost/costs.ts";
import { strangeNames } from "../../kit/cost/estimate/usage.ts";
import { evaluateResources, type Terms } from "../../kit/cost/evaluate.ts";
import { counted, formatUsd } from "../../kit/cost/report/format.ts";
import { assumptionsOf, totalOf } from "../../kit/cost/report/summary.ts";
import type { Day } from "../engine/dates.ts";
import type { CostSettings } from "../settings/costs.ts";
import type { Settings } from "../settings/settings.ts";
import type { CostAssessment, CostedProgram, CostFinding } from "./contract.ts";
import { growthOf } from "./growth.ts";
import { listed } from "./listed.ts";
import { type Parts, partsOf } from "./parts.ts";
import { spendingOf } from "./spending.ts";
import { unpricedOf } from "./unpriced.ts";

/** Allowances belong to an account, of which a program is not the only one: no budget counts on them. */
const termsOf = (settings: CostSettings | undefined, today: Day): Terms => ({
  ...{ usage: settings?.usage ?? {}, override: settings?.prices, allowances: 0, at: new Date(`${today}T00:00:00Z`) },
  ...(settings?.responseTime === undefined ? {} : { responseTime: settings.responseTime }),
});

/** What a program is estimated at: where a budget starts from. */
function estimated(costs: Costs): { readonly text: string; readonly budget: string } {
  const { coverage, lines } = costs.estimate;
  const unpriced = counted(coverage.all - coverage.known, "resource");
  // Nothing is no amount to start from.
  if (lines.length === 0 && coverage.known < coverage.all) {
    return { text: `There is no estimate: ${unpriced} cannot be priced`, budget: "monthly: …" };
  }
  const { expected, isUnbounded } = totalOf(costs);
  const without = coverage.known === coverage.all ? "" : `, without ${unpriced} that cannot be priced`;
  const capped = isUnbounded ? "" : `, exposure: ${Math.ceil(costs.exposure.usd)}`;
  return {
    text: `It is estimated at ${formatUsd(expected)} a month${without}`,
    budget: `monthly: ${Math.ceil(expected)}${capped}`,
  };
}

/** Somebody has to say what a program may cost. */
function missing({ costs }: Evaluated, isSaid: boolean): CostFinding {
  const said = isSaid ? "`costs` has no budget for anything that is in it" : "the settings have no `costs`";
  const { text, budget } = estimated(costs);
  return {
    ...{ kind: "missing", about: "the stack" },
    what: `Nobody has said what the stack may cost: ${said}. ${text}`,
    fix: `Write \`costs: { stack: { ${budget} } }\` with what it may, or \`costs: none\`: docs/policies.md#cost-budgets`,
  };
}

/** Names in settings that nothing in the program has. */
function strangeNotes({ strange }: Parts, { usage }: CostSettings, { resources }: CostedProgram): readonly string[] {
  const note = (property: string) => (name: string) =>
    `\`${property}\` of \`costs\` names ${name}, which nothing in the program has.`;
  return [...strange.map(note("components")), ...strangeNames(resources, usage).map(note("usage"))];
}

/** A verdict is only as good as the usage that it is about, which people who read it have to know. */
function assumedNotes({ costs }: Evaluated): readonly string[] {
  const assumed = assumptionsOf(costs.estimate).map(
    ({ name, resources }) => `${name} of ${counted(resources, "resource")}`,
  );
  const way = "`fourfold cost usage` writes a file to fill in";
  return assumed.length === 0 ? [] : [`Assumed, since nobody has said how much is used: ${listed(assumed)}. ${way}.`];
}

function assessWith(settings: CostSettings, program: CostedProgram, today: Day): CostAssessment {
  const found = partsOf(program, settings);
  const evaluated = evaluateResources(program.resources, termsOf(settings, today));
  const isBudgeted = found.isHeld || settings.growth !== undefined || evaluated.costs.estimate.coverage.all === 0;
  const { spent, findings } = spendingOf(found, evaluated);
  const unpriced = unpricedOf(found, settings, evaluated);
  return {
    spent,
    findings: [
      ...(isBudgeted ? [] : [missing(evaluated, true)]),
      ...[...found.findings, ...findings],
      ...(settings.growth === undefined ? [] : growthOf(settings.growth, evaluated)),
      ...unpriced.findings,
    ],
    notes: [...assumedNotes(evaluated), ...unpriced.notes, ...strangeNotes(found, settings, program)],
  };
}

/**
 * Holds what a program costs to the budget of its team.
 * @throws FourfoldError `ERR_CONFIG`, `ERR_USAGE` when a file that the budget names, or usage that a component carries, cannot be read, or with
 * what is wrong in it.
 */
export function assessCosts(program: CostedProgram, costs: Settings["costs"], today: Day): CostAssessment {
  if (costs === "none") return { findings: [], spent: [], notes: [] };
  if (costs !== undefined) return assessWith(costs, program, today);
  const evaluated = evaluateResources(program.resources, termsOf(undefined, today));
  return { findings: [missing(evaluated, false)], spent: [], notes: assumedNotes(evaluated) };
}
