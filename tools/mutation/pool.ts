import { findBuilders, type Mutant } from "./places.ts";
import { startTests, type TestProcess } from "./process.ts";
import { cloudOf, type Failure, type Which } from "./tests.ts";
import type { Question } from "./worker.ts";

/** A mutant, and the test that noticed it. */
export interface Verdict {
  readonly mutant: Mutant;
  readonly failure?: Failure;
}

/**
 * Tries all mutants, on several workers.
 *
 * @param done - Called with each verdict.
 * @throws Error when the tests fail without a mutant: then their failures mean nothing.
 */
export async function tryAll(
  mutants: readonly Mutant[],
  { project, workers, done }: { readonly project: string; readonly workers: number; done(verdict: Verdict): void },
): Promise<readonly Verdict[]> {
  const left = [...mutants];
  const verdicts: Verdict[] = [];
  const sound: Checks = new Map();
  const work = async () => {
    const worker = new Worker(project, sound);
    try {
      for (let mutant = left.shift(); mutant !== undefined; mutant = left.shift()) {
        const failure = await worker.judge(mutant);
        const verdict = failure === undefined ? { mutant } : { mutant, failure };
        verdicts.push(verdict);
        done(verdict);
      }
    } finally {
      // After an error, the other workers end too.
      left.length = 0;
      await worker.end();
    }
  };
  const results = await Promise.allSettled(Array.from({ length: Math.min(workers, mutants.length) }, work));
  for (const result of results) if (result.status === "rejected") throw result.reason;
  return verdicts;
}

/** The result without a mutant of each test that noticed one, by title. Shared by all workers. */
type Checks = Map<string, Promise<Failure | undefined>>;

/** How many mutants a process tries. It keeps all that it has loaded: modules are never unloaded. */
const longestUse = 100;

/** Runs one process at a time, and replaces it when a mutant may have left something behind in it. */
class Worker {
  readonly #project: string;
  readonly #builders: ReadonlySet<string>;
  readonly #sound: Checks;
  #process: TestProcess | undefined;
  #uses = 0;

  constructor(project: string, sound: Checks) {
    this.#project = project;
    this.#builders = findBuilders(project);
    this.#sound = sound;
  }

  async judge(mutant: Mutant): Promise<Failure | undefined> {
    const cloud = cloudOf(mutant.file);
    // Files other than builders are loaded once, with the tests.
    const needsOwn = !this.#builders.has(mutant.file);
    if (needsOwn) await this.end();
    const failure = await this.#try({ cloud, mutant });
    if (needsOwn) await this.end();
    if (failure !== undefined) await this.#requireSound({ cloud, title: failure.again });
    return failure;
  }

  async end(): Promise<void> {
    await this.#process?.end();
    this.#process = undefined;
    this.#uses = 0;
  }

  /** A test that also fails without a mutant has not noticed it. */
  async #requireSound(which: Which & { readonly title: string }): Promise<void> {
    const check = this.#sound.get(which.title) ?? this.#try(which);
    this.#sound.set(which.title, check);
    const failure = await check;
    if (failure !== undefined) {
      throw new Error(`Without any mutant the tests fail: ${failure.test}: ${failure.message}`);
    }
  }

  async #try(question: Question): Promise<Failure | undefined> {
    const failure = await this.#ask(question);
    if (!failure?.isDoubtful) return failure;
    // A failure counts only if it happens again in a new process.
    await this.end();
    const again = await this.#ask(question);
    if (again?.isDoubtful) await this.end();
    return again;
  }

  async #ask(question: Question): Promise<Failure | undefined> {
    if (this.#uses >= longestUse) await this.end();
    this.#uses++;
    this.#process ??= startTests(this.#project);
    const { failure } = await this.#process.ask(question);
    return failure;
  }
}
