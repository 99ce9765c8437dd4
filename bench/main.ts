/** Measures the project's claims: `npm run bench`, a few minutes; or parts of them: `npm run bench -- cold warm`. */
import { loadavg } from "node:os";
import { Argument, Command } from "commander";
import { parts } from "./parts.ts";
import { formatOutcome, isReached, type Outcome } from "./report.ts";
import { record } from "./results.ts";

interface Options {
  readonly quick?: boolean;
  /** Only benchmarks whose title contains this text. */
  readonly only?: string;
}

async function* measure(names: readonly string[], { quick = false, only = "" }: Options): AsyncGenerator<Outcome> {
  for (const name of names) {
    for (const benchmark of (await parts[name]?.()) ?? []) {
      if (!benchmark.title.includes(only)) continue;
      const [load = Number.NaN] = loadavg();
      yield { benchmark, findings: await benchmark.run(quick), date: new Date(), load };
    }
  }
}

async function main(asked: readonly string[], options: Options): Promise<void> {
  const outcomes: Outcome[] = [];
  try {
    for await (const outcome of measure(asked.length === 0 ? Object.keys(parts) : asked, options)) {
      console.log(formatOutcome(outcome));
      outcomes.push(outcome);
    }
  } finally {
    // Even if one of them fails: the others took minutes to measure, and are still valid.
    if (!options.quick && outcomes.length > 0) await record(outcomes);
  }
  if (outcomes.length === 0) {
    console.error(`No benchmark of these parts has "${options.only}" in its title: bench/RESULTS.md has the titles.`);
    process.exitCode = 1;
  }
  const missed = outcomes.flatMap(({ findings }) => findings.claims.filter((claim) => !isReached(claim)));
  for (const { text, measured, atMost } of missed) {
    console.error(`Not reached: ${text}: ${measured.toFixed(3)} > ${atMost}`);
  }
  if (missed.some(({ kept }) => kept)) process.exitCode = 1;
}

await new Command("bench")
  .description(
    "Measures what the project claims, and writes it to bench/RESULTS.md. What is not measured stays there with its own date and machine, unless a version has changed.",
  )
  .addArgument(new Argument("[parts...]", "what to measure, all unless named").choices(Object.keys(parts)))
  .option("--quick", "fewer rounds and smaller sizes, nothing written: whether the budget is kept")
  .option("--only <text>", "of these parts only benchmarks with this text in their title")
  .action(main)
  .parseAsync();
