import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Benchmark, Claim, Series } from "../../benchmark.ts";
import { median, pairedRatio } from "../../statistics.ts";
import { createProject } from "../project.ts";
import { type Size, sizesFor, titleOf } from "../sizes.ts";
import { type Bundling, bundleIn } from "./bundling.ts";

interface Times {
  readonly cold: number[];
  readonly esbuild: number[];
  /** esbuild, including loading its output. */
  readonly loaded: number[];
  readonly warm: number[];
}

/** @throws when the outputs differ in any byte, so that they cannot be compared. */
export function requireSameCode(bundlings: readonly Bundling[]): void {
  if (new Set(bundlings.map(({ digest }) => digest)).size === 1) return;
  throw new Error(
    "Our bundler makes other code than esbuild alone: their options differ, or a source was changed meanwhile.",
  );
}

/** Measures all three in turn, so that noise affects all of them. */
function measure({ functions, rounds }: Size): Times {
  using project = createProject(functions);
  const times: Times = { cold: [], esbuild: [], loaded: [], warm: [] };
  for (let round = 0; round < rounds; round++) {
    rmSync(join(project.folder, ".fourfold"), { recursive: true, force: true });
    const [cold, esbuild] = [bundleIn("fourfold", project), bundleIn("esbuild", project)];
    const warm = bundleIn("fourfold", project);
    requireSameCode([cold, esbuild, warm]);
    times.cold.push(cold.milliseconds);
    times.esbuild.push(esbuild.milliseconds);
    times.loaded.push(esbuild.milliseconds + esbuild.loading);
    times.warm.push(warm.milliseconds);
  }
  return times;
}

const mostOfEsbuild = 1.2;
const mostWarm = 1_000;

function claimsOf(measured: readonly (readonly [Size, Times])[]): readonly Claim[] {
  return measured.flatMap(([size, { cold, esbuild, loaded, warm }]) => [
    {
      text: `${titleOf(size)}, nothing made yet: within ${mostOfEsbuild} of esbuild alone`,
      measured: pairedRatio(cold, esbuild),
      atMost: mostOfEsbuild,
      kept: false,
    },
    {
      text: `${titleOf(size)}, nothing made yet: within ${mostOfEsbuild} of esbuild and loading what it made`,
      measured: pairedRatio(cold, loaded),
      atMost: mostOfEsbuild,
      kept: false,
    },
    {
      text: `${titleOf(size)}, all made before: at most ${mostWarm} ms`,
      measured: median(warm),
      atMost: mostWarm,
      kept: false,
    },
  ]);
}

/** The time from the call until all functions are on disk. */
export const bundling: Benchmark = {
  title: "Bundling many functions",
  unit: "ms",
  async run(quick) {
    const measured = sizesFor(quick).map((size) => [size, measure(size)] as const);
    const series = measured.flatMap(([size, { cold, esbuild, loaded, warm }]): readonly Series[] => [
      { label: `${titleOf(size)}: our bundler, nothing made yet`, values: cold },
      { label: `${titleOf(size)}: esbuild alone`, values: esbuild },
      { label: `${titleOf(size)}: esbuild, and loading each function once`, values: loaded },
      { label: `${titleOf(size)}: our bundler, all made before`, values: warm },
    ]);
    return {
      series,
      claims: claimsOf(measured),
      notes: [
        "Functions share a router, a validator, our run time and files of their project; each has a handler and a rule of its own. Both make the same code, byte for byte, minified, with source maps: the run ends with an error if they do not.",
        "esbuild is called once for all functions. Ours, besides, loads every handler to see that it is what its set says, makes maps that are the same on every machine, hashes what it makes, and notes what it was made of. Loading takes longest of these, so it is also given with esbuild: the bundles it made, imported one after the other.",
      ],
    };
  },
};
