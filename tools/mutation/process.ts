import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Answer, Question } from "./worker.ts";

const program = fileURLToPath(new URL("./worker.ts", import.meta.url));

/** A child process that runs the component tests. */
export interface TestProcess {
  /** Asks, and waits for the answer: one question at a time. If the process ends, that is a failure. */
  ask(question: Question): Promise<Answer>;
  /** Ends it, and removes its files. */
  end(): Promise<void>;
}

/** Starts one in a folder of its own: bundles are written below the working folder, and workers must not share them. */
export function startTests(project: string): TestProcess {
  const folder = mkdtempSync(join(tmpdir(), "fourfold-mutation-"));
  symlinkSync(join(project, "node_modules"), join(folder, "node_modules"), "dir");
  const child = fork(program, [project], {
    cwd: folder,
    // The output of mutants does not matter. `stripTypeScriptTypes` is experimental, and warns each time.
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    execArgv: ["--disable-warning=ExperimentalWarning"],
  });
  const exit = once(child, "exit");
  let errors = "";
  child.stderr?.on("data", (chunk) => {
    errors += chunk;
  });
  return {
    ask(question) {
      return new Promise((resolve) => {
        const ended = () => {
          const message = `the process ended: ${errors}`;
          resolve({ failure: { test: "any", again: "", message, isDoubtful: true } });
        };
        child.once("exit", ended);
        child.once("message", (answer: Answer) => {
          child.off("exit", ended);
          resolve(answer);
        });
        child.send(question);
      });
    },
    async end() {
      child.kill();
      await exit;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
