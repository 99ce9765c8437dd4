import type { Breach, Rule, Severity } from "../contract/rule.ts";
import type { Subject } from "../contract/subject.ts";

/** What a rule has found on a resource. */
export interface Finding extends Breach {
  readonly rule: Rule;
  readonly subject: Subject;
  /**
   * - `breach`: something is wrong.
   * - `unreadable`: what the rule depends on cannot be read, which is as bad.
   * - `pending`: it is not known before deployment, and checked when it is.
   */
  readonly kind: "breach" | "unreadable" | "pending";
}

export const severityOf = ({ rule }: Finding): Severity => rule.severity;

/** What is found, as a sentence: `httpsOnly: it answers plain HTTP.` */
export function describeFinding({ property, what }: Finding): string {
  return property === "" ? `${what}.` : `${property}: ${what}.`;
}

/** A finding with why it matters, and what to do. */
export const explainFinding = (finding: Finding): string =>
  `${describeFinding(finding)} ${finding.rule.why} ${finding.fix}.`;

/** A name for a finding that stays the same while nobody mends it. */
export const keyOf = ({ rule, subject, property }: Finding): string => `${rule.name} ${subject.urn} ${property}`;
