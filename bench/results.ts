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
 * Updates a report with new measurements. Other sections stay, each with its date and machine, unless their benchmark was removed or a
 * version has changed.
 *
 * @param titles - The titles of all benchmarks, in their order.
 */
export function updateReport(before: string, outcomes: readonly Outcome[], titles: readonly string[]): string {
  const preface = formatPreface();
  const measured = outcomes.map((outcome) => [outcome.benchmark.title, formatOutcome(outcome).trimEnd()] as const);
  const sections = new Map([...(before.startsWith(preface) ? sectionsOf(before) : []), ...measured]);
  return `${preface}${titles.flatMap((title) => sections.get(title) ?? []).join("\n\n")}\n`;
}

/** The titles of all benchmarks. Loads every part, so it must not be called before measuring. */
export async function titlesOfAll(): Promise<readonly string[]> {
  const benchmarks = await Promise.all(Object.values(parts).map((load) => load()));
  return benchmarks.flat().map(({ title }) => title);
}

/** Writes what was measured to `bench/RESULTS.md`. */
export async function record(outcomes: readonly Outcome[]): Promise<void> {
  const before = existsSync(file) ? readFileSync(file, "utf8") : "";
  writeFileSync(file, updateReport(before, outcomes, await titlesOfAll()));
}
