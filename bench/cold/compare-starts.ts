import type { Benchmark } from "../benchmark.ts";
import { clientOf } from "../drivers/compare.ts";
import type { Kind } from "../drivers/contract.ts";
import { openAwsPlace } from "../drivers/places/aws.ts";
import { openGooglePlace } from "../drivers/places/gcp.ts";
import { versionsOf } from "../machine.ts";
import { pairedRatio } from "../statistics.ts";
import { buildSubjects } from "../subject/build.ts";
import type { Platform, Subject } from "../subject/subject.ts";
import { type Pair, subjectsOf } from "./pairs.ts";
import { type ColdStart, type Environment, startInRounds } from "./start.ts";

const quarter = 1 / 4;

/** What subjects call, or would. */
interface Surroundings {
  environmentOf(subject: Subject): Environment;
  stop(): Promise<unknown>;
}

/** Which starts are compared. */
export interface StartComparison {
  readonly title: string;
  readonly pairs: readonly Pair[];
  /** What is measured beside them, without a claim. */
  readonly beside: readonly Subject[];
  /** Whose versions are told. */
  readonly packages: readonly string[];
  readonly open: () => Promise<Surroundings>;
  /** What readers must know. */
  readonly note: string;
}

async function startAll(subjects: readonly Subject[], open: () => Promise<Surroundings>, rounds: number) {
  const bundles = await buildSubjects(subjects);
  const { environmentOf, stop } = await open();
  try {
    return await startInRounds(subjects, bundles, rounds, environmentOf);
  } finally {
    await stop();
    bundles.remove();
  }
}

/** Compares pairs by the processor time of what starts. */
export function compareStarts({ title, pairs, beside, packages, open, note }: StartComparison): Benchmark {
  const subjects = [...subjectsOf(pairs), ...beside];
  return {
    title,
    unit: "ms",
    async run(quick) {
      const starts = await startAll(subjects, open, quick ? 9 : 21);
      const valuesOf = (subject: Subject) => (starts.get(subject) ?? []).map(({ processor }: ColdStart) => processor);
      return {
        series: subjects.map((subject) => ({ label: subject.label, values: valuesOf(subject) })),
        claims: pairs.map(([ours, theirs]) => ({
          text: `${ours.label}: 4 times faster than ${clientOf(theirs)}`,
          measured: pairedRatio(valuesOf(ours), valuesOf(theirs)),
          atMost: quarter,
          kept: false,
        })),
        notes: [note, versionsOf(...packages)],
      };
    },
  };
}

/** Simulated clouds, for functions on Lambda and on Google Cloud with links, by their names. */
export async function simulatedFor(links: Readonly<Record<string, Kind>>): Promise<Surroundings> {
  const [aws, gcp] = [await openAwsPlace(), await openGooglePlace()];
  const environments: Partial<Record<Platform, Environment>> = {
    lambda: aws.environmentOf(links),
    node: gcp.environmentOf(links),
  };
  return {
    environmentOf: ({ platform }) => ({ PATH: process.env.PATH, ...environments[platform] }),
    stop: () => Promise.all([aws.stop(), gcp.stop()]),
  };
}

/** An environment alone, for functions that are loaded and not asked. */
export async function notAsked(environment: Environment): Promise<Surroundings> {
  return { environmentOf: () => ({ PATH: process.env.PATH, ...environment }), stop: async () => {} };
}
