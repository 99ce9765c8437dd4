import { setTimeout as sleep } from "node:timers/promises";
import type { Clone } from "../../tests/support/clone.ts";
import type { Command } from "../../tests/support/command.ts";
import type { Benchmark } from "../benchmark.ts";
import { median } from "../statistics.ts";
import { startProject, withClone } from "./running.ts";

const summary = /index\.ts → .* in ([\d.]+) (ms|s)/;

/** The milliseconds that the engine reports for one evaluation, after the program was touched without a change. */
async function evaluateOnce(clone: Clone, session: Command): Promise<number> {
  const before = session.text().length;
  clone.edit("index.ts", /$/, "\n");
  for (;;) {
    const [, amount, unit] = summary.exec(session.text().slice(before)) ?? [];
    if (amount !== undefined) return Number(amount) * (unit === "s" ? 1_000 : 1);
    await sleep(20);
  }
}

/** The engine's own time for an evaluation that finds nothing to change. */
export const evaluation: Benchmark = {
  title: "Evaluation of the shop on four clouds by `fourfold dev`",
  unit: "ms",
  run: (quick) =>
    withClone(async (clone) => {
      const { session, stop } = await startProject(clone);
      try {
        const values: number[] = [];
        for (let round = 0; round < (quick ? 2 : 5); round++) {
          values.push(await evaluateOnce(clone, session));
          await sleep(1_000);
        }
        const claim = { text: "within 3 seconds", measured: median(values), atMost: 3_000, kept: false };
        return { series: [{ label: "nothing to change", values }], claims: [claim] };
      } finally {
        await stop();
      }
    }),
};
