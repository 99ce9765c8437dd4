import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CaseOutcome, Result } from "../../conformance/http/run.ts";
import { formatMilliseconds, formatTable } from "../terminal/table.ts";
import type { Report, TargetReport } from "./run.ts";

type State = CaseOutcome["state"];

/** How each outcome is counted and marked. */
const states: Readonly<Record<State, { readonly title: string; readonly mark: string }>> = {
  expected: { title: "as expected", mark: "yes" },
  exception: { title: "documented exception", mark: "exception" },
  failed: { title: "failed", mark: "FAILED" },
  unchecked: { title: "not checked", mark: "–" },
};

const stateNames = Object.keys(states) as readonly State[];

function count({ results }: TargetReport, state: State): number {
  return results.filter(({ outcome }) => outcome.state === state).length;
}

/** A result with its target. */
interface Finding extends Result {
  readonly at: string;
}

function findingsOf({ targets }: Report): readonly Finding[] {
  return targets.flatMap(({ cloud, kind, results }) =>
    results.map((result) => ({ ...result, at: `${cloud} ${kind}` })),
  );
}

/** The number of failed behaviours. */
export function failuresOf(report: Report): number {
  return report.targets.reduce((sum, target) => sum + count(target, "failed"), 0);
}

function rowsOf({ targets }: Report): readonly (readonly string[])[] {
  const heading = ["cloud", "kind", ...stateNames.map((state) => states[state].title), "requests", "took"];
  const rows = targets.map((target) => {
    const counts = stateNames.map((state) => String(count(target, state)));
    return [target.cloud, target.kind, ...counts, String(target.requests), formatMilliseconds(target.milliseconds)];
  });
  return [heading, ...rows];
}

/** Describes a failure: where it was, what was expected, and what was observed. */
function formatFailure({ at, subject, name, outcome }: Finding): readonly string[] {
  if (outcome.state !== "failed") return [];
  const { message, expected, actual } = outcome;
  const values = expected === undefined ? [] : [`expected: ${expected}`, `actual:   ${actual}`];
  return [
    `${at}: ${subject}: ${name}`,
    ...[message, ...values]
      .join("\n")
      .split("\n")
      .map((line) => `    ${line}`),
  ];
}

/** One line for each reason, with the functions that were not checked. */
function listUnasked({ unasked }: Report): readonly string[] {
  const places = Map.groupBy(unasked, ({ reason }) => reason);
  return [...places].map(([reason, found]) => {
    return `${found.map(({ cloud, kind }) => `${cloud} ${kind}`).join(", ")}: ${reason}`;
  });
}

/** The results of a run, for the terminal. */
export function formatSummary(report: Report): string {
  const failures = findingsOf(report).flatMap(formatFailure);
  const table = report.targets.length === 0 ? "" : formatTable(rowsOf(report), [2, 3, 4, 5, 6, 7]);
  const unasked = listUnasked(report).map((line) => `not asked: ${line}`);
  return [failures.join("\n"), table, unasked.join("\n")].filter((text) => text !== "").join("\n\n");
}

/** A Markdown table; empty without rows. */
function markdownTable([heading = [], ...rows]: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(heading), line(heading.map(() => "---")), ...rows.map(line)].join("\n");
}

/** One line for each text, with its targets. */
function listByTarget(findings: readonly Finding[], textOf: (finding: Finding) => string): string {
  const places = Map.groupBy(findings, textOf);
  return [...places].map(([text, found]) => `- ${text} (${found.map(({ at }) => at).join(", ")})`).join("\n");
}

function textOfException({ name, outcome }: Finding): string {
  return outcome.state === "exception" ? `${name}: [${outcome.reason}](${outcome.source})` : name;
}

function textOfUnchecked({ name, outcome }: Finding): string {
  return outcome.state === "unchecked" ? `${name}: ${outcome.reason}` : name;
}

/** A table of all behaviours with their results at each target. */
function matrixOf({ targets }: Report): string {
  const names = targets.map(({ cloud, kind }) => `${cloud} ${kind}`);
  const all = new Map(targets.flatMap(({ results }) => results.map(({ subject, name }) => [name, subject] as const)));
  const rows = [...all].map(([name, subject]) => {
    const marks = targets.map(({ results }) => {
      const result = results.find((each) => each.name === name);
      return result === undefined ? "" : states[result.outcome.state].mark;
    });
    return [`${subject}: ${name}`, ...marks];
  });
  return markdownTable([["behaviour", ...names], ...rows]);
}

function section(title: string, text: string): readonly string[] {
  return text === "" ? [] : ["", `## ${title}`, "", text];
}

function headline(report: Report): string {
  if (report.targets.length === 0) return "no HTTP function that can be asked";
  const failures = failuresOf(report);
  return failures === 0 ? "all as expected" : `${failures} failed`;
}

/** The report for people. */
export function formatMarkdown(report: Report): string {
  const { date, fourfold, node, source, simulated, grep, targets } = report;
  const findings = findingsOf(report);
  const withState = (state: State) => findings.filter(({ outcome }) => outcome.state === state);
  const failures = withState("failed").map((finding) => `\`\`\`text\n${formatFailure(finding).join("\n")}\n\`\`\``);
  const where = simulated ? "the simulated clouds of this machine" : "the clouds themselves";
  const facts = [
    `Fourfold ${fourfold} on Node.js ${node}, ${date}.`,
    `${source}, on ${where}${grep === undefined ? "" : `; only behaviours with "${grep}"`}.`,
  ];
  const [counts, unasked] = [markdownTable(rowsOf(report)), listUnasked(report).map((line) => `- ${line}`)];
  const addresses = targets.map(({ cloud, kind, url, reached }) => [cloud, kind, url, reached === url ? "" : reached]);
  return [
    ...[`# HTTP behaviours: ${headline(report)}`, "", ...facts],
    ...(counts === "" ? [] : ["", counts]),
    ...section("Failed", failures.join("\n\n")),
    ...section("Documented exceptions", listByTarget(withState("exception"), textOfException)),
    ...section("Not checked", listByTarget(withState("unchecked"), textOfUnchecked)),
    ...section("Not asked", unasked.join("\n")),
    ...section("Addresses", markdownTable([["cloud", "kind", "address", "answered by"], ...addresses])),
    ...section("Every behaviour", matrixOf(report)),
    "",
  ].join("\n");
}

/** Writes a report for people and one for programs. Returns their paths. */
export function writeReport(report: Report, folder: string): readonly string[] {
  mkdirSync(folder, { recursive: true });
  // Windows does not allow colons in names.
  const base = join(folder, `fourfold-verify-${report.date.slice(0, 19).replaceAll(":", "-")}Z`);
  const texts = { md: formatMarkdown(report), json: `${JSON.stringify(report, undefined, 2)}\n` };
  return Object.entries(texts).map(([extension, text]) => {
    const file = `${base}.${extension}`;
    writeFileSync(file, text);
    return file;
  });
}
