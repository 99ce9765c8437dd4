import type { Program } from "../contract/program.ts";
import { Unreadable } from "../contract/reader.ts";
import type { Breach, Check, Given, Rule, Unknowns } from "../contract/rule.ts";
import type { Subject } from "../contract/subject.ts";
import type { Finding } from "./finding.ts";

type Found = Pick<Finding, "kind"> & Breach;

/** What a rule says of a property that is not known, or of what it is in. List positions are left out: `origins.domainName`. */
function unknownOf(unknowns: Unknowns, property: string): Unknowns[string] | undefined {
  const path = property.replaceAll(/\[\d+\]/g, "");
  return Object.entries(unknowns).find(([name]) => path === name || path.startsWith(`${name}.`))?.[1];
}

/** What it means that a property cannot be read: nothing, where it is enough that something is said. */
function unreadable({ property, reason, message }: Unreadable, unknowns: Unknowns): readonly Found[] {
  const meaning = reason === "unknown" ? unknownOf(unknowns, property) : undefined;
  if (meaning === "any") return [];
  if (meaning === "later") {
    return [{ kind: "pending", property, what: "it is checked when it is known", fix: "Nothing needs to be done yet" }];
  }
  const fix =
    reason === "unknown" ? "Give it a value that is known before deployment" : "Give it a value that can be read";
  return [{ kind: "unreadable", property, what: `it cannot be checked: ${message}`, fix }];
}

/** What one check finds, and what it could not read. */
function* run(find: () => ReturnType<Check>, unknowns: Unknowns): Iterable<Found> {
  try {
    for (const found of find()) {
      if (found instanceof Unreadable) yield* unreadable(found, unknowns);
      else yield { kind: "breach", ...found };
    }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    yield* unreadable(error, unknowns);
  }
}

/** Several checks may depend on one property that cannot be read. */
function withoutRepeats(found: readonly Found[]): readonly Found[] {
  const seen = new Set<string>();
  return found.filter(({ kind, property, what }) => {
    const key = `${kind} ${property} ${what}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** What a rule finds on a resource by itself. A resource of another type is none of its business. */
export function examine(rule: Rule, subject: Subject, given: Given): readonly Finding[] {
  const { checks = [], unknowns = {} } = rule.types[subject.type] ?? {};
  const found = checks.flatMap((check) => [...run(() => check(subject, given), unknowns)]);
  return withoutRepeats(found).map((each) => ({ rule, subject, ...each }));
}

/** What a rule finds on a resource when it looks at the others. */
export function examineGraph(rule: Rule, subject: Subject, program: Program, given: Given): readonly Finding[] {
  const { graph = [], unknowns = {} } = rule.types[subject.type] ?? {};
  const found = graph.flatMap((check) => [...run(() => check(subject, program, given), unknowns)]);
  return withoutRepeats(found).map((each) => ({ rule, subject, ...each }));
}
