import type { Benchmark, Claim } from "../benchmark.ts";
import { pairedRatio } from "../statistics.ts";
import { buildSubjects } from "../subject/build.ts";
import type { Subject } from "../subject/subject.ts";
import { startInRounds } from "./start.ts";
import { bare, plain, subjects, withHono } from "./subjects.ts";

const most = 1.15;

/** A whole life of a process, which is mostly Node's own start and end. */
export const wholeProcess: Benchmark = {
  title: "Cold start of a whole process: from its start, with one answer, to its end",
  unit: "ms",
  async run(quick) {
    const bundles = await buildSubjects(subjects);
    try {
      const starts = await startInRounds(subjects, bundles, quick ? 9 : 21);
      const valuesOf = (subject: Subject) => (starts.get(subject) ?? []).map(({ whole }) => whole);
      const claim = (ours: Subject): Claim => ({
        text: `${ours.label}: within ${most} of the bare handler`,
        measured: pairedRatio(valuesOf(ours), valuesOf(bare)),
        atMost: most,
        kept: false,
      });
      return {
        series: subjects.map((subject) => ({ label: subject.label, values: valuesOf(subject) })),
        claims: [plain, withHono].map(claim),
        notes: ["The bare handler has no router, no validation library, no error answers and writes no log."],
      };
    } finally {
      bundles.remove();
    }
  },
};
