import type { Subject } from "../contract/subject.ts";
import type { Known } from "../settings/baseline.ts";
import type { Exemption } from "../settings/exemptions.ts";
import type { Level } from "../settings/rules.ts";
import type { Settings } from "../settings/settings.ts";
import { type Day, daysAfter } from "./dates.ts";
import { type Finding, keyOf, placeOf } from "./finding.ts";

/**
 * What becomes of a finding.
 *
 * - `denied`: it is refused, whatever the budget holds.
 * - `counted`: it counts in the budget.
 * - `new`: the ratchet is on, and it was not there before: it is refused.
 * - `known`: the ratchet is on, and there is time left to mend it.
 * - `overdue`: the ratchet is on, and there is no time left.
 * - `exempt`: somebody answers for it.
 * - `pending`: it is not known before deployment.
 */
export type Verdict = "denied" | "counted" | "new" | "known" | "overdue" | "exempt" | "pending";

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
export function levelOf({ name, denied, isOptional }: Finding["rule"], { rules }: Settings): Level {
  const said = rules[name];
  if (said?.as !== undefined) return said.as;
  if (isOptional === true && said === undefined) return "off";
  return denied === true ? "denied" : "counted";
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
  if (levelOf(rule, court.settings) === "denied") return { finding, verdict: "denied" };
  return ratcheted(finding, court);
}
