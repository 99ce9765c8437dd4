import type { Benchmark, Claim, Findings, Series } from "./benchmark.ts";
import { describeMachine } from "./machine.ts";
import { median, spread } from "./statistics.ts";

/** What one benchmark of a run has found. */
export interface Outcome {
  readonly benchmark: Benchmark;
  readonly findings: Findings;
}

/** Three digits that count, and never a fraction of what is large. */
function format(value: number): string {
  if (value >= 100) return String(Math.round(value));
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

function seriesRow({ label, values }: Series): string {
  const [low, high] = spread(values);
  const around = values.length > 1 ? `${format(low)}–${format(high)}` : "";
  return `| ${label} | ${format(median(values))} | ${around} | ${values.length} |`;
}

/** Whether what is claimed was measured. */
export function isReached({ measured, atMost }: Claim): boolean {
  return measured <= atMost;
}

function claimRow(claim: Claim): string {
  const { text, measured, atMost, kept } = claim;
  const verdict = isReached(claim) ? "reached" : "**not reached**";
  return `| ${text} | ${measured.toFixed(3)} | ${atMost.toFixed(3)} | ${verdict} | ${kept ? "fails" : "reports"} |`;
}

function claimTable(claims: readonly Claim[]): readonly string[] {
  if (claims.length === 0) return [];
  const heading = ["| claim | measured | at most | | CI |", "| --- | --: | --: | --- | --- |"];
  return ["", ...heading, ...claims.map(claimRow)];
}

/** One benchmark's section of the report, as Markdown. */
export function formatOutcome({ benchmark, findings }: Outcome): string {
  const { series, claims, notes = [] } = findings;
  const heading = [`| | median, ${benchmark.unit} | p10–p90 | rounds |`, "| --- | --: | --- | --: |"];
  return [
    `## ${benchmark.title}`,
    "",
    ...heading,
    ...series.map(seriesRow),
    ...claimTable(claims),
    ...notes.flatMap((note) => ["", note]),
    "",
  ].join("\n");
}

/** The whole report. */
export function formatReport(outcomes: readonly Outcome[], date: Date): string {
  const preface = [
    "# Benchmarks",
    "",
    `Written by \`npm run bench\` on ${date.toISOString().slice(0, 10)}. Every subject of a table is measured in turn, round by`,
    "round, so that a noisy machine is noisy for all of them; a claim compares what the same round measured. Nothing here",
    "is a claim about a cloud's speed.",
    "",
    ...describeMachine().map((line) => `- ${line}`),
    "",
  ];
  return `${[...preface, ...outcomes.map(formatOutcome)].join("\n").trimEnd()}\n`;
}
