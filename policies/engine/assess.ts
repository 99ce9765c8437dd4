import { unknownPackageOf } from "../../kit/cost/resources/types.ts";
import type { Program } from "../contract/program.ts";
import { type Rule, type Severity, severities, weights } from "../contract/rule.ts";
import type { Known } from "../settings/baseline.ts";
import type { Exemption } from "../settings/exemptions.ts";
import type { Settings } from "../settings/settings.ts";
import type { Day } from "./dates.ts";
import { examine, examineGraph } from "./examine.ts";
import { type Finding, keyOf, placeOf } from "./finding.ts";
import { givenOf } from "./given.ts";
import { namesBy } from "./naming.ts";
import { type Judged, judge, levelOf, openCourt } from "./verdicts.ts";

/** How much of the budget is spent. */
export interface Spent {
  /** The findings that count, by severity. */
  readonly counts: Readonly<Record<Severity, number>>;
  /** What they weigh together. */
  readonly weight: number;
}

/** What a program's resources are found to be. */
export interface Assessment {
  /** Every finding, and what becomes of it. */
  readonly judged: readonly Judged[];
  readonly spent: Spent;
  /** The severities of which there are more than the cap. */
  readonly exceeded: readonly Severity[];
  /** Whether the findings weigh more than they may. */
  readonly isTooHeavy: boolean;
  readonly expired: readonly Exemption[];
  /** Those that hold, and that nothing needs. */
  readonly unused: readonly Exemption[];
  /** Findings of the baseline that are mended. */
  readonly mended: readonly Known[];
  /** Resources of the clouds of which no rule knows anything, by their package. */
  readonly unchecked: Readonly<Record<string, number>>;
  /** Whether the program is refused. */
  readonly isRefused: boolean;
}

const countOf = (counted: readonly Finding[], severity: Severity): number =>
  counted.filter(({ rule }) => rule.severity === severity).length;

function spend(judged: readonly Judged[]): Spent {
  const counted = judged.filter(({ verdict }) => verdict === "counted").map(({ finding }) => finding);
  const of = (severity: Severity) => countOf(counted, severity);
  return {
    counts: { critical: of("critical"), high: of("high"), medium: of("medium"), low: of("low") },
    weight: counted.reduce((sum, { rule }) => sum + weights[rule.severity], 0),
  };
}

const refusing: ReadonlySet<Judged["verdict"]> = new Set(["denied", "new", "overdue"]);

/** How many resources are of packages for the clouds that no rule knows. */
const uncheckedIn = ({ subjects }: Program): Assessment["unchecked"] => {
  const names = subjects.flatMap(({ type }) => unknownPackageOf(type) ?? []);
  const found = [...Map.groupBy(names, (name) => name)].map(([name, all]) => [name, all.length] as const);
  return Object.fromEntries(found);
};

/** Judges findings on a program, and counts what is spent. */
export function conclude(findings: readonly Finding[], program: Program, settings: Settings, today: Day): Assessment {
  const court = openCourt(settings, today, program.around);
  const judged = findings.map((finding) => judge(finding, court));
  const spent = spend(judged);
  const exceeded = severities.filter(
    (severity) => spent.counts[severity] > (settings.caps[severity] ?? Number.POSITIVE_INFINITY),
  );
  const isTooHeavy = settings.weight !== undefined && spent.weight > settings.weight;
  const expired = settings.exemptions.filter(({ expires }) => expires < today);
  const used = new Set(judged.map(({ exemption }) => exemption));
  const there = new Set(findings.map((finding) => keyOf(placeOf(finding))));
  const isRefused =
    exceeded.length > 0 || isTooHeavy || expired.length > 0 || judged.some(({ verdict }) => refusing.has(verdict));
  return {
    ...{ judged, spent, exceeded, isTooHeavy, expired, isRefused },
    unused: settings.exemptions.filter((each) => each.expires >= today && !used.has(each)),
    mended: (settings.ratchet?.known ?? []).filter((known) => !there.has(keyOf(known))),
    unchecked: uncheckedIn(program),
  };
}

/** What rules find in a program. */
export function findIn(
  program: Program,
  catalogue: readonly Rule[],
  settings: Settings,
  today: Day,
): readonly Finding[] {
  const told = { today, reachable: Object.keys(settings.public), isNamed: namesBy(program.around) };
  const asked = catalogue.filter((rule) => levelOf(rule, settings) !== "off");
  return asked.flatMap((rule) => {
    const given = givenOf(rule, { ...told, options: settings.rules[rule.name]?.options ?? {} });
    const subjects = Object.keys(rule.types).flatMap((type) => program.all(type));
    return subjects.flatMap((subject) => [
      ...examine(rule, subject, given),
      ...examineGraph(rule, subject, program, given),
    ]);
  });
}

/** Assesses a program by a catalogue, as a team wants it. */
export function assess(program: Program, catalogue: readonly Rule[], settings: Settings, today: Day): Assessment {
  return conclude(findIn(program, catalogue, settings, today), program, settings, today);
}
