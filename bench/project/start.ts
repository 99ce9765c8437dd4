import type { Benchmark } from "../benchmark.ts";
import { startProject, withClone } from "./running.ts";

/** The time from `npm start` until all four clouds are serving. */
export const start: Benchmark = {
  title: "npm start until four clouds serve",
  unit: "ms",
  async run(quick) {
    const first: number[] = [];
    const later: number[] = [];
    for (let round = 0; round < (quick ? 1 : 3); round++) {
      await withClone(async (clone) => {
        for (const times of [first, later]) {
          const project = await startProject(clone);
          times.push(project.time);
          await project.stop();
        }
      });
    }
    return {
      series: [
        { label: "first start of a copy, nothing bundled", values: first },
        { label: "later starts", values: later },
      ],
      claims: [{ text: "ready within 8 seconds", measured: Math.max(...first, ...later), atMost: 8_000, kept: false }],
      notes: [
        "From the start of `fourfold dev`, which is all that `npm start` runs, to its last line before it waits.",
      ],
    };
  },
};
