import type { Benchmark, Claim } from "../benchmark.ts";
import { pairedRatio } from "../statistics.ts";
import { buildSubjects } from "../subject/build.ts";
import type { Subject } from "../subject/subject.ts";
import { type ColdStart, startInRounds } from "./start.ts";
import { plain, subjects, withHono, zod, zodNamespace } from "./subjects.ts";

const fifth = 1 / 5;

/** What of a cold start belongs to the function, in one of two measures. */
function measureInProcess(measure: "inside" | "processor", title: string, note: string): Benchmark {
  const isSteady = measure === "processor";
  return {
    title,
    unit: "ms",
    async run(quick) {
      const measured = quick ? [plain, withHono, zodNamespace, zod] : subjects;
      const bundles = await buildSubjects(measured);
      try {
        const starts = await startInRounds(measured, bundles, quick ? 9 : 21);
        const valuesOf = (subject: Subject) => (starts.get(subject) ?? []).map((start: ColdStart) => start[measure]);
        const claim = (ours: Subject, other: Subject): Claim => ({
          text: `${ours.label}: 5 times faster than ${other.label}`,
          measured: pairedRatio(valuesOf(ours), valuesOf(other)),
          atMost: fifth,
          kept: isSteady,
        });
        return {
          series: measured.map((subject) => ({ label: subject.label, values: valuesOf(subject) })),
          claims: [plain, withHono].flatMap((ours) => [zodNamespace, zod].map((other) => claim(ours, other))),
          notes: [note],
        };
      } finally {
        bundles.remove();
      }
    },
  };
}

/** What a function adds to the start of its platform's process. */
export const inProcess = measureInProcess(
  "inside",
  "Cold start in the process: import and first answer",
  "A fresh process in each round. Ours also writes the request's log line, and keeps deadline and body limit. Most of the " +
    "difference is undici, which Node.js loads with the first `Request`, and zod.",
);

/** The same, without the noise of the machine. */
export const inProcessor = measureInProcess(
  "processor",
  "Cold start in the process: processor time of import and first answer",
  "All threads of the process. This repeats on a busy machine too, so CI fails on it.",
);
