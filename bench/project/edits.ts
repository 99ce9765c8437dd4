import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { type Cloud, clouds } from "../../kit/spec/index.ts";
import type { Clone } from "../../tests/support/clone.ts";
import type { Benchmark } from "../benchmark.ts";
import { median } from "../statistics.ts";
import { type RunningProject, startProject, withClone } from "./running.ts";

const handler = "functions/routes/health.ts";
/** The maximum median time of an edit, in milliseconds. */
const aims: Readonly<Record<Cloud, number>> = { aws: 100, gcp: 250, azure: 250, cloudflare: 250 };

/** Milliseconds until an address answers with some text. */
async function untilAnswers(url: string, text: string): Promise<number> {
  const start = performance.now();
  for (;;) {
    const response = await fetch(`${url}/health`);
    if ((await response.text()).includes(text)) return performance.now() - start;
    await sleep(10); // More frequent requests would affect the measured time.
  }
}

/**
 * The times of edits by cloud, each made when the one before has settled. Every edit changes all clouds, and one of them is
 * measured, in turn: requests to all at once would take processor time from the change.
 */
async function measureEdits(
  clone: Clone,
  { addresses }: RunningProject,
  edits: number,
): Promise<ReadonlyMap<Cloud, readonly number[]>> {
  const times = new Map<Cloud, number[]>(clouds.map((cloud) => [cloud, []]));
  let current = "up";
  for (let edit = 0; edit < edits; edit++) {
    for (const [cloud, url] of addresses) {
      // A developer has looked at the page before, which may start an instance and then a standby.
      await untilAnswers(url, current);
      await sleep(1_000);
      const next = `edit-${edit}-${Date.now()}`;
      clone.edit(handler, `state: "${current}" }`, `state: "${next}" }`);
      current = next;
      times.get(cloud)?.push(await untilAnswers(url, next));
      await sleep(3_500); // The program is evaluated again a second after an edit.
    }
  }
  return times;
}

/** The time from saving a handler until its cloud answers with the new code. */
export const edits: Benchmark = {
  title: "An edit of a handler until the new code answers",
  unit: "ms",
  run: (quick) =>
    withClone(async (clone) => {
      const project = await startProject(clone);
      try {
        const times = [...(await measureEdits(clone, project, quick ? 2 : 5))];
        return {
          series: times.map(([cloud, values]) => ({ label: cloud, values })),
          claims: times.map(([cloud, values]) => ({
            text: `${cloud}: half of the edits within ${aims[cloud]} ms`,
            measured: median(values),
            atMost: aims[cloud],
            kept: false,
          })),
        };
      } finally {
        await project.stop();
      }
    }),
};
