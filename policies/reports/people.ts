import { type Severity, severities, weights } from "../contract/rule.ts";
import type { Subject } from "../contract/subject.ts";
import type { Assessment } from "../engine/assess.ts";
import { describeFinding } from "../engine/finding.ts";
import type { Judged, Verdict } from "../engine/verdicts.ts";
import type { Settings } from "../settings/settings.ts";

/** What is told of each verdict, in this order. Findings that somebody answers for, or that have time, are counted only. */
const chapters: readonly (readonly [verdict: Verdict, title: string])[] = [
  ["denied", "Denied"],
  ["overdue", "Known, and not mended in time"],
  ["new", "New, where only what was known before is let pass"],
  ["counted", "Counted in the budget"],
];

/** Where a resource is constructed, as editors open it. */
const positionOf = ({ position }: Subject): string =>
  position === undefined
    ? ""
    : `, ${position.file}:${position.line}${position.column === undefined ? "" : `:${position.column}`}`;

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

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
  const byRule = [...Map.groupBy(judged, ({ finding }) => `${finding.rule.cloud} ${finding.rule.name}`).values()];
  return [`${title}:`, ...byRule.toSorted(worstFirst).flatMap(formatRule), ""];
}

const capOf = (cap: number | undefined): string => (cap === undefined ? "" : ` of ${cap}`);

/** The budget in one line: what is spent of what there is. */
function formatBudget({ spent }: Assessment, { caps, weight }: Settings): string {
  const parts = severities.map((severity: Severity) => `${severity} ${spent.counts[severity]}${capOf(caps[severity])}`);
  return `Budget: ${parts.join(", ")}; weight ${spent.weight}${capOf(weight)}.`;
}

/** What was passed over, in one line each. */
function formatRest({ judged, unused, mended }: Assessment): readonly string[] {
  const of = (verdict: Verdict) => judged.filter((each) => each.verdict === verdict);
  const [exempt, known, pending] = [of("exempt"), of("known"), of("pending")];
  const names = [...new Set(pending.map(({ finding }) => `${finding.subject.name} ${finding.property}`))];
  return [
    ...(exempt.length === 0 ? [] : [`Exempt: ${counted(exempt.length, "finding")}.`]),
    ...(known.length === 0 ? [] : [`Known, with time to mend them: ${counted(known.length, "finding")}.`]),
    ...(pending.length === 0 ? [] : [`Not known before deployment, and checked then: ${names.join(", ")}.`]),
    ...unused.map(({ rule, resource }) => `The exemption of ${resource} from ${rule} is not needed: remove it.`),
    ...(mended.length === 0 ? [] : [`Mended since the baseline: ${counted(mended.length, "finding")}. Write it anew.`]),
  ];
}

/** Why the program is refused, in one line each. */
function formatRefusals(
  { judged, spent, exceeded, isTooHeavy, expired }: Assessment,
  { caps, weight }: Settings,
): readonly string[] {
  const of = (verdict: Verdict) => judged.filter((each) => each.verdict === verdict).length;
  const sum = (verdict: Verdict, what: string) =>
    of(verdict) === 0 ? [] : [`${counted(of(verdict), "finding")} ${what}`];
  return [
    ...sum("denied", "denied"),
    ...sum("new", "new"),
    ...sum("overdue", "not mended in time"),
    ...exceeded.map((severity) => `${spent.counts[severity]} ${severity} of ${caps[severity]}`),
    ...(isTooHeavy ? [`a weight of ${spent.weight} of ${weight}`] : []),
    ...expired.map(
      ({ rule, resource, owner, expires }) =>
        `the exemption of ${resource} from ${rule} (${owner}) has expired on ${expires}`,
    ),
  ];
}

/** An assessment for people. */
export function formatAssessment(assessment: Assessment, settings: Settings, resources: number): string {
  const found = chapters.flatMap(([verdict, title]) =>
    formatChapter(
      assessment.judged.filter((each) => each.verdict === verdict),
      title,
    ),
  );
  const verdict = assessment.isRefused
    ? `Refused: ${formatRefusals(assessment, settings).join("; ")}.`
    : `${counted(resources, "resource")} within the budget.`;
  return [...found, formatBudget(assessment, settings), ...formatRest(assessment), verdict].join("\n");
}
