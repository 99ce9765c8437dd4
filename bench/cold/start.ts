import { spawn } from "node:child_process";
import { once } from "node:events";
import { performance } from "node:perf_hooks";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { Bundles } from "../subject/build.ts";
import { expectedBody, type Subject } from "../subject/subject.ts";

const program = fileURLToPath(new URL("../subject/first-response.mjs", import.meta.url));

/** What one cold start took, in milliseconds. */
export interface ColdStart {
  /** From the import of the bundle to its first answer, in the process. */
  readonly inside: number;
  /** What of the processors' time the same took, whatever else the machine does meanwhile. */
  readonly processor: number;
  /** From the start of the process to its end. */
  readonly whole: number;
}

/** Environment variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** All that a process writes to one of its pipes. */
const written = (stream: unknown): Promise<string> => (stream instanceof Readable ? text(stream) : Promise.resolve(""));

/** Starts a process that loads a subject's bundle and answers one request. This one goes on: it may be what that calls. */
async function startOnce(subject: Subject, file: string, env: Environment): Promise<ColdStart> {
  const start = performance.now();
  const child = spawn(process.execPath, [program, subject.platform, file], {
    env,
    stdio: ["ignore", "ignore", "pipe", "pipe"],
  });
  const texts = Promise.all([child.stdio[2], child.stdio[3]].map(written));
  const [code] = await once(child, "exit");
  const whole = performance.now() - start;
  const [errors, answer = ""] = await texts;
  if (code !== 0) throw new Error(`${subject.label} failed: ${errors}`);
  const { inside, processor, status, body } = JSON.parse(answer);
  if (status !== 200 || body !== expectedBody) throw new Error(`${subject.label} answered ${status} ${body}`);
  return { inside, processor, whole };
}

/**
 * Starts every subject once in each round, so that all of them meet the same noise.
 *
 * @param environmentOf - @default that of this process
 */
export async function startInRounds(
  subjects: readonly Subject[],
  bundles: Bundles,
  rounds: number,
  environmentOf: (subject: Subject) => Environment = () => process.env,
): Promise<ReadonlyMap<Subject, readonly ColdStart[]>> {
  const startOf = (subject: Subject) => startOnce(subject, bundles.fileOf(subject), environmentOf(subject));
  // The first read of a file from the disk belongs to no one.
  for (const subject of subjects) await startOf(subject);
  const starts = new Map<Subject, ColdStart[]>(subjects.map((subject) => [subject, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [subject, times] of starts) times.push(await startOf(subject));
  }
  return starts;
}
