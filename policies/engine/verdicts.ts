import type { Level } from "../contract/rule.ts";
import type { Subject } from "../contract/subject.ts";
import type { Known } from "../settings/baseline.ts";
import type { Exemption } from "../settings/exemptions.ts";
import type { Settings } from "../settings/settings.ts";
import { type Day, daysAfter } from "./dates.ts";
import { type Finding, keyOf, placeOf } from "./finding.ts";

/**
 * What becomes of a finding.
 *
 * - `denied`: it is refused, whatever the budget holds.
 * - `counted`: it counts in the budget.
 * - `advised`: it is told.
 * - `new`: the ratchet is on, and it was not there before: it is refused.
 * - `known`: the ratchet is on, and there is time left to mend it.
 * - `overdue`: the ratchet is on, and there is no time left.
 * - `exempt`: somebody answers for it.
 * - `pending`: it is not known before deployment.
 */
export type Verdict = "denied" | "counted" | "advised" | "new" | "known" | "overdue" | "exempt" | "pending";

/** A finding, and what becomes of it. */
export interface Judged {
  readonly finding: Finding;
  readonly verdict: Verdict;
  /** Who answers for it. */
  readonly exemption?: Exemption;
  /** The last day on which a known finding is let pass. */
  readonly until?: Day;
}

/** What a rule's findings are, as a team wants it. */
export function levelOf({ name, level }: Finding["rule"], { rules }: Settings): Level {
  const said = rules[name];
  if (said?.as !== undefined) return said.as;
  // Who sets an option of a rule wants to hear of it.
  return level === undefined || (level === "off" && said !== undefined) ? "counted" : level;
}

/** Whether an exemption is about a resource. */
export const isAbout = (
  { resource }: Exemption,
  subject: Subject,
  around: readonly Pick<Subject, "name" | "urn">[],
): boolean => [subject, ...around].some(({ name, urn }) => resource === name || resource === urn);

/** What is known besides findings. */
export interface Court {
  readonly settings: Settings;
  readonly today: Day;
  /** What the baseline knows, by {@link keyOf}. */
  readonly known: ReadonlyMap<string, Known>;
  around(subject: Subject): readonly Pick<Subject, "name" | "urn">[];
}

/** Where findings are judged as a team wants it. */
export function openCourt(settings: Settings, today: Day, around: Court["around"]): Court {
  const known = settings.ratchet?.known ?? [];
  return { settings, today, around, known: new Map(known.map((each) => [keyOf(each), each])) };
}

/** What becomes of a finding under the ratchet. */
function ratcheted(finding: Finding, court: Court): Judged {
  const { ratchet } = court.settings;
  if (ratchet === undefined) return { finding, verdict: "counted" };
  const known = court.known.get(keyOf(placeOf(finding)));
  if (known === undefined) return { finding, verdict: "new" };
  const until = daysAfter(known.since, ratchet.within);
  return { finding, verdict: court.today > until ? "overdue" : "known", until };
}

/** What becomes of a finding. Exemptions that have expired hold for nothing. */
export function judge(finding: Finding, court: Court): Judged {
  if (finding.kind === "pending") return { finding, verdict: "pending" };
  const { rule, subject } = finding;
  const around = court.around(subject);
  const exemption = court.settings.exemptions.find(
    (each) => each.rule === rule.name && each.expires >= court.today && isAbout(each, subject, around),
  );
  if (exemption !== undefined) return { finding, verdict: "exempt", exemption };
  const level = levelOf(rule, court.settings);
  return level === "denied" || level === "advised" ? { finding, verdict: level } : ratcheted(finding, court);
}
