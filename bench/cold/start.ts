import { spawnSync } from "node:child_process";
import { performance } from "node:perf_hooks";
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

/** Starts a process that loads a subject's bundle and answers one request. */
function startOnce(subject: Subject, file: string): ColdStart {
  const start = performance.now();
  const { status: code, output } = spawnSync(process.execPath, [program, subject.platform, file], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  const whole = performance.now() - start;
  if (code !== 0) throw new Error(`${subject.label} failed: ${output[2]}`);
  const { inside, processor, status, body } = JSON.parse(output[3] ?? "");
  if (status !== 200 || body !== expectedBody) throw new Error(`${subject.label} answered ${status} ${body}`);
  return { inside, processor, whole };
}

/** Starts every subject once in each round, so that all of them meet the same noise. */
export function startInRounds(
  subjects: readonly Subject[],
  bundles: Bundles,
  rounds: number,
): ReadonlyMap<Subject, readonly ColdStart[]> {
  // The first read of a file from the disk belongs to no one.
  for (const subject of subjects) startOnce(subject, bundles.fileOf(subject));
  const starts = new Map<Subject, ColdStart[]>(subjects.map((subject) => [subject, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [subject, times] of starts) times.push(startOnce(subject, bundles.fileOf(subject)));
  }
  return starts;
}
