import type { Rule } from "../contract/rule.ts";
import type { CostAssessment } from "../costs/contract.ts";
import type { Assessment } from "../engine/assess.ts";
import { explainFinding } from "../engine/finding.ts";
import type { Judged, Verdict } from "../engine/verdicts.ts";
import type { Settings } from "../settings/settings.ts";
import { costCases } from "./costs.ts";
import { overspending } from "./refusals.ts";

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\n": "&#10;",
};

/** A text in XML, without what no document may have: https://www.w3.org/TR/xml/#charsets */
const escaped = (text: string): string =>
  text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD")
    .replaceAll(/[&<>"\n]/g, (character) => entities[character] ?? character);

const attributes = (values: Readonly<Record<string, string | number | undefined>>): string =>
  Object.entries(values)
    .flatMap(([name, value]) => (value === undefined ? [] : [` ${name}="${escaped(String(value))}"`]))
    .join("");

interface Case {
  readonly name: string;
  readonly classname: string;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  /** What fails. */
  readonly failure?: string;
  /** Why it is passed over. */
  readonly skipped?: string;
  /** What else there is to say. */
  readonly note?: string;
}

const failing: ReadonlySet<Verdict> = new Set(["denied", "new", "overdue"]);

const classOf = ({ cloud, name }: Rule): string => `${cloud}.${name}`;

/** What becomes of a finding, in JUnit's words: it fails, is passed over for a reason, or is said of what passes. */
function outcomeOf({ finding, verdict, exemption, until }: Judged): Pick<Case, "failure" | "skipped" | "note"> {
  if (failing.has(verdict)) return { failure: explainFinding(finding) };
  if (exemption !== undefined) {
    return { skipped: `${exemption.owner} answers for it until ${exemption.expires}: ${exemption.reason}` };
  }
  if (verdict === "known") return { skipped: `It was known before, and is to be mended by ${until}.` };
  if (verdict === "pending") return { skipped: "It is not known before deployment, and checked then." };
  return { note: explainFinding(finding) };
}

function caseOf(judged: Judged, folder: string): Case {
  const { rule, subject, property } = judged.finding;
  const name = property === "" ? subject.name : `${subject.name} ${property}`;
  const { position } = subject;
  const place = position === undefined ? {} : { file: `${folder}${position.file}`, line: position.line };
  return { name, classname: classOf(rule), ...place, ...outcomeOf(judged) };
}

/** The rules that have found nothing, which shows that they were asked. */
const passed = (catalogue: readonly Rule[], { judged }: Assessment): readonly Case[] => {
  const found = new Set(judged.map(({ finding }) => finding.rule));
  return catalogue.filter((rule) => !found.has(rule)).map((rule) => ({ name: rule.title, classname: classOf(rule) }));
};

function formatCase({ name, classname, file, line, failure, skipped, note }: Case): string {
  const parts = [
    ...(failure === undefined ? [] : [`<failure${attributes({ message: failure })}/>`]),
    ...(skipped === undefined ? [] : [`<skipped${attributes({ message: skipped })}/>`]),
    ...(note === undefined ? [] : [`<system-out>${escaped(note)}</system-out>`]),
  ];
  const open = `    <testcase${attributes({ name, classname, file, line, time: 0 })}`;
  return parts.length === 0 ? `${open}/>` : `${open}>${parts.join("")}</testcase>`;
}

/**
 * An assessment as a report of tests, which every CI shows: https://github.com/testmoapp/junitxml
 *
 * @param folder - The project's in its repository, from which on files are named: `services/shop/`. @default it is the repository's own
 */
export function formatJUnit(
  assessment: Assessment,
  costs: CostAssessment,
  settings: Settings,
  catalogue: readonly Rule[],
  folder = "",
): string {
  const spent = overspending(assessment, settings).map(
    (failure): Case => ({ name: failure, classname: "budget", failure }),
  );
  const cases: readonly Case[] = [
    ...assessment.judged.map((judged) => caseOf(judged, folder)),
    ...spent,
    ...costCases(costs),
    ...passed(catalogue, assessment),
  ];
  const sums = {
    tests: cases.length,
    failures: cases.filter(({ failure }) => failure !== undefined).length,
    skipped: cases.filter(({ skipped }) => skipped !== undefined).length,
  };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: "fourfold check", ...sums })}>`,
    `  <testsuite${attributes({ name: "policies", ...sums, errors: 0, time: 0 })}>`,
    ...cases.map(formatCase),
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}
