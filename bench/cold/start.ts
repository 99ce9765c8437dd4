import { spawn } from "node:child_process";
import { once } from "node:events";
import { performance } from "node:perf_hooks";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { Bundles } from "../subject/build.ts";
import { expectedBody, type Platform, type Subject } from "../subject/subject.ts";

const programOf = (name: string) => fileURLToPath(new URL(`../subject/${name}.mjs`, import.meta.url));
const response = { program: programOf("first-response"), answer: `200 ${expectedBody}` };

/** What a process of each platform runs, and what it has to answer: to a request, or how the function was registered. */
const starts: Readonly<Record<Platform, typeof response>> = {
  lambda: response,
  node: response,
  azure: { program: programOf("registration"), answer: "send" },
};

/** What one cold start took, in milliseconds. */
export interface ColdStart {
  /** From the import of the bundle to its first answer, in the process; on Azure, until its function is registered. */
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

/** Starts a process that loads a subject's bundle and asks it once. This one goes on: it may be what that calls. */
async function startOnce(subject: Subject, file: string, env: Environment): Promise<ColdStart> {
  const { platform, label } = subject;
  const { program, answer: expected } = starts[platform];
  const start = performance.now();
  const child = spawn(process.execPath, [program, platform, file], {
    env,
    stdio: ["ignore", "ignore", "pipe", "pipe"],
  });
  const texts = Promise.all([child.stdio[2], child.stdio[3]].map(written));
  const [code] = await once(child, "exit");
  const whole = performance.now() - start;
  const [errors, report = ""] = await texts;
  if (code !== 0) throw new Error(`${label} failed: ${errors}`);
  const { inside, processor, answer } = JSON.parse(report);
  if (answer !== expected) throw new Error(`${label} answered ${answer}`);
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
  const measured = new Map<Subject, ColdStart[]>(subjects.map((subject) => [subject, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [subject, times] of measured) times.push(await startOf(subject));
  }
  return measured;
}
