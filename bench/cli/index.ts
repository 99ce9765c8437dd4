import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { openPulumi, type Pulumi } from "../../tests/real-engine/support/pulumi.ts";
import type { Clone } from "../../tests/support/clone.ts";
import { ensurePulumi } from "../../tools/pulumi/build.ts";
import type { Benchmark } from "../benchmark.ts";
import { withClone } from "../project/running.ts";
import { pairedRatio } from "../statistics.ts";

const yaml = "name: empty\nmain: index.ts\nruntime: { name: nodejs, options: { typescript: false } }\n";

/** An empty program, in a folder and with simulated clouds of its own, to measure the CLI, Node.js and the SDK alone. */
function createEmptyProject({ folder }: Clone): string {
  const own = join(folder, "empty");
  mkdirSync(own);
  writeFileSync(join(own, "Pulumi.yaml"), yaml);
  writeFileSync(join(own, "index.ts"), "export {};\n");
  return own;
}

async function timeOf(run: Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run;
  return performance.now() - start;
}

interface Times {
  readonly up: number[];
  readonly preview: number[];
}

/** Creates everything, previews without changes, and destroys everything. */
async function measureOnce(pulumi: Pulumi, times: Times): Promise<void> {
  times.up.push(await timeOf(pulumi.run("up", "--yes", "--skip-preview")));
  times.preview.push(await timeOf(pulumi.run("preview", "--expect-no-changes")));
  await pulumi.run("destroy", "--yes", "--skip-preview");
}

async function measure(clone: Clone, rounds: number): Promise<{ readonly shop: Times; readonly empty: Times }> {
  const executable = await ensurePulumi();
  const folders = { shop: clone.folder, empty: createEmptyProject(clone) };
  const shop = { pulumi: openPulumi(clone, folders.shop, executable), times: { up: [], preview: [] } };
  const empty = { pulumi: openPulumi(clone, folders.empty, executable), times: { up: [], preview: [] } };
  const both = [shop, empty];
  try {
    // Starts the simulated clouds, creates the stack and bundles, which happens only once.
    for (const { pulumi } of both) await pulumi.run("preview");
    for (let round = 0; round < rounds; round++) {
      for (const { pulumi, times } of both) await measureOnce(pulumi, times);
    }
    return { shop: shop.times, empty: empty.times };
  } finally {
    for (const { pulumi } of both) await pulumi.stop();
  }
}

const realEngine: Benchmark = {
  title: "The real Pulumi CLI: the shop on four simulated clouds, and an empty program",
  unit: "ms",
  run: (quick) =>
    withClone(async (clone) => {
      const { shop, empty } = await measure(clone, quick ? 1 : 3);
      return {
        series: [
          { label: "`pulumi up`, which creates the shop", values: shop.up },
          { label: "`pulumi up` of an empty program", values: empty.up },
          { label: "`pulumi preview` of the shop, nothing to change", values: shop.preview },
          { label: "`pulumi preview` of an empty program", values: empty.preview },
        ],
        claims: [],
        ratios: [
          { text: "`up`: the shop to an empty program", measured: pairedRatio(shop.up, empty.up) },
          { text: "`preview`: the shop to an empty program", measured: pairedRatio(shop.preview, empty.preview) },
        ],
        notes: [
          "Both by way of `fourfold pulumi`, with simulated clouds that run and bundles that are made. The shop's program loads the SDKs of four clouds.",
        ],
      };
    }),
};

/** The project on Pulumi's own engine. */
export const cli: readonly Benchmark[] = [realEngine];
