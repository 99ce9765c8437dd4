import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parts } from "./parts.ts";
import { formatOutcome, formatPreface, type Outcome } from "./report.ts";

const file = new URL("RESULTS.md", import.meta.url);

/** The sections of a report, by their titles. */
function sectionsOf(report: string): ReadonlyMap<string, string> {
  const sections = report.split(/^(?=## )/m).slice(1);
  return new Map(sections.map((section) => [section.slice("## ".length, section.indexOf("\n")), section.trimEnd()]));
}

/**
 * Puts what was measured now into a report. Other sections stay, unless their benchmark is gone, or the machine or a
 * version is another one by now.
 *
 * @param titles - Of all benchmarks that there are, in their order.
 */
export function updateReport(before: string, outcomes: readonly Outcome[], titles: readonly string[]): string {
  const preface = formatPreface();
  const measured = outcomes.map((outcome) => [outcome.benchmark.title, formatOutcome(outcome).trimEnd()] as const);
  const sections = new Map([...(before.startsWith(preface) ? sectionsOf(before) : []), ...measured]);
  return `${preface}${titles.flatMap((title) => sections.get(title) ?? []).join("\n\n")}\n`;
}

/** The titles of all benchmarks. Loads every part: not before something is measured. */
export async function titlesOfAll(): Promise<readonly string[]> {
  const benchmarks = await Promise.all(Object.values(parts).map((load) => load()));
  return benchmarks.flat().map(({ title }) => title);
}

/** Writes what was measured to `bench/RESULTS.md`. */
export async function record(outcomes: readonly Outcome[]): Promise<void> {
  const before = existsSync(file) ? readFileSync(file, "utf8") : "";
  writeFileSync(file, updateReport(before, outcomes, await titlesOfAll()));
}
