import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Mutant } from "./places.ts";
import type { Failure } from "./tests.ts";
import type { Answer, Question } from "./worker.ts";

const program = fileURLToPath(new URL("./worker.ts", import.meta.url));

/** A mutant, and the test that noticed it. */
export interface Verdict {
  readonly mutant: Mutant;
  readonly failure?: Failure;
}

/**
 * Tries every mutant, on several workers.
 *
 * @param done - Called after each.
 * @throws Error when the tests fail without a mutant: then they say nothing about one.
 */
export async function tryAll(
  mutants: readonly Mutant[],
  { project, workers, done }: { readonly project: string; readonly workers: number; done(): void },
): Promise<readonly Verdict[]> {
  const left = [...mutants];
  const verdicts: Verdict[] = [];
  const work = async () => {
    const worker = new Worker(project);
    try {
      for (let mutant = left.shift(); mutant !== undefined; mutant = left.shift()) {
        const failure = await worker.judge(mutant);
        verdicts.push(failure === undefined ? { mutant } : { mutant, failure });
        done();
      }
    } finally {
      worker.end();
    }
  };
  await Promise.all(Array.from({ length: Math.min(workers, mutants.length) }, work));
  return verdicts;
}

/** One child process, replaced by another when a mutant has left something behind in it. */
class Worker {
  readonly #project: string;
  readonly #sound = new Set<string>();
  #child: Child | undefined;

  constructor(project: string) {
    this.#project = project;
  }

  async judge(mutant: Mutant): Promise<Failure | undefined> {
    await this.#requireSoundTests(mutant.file);
    return this.#try({ file: mutant.file, mutant });
  }

  end(): void {
    this.#child?.process.kill();
    this.#child = undefined;
  }

  async #requireSoundTests(file: string): Promise<void> {
    if (this.#sound.has(file)) return;
    const failure = await this.#try({ file });
    if (failure !== undefined) {
      throw new Error(`Without any mutant the tests for ${file} fail: ${failure.test}: ${failure.message}`);
    }
    this.#sound.add(file);
  }

  async #try(question: Question): Promise<Failure | undefined> {
    const failure = await this.#ask(question);
    if (failure?.isTimeout) this.end();
    if (!failure?.isStray) return failure;
    // It may be an earlier mutant's error, which came late: only what happens again in a new process counts.
    this.end();
    const again = await this.#ask(question);
    if (again?.isStray) this.end();
    return again;
  }

  async #ask(question: Question): Promise<Failure | undefined> {
    this.#child ??= await start(this.#project);
    const { process: child, errors } = this.#child;
    return new Promise((resolve) => {
      const ended = () => {
        this.#child = undefined;
        resolve({ test: "any", message: `the process ended: ${errors()}`, isStray: true, isTimeout: false });
      };
      child.once("exit", ended);
      child.once("message", (answer: Answer) => {
        child.off("exit", ended);
        resolve("failure" in answer ? answer.failure : undefined);
      });
      child.send(question);
    });
  }
}

interface Child {
  readonly process: ChildProcess;
  /** What it has written to the standard error. */
  errors(): string;
}

function start(project: string): Promise<Child> {
  const child = fork(program, {
    cwd: project,
    // What mutants print is theirs. `stripTypeScriptTypes` is experimental, and says so each time.
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    execArgv: ["--disable-warning=ExperimentalWarning"],
  });
  let errors = "";
  child.stderr?.on("data", (chunk) => {
    errors += chunk;
  });
  return new Promise((resolve, reject) => {
    const failed = () => reject(new Error(`The component tests cannot be loaded:\n${errors}`));
    child.once("exit", failed);
    child.once("message", () => {
      child.off("exit", failed);
      resolve({ process: child, errors: () => errors });
    });
  });
}
