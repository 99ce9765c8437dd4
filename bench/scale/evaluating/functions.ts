import type { Benchmark, Claim, Series } from "../../benchmark.ts";
import { median, pairedRatio } from "../../statistics.ts";
import { bundleIn } from "../bundling/bundling.ts";
import { createProject } from "../project.ts";
import { type Size, sizesFor, titleOf } from "../sizes.ts";
import { compare, type Maker, type Times } from "./compare.ts";

function measure({ functions, rounds }: Size): Times {
  using project = createProject(functions);
  bundleIn("fourfold", project);
  return compare("functions", project, rounds);
}

const mostOfSdk = 1.15;
const mostGrowth = 1.1;

type Measured = readonly (readonly [Size, Times])[];

/** How much longer a function takes in the largest project than in one a tenth of its size. */
function growth(measured: Measured, maker: Maker): number {
  const [fewer, most] = measured.slice(-2).map(([{ functions }, times]) => median(times[maker]) / functions);
  return (most ?? Number.NaN) / (fewer ?? Number.NaN);
}

function claimsOf(measured: Measured): readonly Claim[] {
  const ofSdk = measured.map(([size, { components, sdk }]) => ({
    text: `${titleOf(size)}: within ${mostOfSdk} of the SDK`,
    measured: pairedRatio(components, sdk),
    atMost: mostOfSdk,
    kept: false,
  }));
  const text = `linear: among the most of these a function takes within ${mostGrowth} of one among ten times fewer`;
  return [...ofSdk, { text, measured: growth(measured, "components"), atMost: mostGrowth, kept: false }];
}

/**
 * A program's evaluation until the engine, which answers from memory, has answered everything. Starting processes and loading
 * packages are not measured.
 */
export const evaluating: Benchmark = {
  title: "Evaluating a program of many functions on AWS",
  unit: "ms",
  async run(quick) {
    const measured = sizesFor(quick).map((size) => [size, measure(size)] as const);
    const series = measured.flatMap(([size, { components, sdk }]): readonly Series[] => [
      { label: `${titleOf(size)}: our components`, values: components },
      { label: `${titleOf(size)}: @pulumi/aws alone`, values: sdk },
    ]);
    return {
      series,
      claims: claimsOf(measured),
      notes: [
        "Sets of 50 functions with an HTTP API each. Both programs register the same resources with the same names and arguments, about ten for a function: the run ends with an error if they do not. Ours registers its components besides, checks every set against limits and quotas, and finds the bundle of each function, which is there and unchanged. It is faster nevertheless, because components create their children with short stacks, which Pulumi writes out for every property of a resource.",
        `The growth of the SDK alone, on the scale of the last claim, is ${growth(measured, "sdk").toFixed(3)}.`,
      ],
    };
  },
};
