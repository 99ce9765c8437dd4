import { type Severity, severities, weights } from "../contract/rule.ts";
import type { Subject } from "../contract/subject.ts";
import type { CostAssessment } from "../costs/contract.ts";
import type { Assessment } from "../engine/assess.ts";
import { describeFinding } from "../engine/finding.ts";
import type { Judged, Verdict } from "../engine/verdicts.ts";
import type { Settings } from "../settings/settings.ts";
import { costRefusals, formatCosts } from "./costs.ts";
import { counted, refusals, remarks } from "./refusals.ts";

/** What is told of each verdict, in this order. Findings that somebody answers for, or that have time, are counted only. */
const chapters: readonly (readonly [verdict: Verdict, title: string])[] = [
  ["denied", "Denied"],
  ["overdue", "Known, and not mended in time"],
  ["new", "New, where only what was known before is let pass"],
  ["counted", "Counted in the budget"],
  ["advised", "Advised"],
];

/** Where a resource is constructed, as editors open it. */
const positionOf = ({ position }: Subject): string =>
  position === undefined
    ? ""
    : `, ${position.file}:${position.line}${position.column === undefined ? "" : `:${position.column}`}`;

const formatFinding = ({ finding }: Judged): readonly string[] => [
  `    ${finding.subject.name} (${finding.subject.type})${positionOf(finding.subject)}`,
  `      ${describeFinding(finding)} ${finding.fix}.`,
];

/** The findings of a rule: why it matters is said once. */
function formatRule(judged: readonly Judged[]): readonly string[] {
  const [first] = judged;
  if (first === undefined) return [];
  const { name, severity, why } = first.finding.rule;
  return [`  ${name} (${severity}): ${why}`, ...judged.flatMap(formatFinding)];
}

const worstFirst = (one: readonly Judged[], other: readonly Judged[]): number => {
  const weigh = ([judged]: readonly Judged[]) => (judged === undefined ? 0 : weights[judged.finding.rule.severity]);
  return weigh(other) - weigh(one);
};

function formatChapter(judged: readonly Judged[], title: string): readonly string[] {
  if (judged.length === 0) return [];
  const byRule = [...Map.groupBy(judged, ({ finding }) => finding.rule.name).values()];
  return [`${title}:`, ...byRule.toSorted(worstFirst).flatMap(formatRule), ""];
}

const capOf = (cap: number | undefined): string => (cap === undefined ? "" : ` of ${cap}`);

/** The security budget in one line: what is spent of what there is. */
function formatBudget({ spent }: Assessment, { caps, weight }: Settings): string {
  const parts = severities.map((severity: Severity) => `${severity} ${spent.counts[severity]}${capOf(caps[severity])}`);
  return `Security budget: ${parts.join(", ")}; weight ${spent.weight}${capOf(weight)}.`;
}

/** What was passed over, in one line each. */
function formatPassed({ judged }: Assessment): readonly string[] {
  const count = (verdict: Verdict) => judged.filter((each) => each.verdict === verdict).length;
  return [
    ...(count("exempt") === 0 ? [] : [`Exempt: ${counted(count("exempt"), "finding")}.`]),
    ...(count("known") === 0 ? [] : [`Known, with time to mend them: ${counted(count("known"), "finding")}.`]),
  ];
}

/** An assessment for people. */
export function formatAssessment(
  assessment: Assessment,
  costs: CostAssessment,
  settings: Settings,
  resources: number,
): string {
  const found = chapters.flatMap(([verdict, title]) =>
    formatChapter(
      assessment.judged.filter((each) => each.verdict === verdict),
      title,
    ),
  );
  const reasons = [...refusals(assessment, settings), ...costRefusals(costs)];
  return [
    ...found,
    ...formatCosts(costs),
    formatBudget(assessment, settings),
    ...formatPassed(assessment),
    ...[...remarks(assessment), ...costs.notes],
    reasons.length > 0 ? `Refused: ${reasons.join("; ")}.` : `${counted(resources, "resource")} within the budget.`,
  ].join("\n");
}
