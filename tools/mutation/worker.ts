/** The child of `pool.ts`: runs the tests against one mutant after the other. */
import { setTimeout } from "node:timers/promises";
import { serveMutants } from "./mutated.ts";
import type { Mutant } from "./places.ts";
import { type Failure, loadTests, type Tests, type Which } from "./tests.ts";

/** A question to a worker: run the tests with or without a mutant. */
export interface Question extends Which {
  /** @default the original sources */
  readonly mutant?: Mutant;
}

/** The answer of a worker: the first failure, or none. */
export interface Answer {
  readonly failure?: Failure;
}

/** Time for errors of work that is not awaited: they belong to the mutant that is still loaded. In milliseconds. */
const grace = 10;

const [project = ""] = process.argv.slice(2);
const sources = serveMutants(project);

/** Collects uncaught errors as they come. */
function collectStray(): unknown[] {
  const stray: unknown[] = [];
  for (const event of ["unhandledRejection", "uncaughtException"]) {
    process.on(event, (error: unknown) => void stray.push(error));
  }
  return stray;
}

async function judge(tests: Tests, stray: unknown[], { mutant, ...which }: Question): Promise<Answer> {
  sources.use(mutant);
  stray.length = 0;
  const failure = await tests.run(which);
  await setTimeout(grace);
  if (failure !== undefined) return { failure };
  if (stray.length === 0) return {};
  return { failure: { test: "any", again: "", message: String(stray[0]), isDoubtful: true } };
}

process.on("disconnect", () => process.exit());
process.once("message", async (first: Question) => {
  // Some files are loaded with the tests, and not again: their mutants come first, to a new process.
  sources.use(first.mutant);
  const tests = await loadTests(project);
  const stray = collectStray();
  const answer = async (question: Question) => void process.send?.(await judge(tests, stray, question));
  process.on("message", answer);
  await answer(first);
});
