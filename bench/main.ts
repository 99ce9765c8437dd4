/** Measures what the project claims: `npm run bench`, or a part of it: `npm run bench -- cold warm`. */
import { writeFileSync } from "node:fs";
import { Command } from "commander";
import type { Benchmark } from "./benchmark.ts";
import { formatOutcome, formatReport, isReached, type Outcome } from "./report.ts";

/** The parts, in the order of the report. Each is loaded when it is measured: what one loads would slow down others. */
const parts: Readonly<Record<string, () => Promise<readonly Benchmark[]>>> = {
  cold: async () => (await import("./cold/index.ts")).cold,
  warm: async () => (await import("./warm/index.ts")).warm,
  hosts: async () => (await import("./hosts/index.ts")).hosts,
  project: async () => (await import("./project/index.ts")).project,
};

async function measure(names: readonly string[], quick: boolean): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const name of names) {
    for (const benchmark of (await parts[name]?.()) ?? []) {
      const outcome = { benchmark, findings: await benchmark.run(quick) };
      console.log(formatOutcome(outcome));
      outcomes.push(outcome);
    }
  }
  return outcomes;
}

async function main(asked: readonly string[], { quick = false }: { readonly quick?: boolean }): Promise<void> {
  const unknown = asked.filter((name) => parts[name] === undefined);
  if (unknown.length > 0) {
    throw new Error(`There is no part ${unknown.join(", ")}. Choose of: ${Object.keys(parts).join(", ")}.`);
  }
  const isWhole = asked.length === 0 && !quick;
  const outcomes = await measure(asked.length === 0 ? Object.keys(parts) : asked, quick);
  if (isWhole) writeFileSync(new URL("RESULTS.md", import.meta.url), formatReport(outcomes, new Date()));
  const missed = outcomes.flatMap(({ findings }) => findings.claims.filter((claim) => !isReached(claim)));
  for (const { text, measured, atMost } of missed) console.error(`Not reached: ${text}: ${measured} > ${atMost}`);
  if (missed.some(({ kept }) => kept)) process.exitCode = 1;
}

await new Command("bench")
  .description("Measures what the project claims, and writes bench/RESULTS.md when all of it was measured.")
  .argument("[parts...]", `what to measure: ${Object.keys(parts).join(", ")}`)
  .option("--quick", "fewer rounds, no report: whether the budget is kept")
  .action(main)
  .parseAsync();
