import { fork } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { clearTimeout, setTimeout as later } from "node:timers";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Message, Outcome } from "./reporter.ts";

const mocha = createRequire(import.meta.url).resolve("mocha/bin/mocha.js");
const reporter = fileURLToPath(new URL("./reporter.ts", import.meta.url));

/** The result of an area's tests. */
export interface Ended {
  /** The output of its process, standard output and error interleaved. */
  readonly text: string;
  /** The outcome of its tests, if they ended. */
  readonly outcome?: Outcome;
  /** A problem besides failing tests: the process ended before its tests, or not at all. */
  readonly problem?: string;
  readonly seconds: number;
}

export interface RunOptions {
  /** Options of mocha besides those in `.mocharc.json`. @default none */
  readonly options?: readonly string[];
  /** Added to the environment. @default none */
  readonly environment?: NodeJS.ProcessEnv;
  /** Called with the title of a test as soon as it fails: the end may be far off, or never come. */
  readonly onFailure?: (title: string) => void;
  /**
   * How long a process may live after its tests, in milliseconds: then a test has left something open.
   * @default a minute
   */
  readonly grace?: number;
}

/** Runs files with tests in a process of their own. */
export async function runFiles(
  files: readonly string[],
  { options = [], environment = {}, onFailure, grace = 60_000 }: RunOptions = {},
): Promise<Ended> {
  const started = performance.now();
  const args = ["--reporter", reporter, ...options, ...files];
  const child = fork(mocha, args, { silent: true, env: { ...process.env, ...environment } });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
  }
  let outcome: Outcome | undefined;
  let timer: NodeJS.Timeout | undefined;
  child.on("message", (message: Message) => {
    if ("failed" in message) onFailure?.(message.failed);
    if (!("outcome" in message)) return;
    outcome = message.outcome;
    timer = later(() => child.kill("SIGKILL"), grace);
  });
  const closed = once(child, "close");
  const [code, signal] = await once(child, "exit");
  clearTimeout(timer);
  // A process that a test has left running may hold its output open.
  await Promise.race([closed, setTimeout(1_000)]);
  const problem = problemOf(code ?? signal, outcome, grace);
  return {
    ...{ text, seconds: (performance.now() - started) / 1_000 },
    ...(outcome === undefined ? {} : { outcome }),
    ...(problem === undefined ? {} : { problem }),
  };
}

/** Mocha's exit code is the number of failures: https://mochajs.org/#exit-code */
function problemOf(code: number | string, outcome: Outcome | undefined, grace: number): string | undefined {
  if (outcome === undefined) return `Its process ended (${code}) before its tests did.`;
  if (code === "SIGKILL")
    return `Its process did not end within ${grace / 1_000} s after its tests: one left something open.`;
  return code !== 0 && outcome.failing === 0 ? `Its process ended (${code}) with an error after its tests.` : undefined;
}
