import type { Benchmark, Claim, Findings, Ratio, Series } from "./benchmark.ts";
import { describeMachine, describeVersions } from "./machine.ts";
import { median, spread } from "./statistics.ts";

/** The outcome of one benchmark in a run. */
export interface Outcome {
  readonly benchmark: Benchmark;
  readonly findings: Findings;
  /** When it was measured. */
  readonly date: Date;
  /** The load average of the minute before. */
  readonly load: number;
}

/** Three significant digits, and no fraction for large numbers. */
function format(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString("en-US");
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** A ratio with three decimals; a larger value, which is not a ratio, as in the other tables. */
function formatClaimed(value: number): string {
  return value >= 10 ? format(value) : value.toFixed(3);
}

function seriesRow({ label, values }: Series): string {
  const [low, high] = spread(values);
  const around = values.length > 1 ? `${format(low)}–${format(high)}` : "";
  return `| ${label} | ${format(median(values))} | ${around} | ${values.length} |`;
}

/** Whether the measurement meets the claim. */
export function isReached({ measured, atMost }: Claim): boolean {
  return measured <= atMost;
}

function claimRow(claim: Claim): string {
  const { text, measured, atMost, kept } = claim;
  const verdict = isReached(claim) ? "reached" : "**not reached**";
  return `| ${text} | ${formatClaimed(measured)} | ${formatClaimed(atMost)} | ${verdict} | ${kept ? "fails" : "reports"} |`;
}

function claimTable(claims: readonly Claim[]): readonly string[] {
  if (claims.length === 0) return [];
  const heading = ["| claim | measured | at most | | CI |", "| --- | --: | --: | --- | --- |"];
  return ["", ...heading, ...claims.map(claimRow)];
}

function ratioTable(ratios: readonly Ratio[]): readonly string[] {
  if (ratios.length === 0) return [];
  const rows = ratios.map(({ text, measured }) => `| ${text} | ${measured.toFixed(2)} |`);
  return ["", "| ratio | measured |", "| --- | --: |", ...rows];
}

/** One benchmark's section of the report, as Markdown. */
export function formatOutcome({ benchmark, findings, date, load }: Outcome): string {
  const { series, claims, ratios = [], notes = [] } = findings;
  const heading = [`| | median, ${benchmark.unit} | p10–p90 | rounds |`, "| --- | --: | --- | --: |"];
  return [
    `## ${benchmark.title}`,
    "",
    `Measured on ${date.toISOString().slice(0, 10)}, at a load of ${load.toFixed(1)} on ${describeMachine()}.`,
    "",
    ...heading,
    ...series.map(seriesRow),
    ...claimTable(claims),
    ...ratioTable(ratios),
    ...notes.flatMap((note) => ["", note]),
    "",
  ].join("\n");
}

/** The text before the sections: how they were measured, and what with. */
export function formatPreface(): string {
  return [
    "# Benchmarks",
    "",
    "Written by `npm run bench`, and not to be edited. Every subject of a table is measured in turn, round by round, so that",
    "a noisy machine is noisy for all of them; a claim compares what the same round measured. Nothing here is a claim about",
    "a cloud's speed.",
    "",
    ...describeVersions().map((line) => `- ${line}`),
    "",
    "",
  ].join("\n");
}
