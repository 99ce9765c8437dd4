import { formatExposed, formatUsd } from "../../kit/cost/report/format.ts";
import { type CostAssessment, type CostFinding, explainCost, type Spent } from "../costs/contract.ts";
import { counted } from "./refusals.ts";

/** Why a program is refused for its costs, as parts of a sentence. */
export const costRefusals = ({ findings }: CostAssessment): readonly string[] =>
  findings.length === 0 ? [] : [`${counted(findings.length, "finding")} about costs`];

const formatFinding = ({ what, fix }: CostFinding): readonly string[] => [`  ${what}.`, `    ${fix}.`];

/** What of a budget is spent: `the stack: $213.40 of $300.00 a month, $12.30 of $40.00 at its caps`. */
function formatSpent({ name, budget, monthly, exposure, isUnbounded }: Spent): string {
  const of = (cap: number | undefined): string => (cap === undefined ? "" : ` of ${formatUsd(cap)}`);
  const exposed = formatExposed(exposure, isUnbounded).trim();
  return `  ${name}: ${formatUsd(monthly)}${of(budget.monthly)} a month, ${exposed}${of(budget.exposure)} at its caps`;
}

/** How many parts are told: a name may mean any number of components. */
const most = 12;

/** What a program costs and may cost, for people. */
export function formatCosts({ findings, spent }: CostAssessment): readonly string[] {
  const left = spent.length - most;
  return [
    ...(findings.length === 0 ? [] : ["Refused for its costs:", ...findings.flatMap(formatFinding), ""]),
    ...(spent.length === 0 ? [] : ["Cost budget:", ...spent.slice(0, most).map(formatSpent)]),
    ...(left > 0 ? [`  and ${left} more`] : []),
  ];
}

/** The same for programs. */
export const describeCosts = ({ findings, spent, notes }: CostAssessment): object => ({
  isRefused: findings.length > 0,
  budgets: spent.map(({ name, where, budget, monthly, exposure, isUnbounded }) => ({
    ...{ name, where, isUnbounded },
    monthly: { spent: monthly, cap: budget.monthly ?? null },
    exposure: { spent: exposure, cap: budget.exposure ?? null },
  })),
  findings,
  notes,
});

/** A test of a budget. */
interface CostCase {
  readonly name: string;
  readonly classname: string;
  /** Why it fails. @default it passes */
  readonly failure?: string;
}

/** The same as tests: each finding fails, and each budget that holds passes. */
export function costCases({ findings, spent }: CostAssessment): readonly CostCase[] {
  const broken = new Set(findings.map(({ about }) => about));
  const classname = "cost-budget";
  return [
    ...findings.map((finding) => {
      return { name: `${finding.about} ${finding.kind}`, classname, failure: explainCost(finding) };
    }),
    ...spent.filter(({ name }) => !broken.has(name)).map(({ name }) => ({ name, classname })),
  ];
}
