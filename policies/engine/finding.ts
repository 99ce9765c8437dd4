import type { Breach, Rule } from "../contract/rule.ts";
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

/** What is found, as a sentence: `httpsOnly: it serves plain HTTP.` */
export function describeFinding({ property, what }: Finding): string {
  return property === "" ? `${what}.` : `${property}: ${what}.`;
}

/** A finding with why it matters, and what to do. */
export const explainFinding = (finding: Finding): string =>
  `${describeFinding(finding)} ${finding.rule.why} ${finding.fix}.`;

/** Where a finding is, in words that stay the same while nobody mends it. */
export interface Place {
  /** The name of its rule. */
  readonly rule: string;
  /** The URN of its resource. */
  readonly resource: string;
  readonly property: string;
}

export const placeOf = ({ rule, subject, property }: Finding): Place => ({
  ...{ rule: rule.name, resource: subject.urn, property },
});

export const keyOf = ({ rule, resource, property }: Place): string => `${rule} ${resource} ${property}`;
