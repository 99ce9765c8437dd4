/** The child of `pool.ts`: runs the tests against one mutant after the other. */
import { setTimeout } from "node:timers/promises";
import { serveMutants } from "./mutated.ts";
import type { Mutant } from "./places.ts";
import { type Failure, loadTests } from "./tests.ts";

/** What a worker is asked: the tests with a mutant, or without one. */
export interface Question {
  readonly file: string;
  readonly mutant?: Mutant;
}

/** What a worker answers, after it has said that it is ready. */
export type Answer = { readonly ready: true } | { readonly failure?: Failure };

/** Time for errors that nobody waits for: they belong to the mutant that is still there. */
const grace = 10;

const project = process.cwd();
const builders = serveMutants(project);
const stray: unknown[] = [];
for (const event of ["unhandledRejection", "uncaughtException"]) {
  process.on(event, (error: unknown) => void stray.push(error));
}
const tests = await loadTests(project);

async function judge({ file, mutant }: Question): Promise<Failure | undefined> {
  builders.use(mutant);
  stray.length = 0;
  const failure = await tests.run(file);
  await setTimeout(grace);
  if (failure !== undefined || stray.length === 0) return failure;
  return { test: "any", message: String(stray[0]), isStray: true, isTimeout: false };
}

function say(answer: Answer): void {
  process.send?.(answer);
}

process.on("message", (question: Question) => {
  void judge(question).then((failure) => say(failure === undefined ? {} : { failure }));
});
process.on("disconnect", () => process.exit());
say({ ready: true });
