import { readFileSync } from "node:fs";
import type { Benchmark } from "../benchmark.ts";
import { clientOf } from "../drivers/compare.ts";
import { versionsOf } from "../machine.ts";
import { buildSubjects } from "../subject/build.ts";
import type { Subject } from "../subject/subject.ts";
import { type Pair, subjectsOf } from "./pairs.ts";

const kilobyte = 1_000;
const tenth = 1 / 10;

/** Which bundles are compared. */
export interface SizeComparison {
  readonly title: string;
  readonly pairs: readonly Pair[];
  /** What is measured beside them, without a claim. */
  readonly beside: readonly Subject[];
  /** Whose versions are told. */
  readonly packages: readonly string[];
  /** What readers must know. */
  readonly notes: readonly string[];
  /** Whether CI fails when one is larger than is claimed. @default false */
  readonly kept?: boolean;
}

/** How large bundles are that also call other services: the same on every machine. */
export function compareSizes({ title, pairs, beside, packages, notes, kept = false }: SizeComparison): Benchmark {
  const subjects = [...subjectsOf(pairs), ...beside];
  return {
    title,
    unit: "KB",
    async run() {
      const bundles = await buildSubjects(subjects);
      try {
        const sizes = new Map(subjects.map((subject) => [subject, readFileSync(bundles.fileOf(subject)).length]));
        const sizeOf = (subject: Subject) => sizes.get(subject) ?? Number.NaN;
        return {
          series: subjects.map((subject) => ({ label: subject.label, values: [sizeOf(subject) / kilobyte] })),
          claims: pairs.map(([ours, theirs]) => ({
            text: `${ours.label}: 10 times smaller than ${clientOf(theirs)}`,
            measured: sizeOf(ours) / sizeOf(theirs),
            atMost: tenth,
            kept,
          })),
          notes: ["Minified; 1 KB is 1,000 bytes.", ...notes, versionsOf(...packages)],
        };
      } finally {
        bundles.remove();
      }
    },
  };
}
