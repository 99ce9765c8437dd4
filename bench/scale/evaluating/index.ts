import type { Benchmark, Claim, Series } from "../../benchmark.ts";
import { median, pairedRatio } from "../../statistics.ts";
import { bundleIn } from "../bundling/bundling.ts";
import { runProgram } from "../child.ts";
import { createProject, type Project } from "../project.ts";
import { type Size, sizesFor, titleOf } from "../sizes.ts";
import { Evaluation } from "./evaluation.ts";

const program = new URL("main.ts", import.meta.url);

/** What makes the resources. */
export type Maker = "components" | "sdk";

/** Evaluates a project's functions in a process of its own. Their bundles should be there: they are not what is measured. */
export function evaluate(maker: Maker, { folder, names }: Project): Evaluation {
  return runProgram(program, { args: [maker, names.length], folder }, Evaluation);
}

/** @throws when both have not registered the same resources with the same arguments: then they cannot be compared. */
export function requireSameResources(ours: Evaluation, theirs: Evaluation): void {
  if (ours.digest === theirs.digest) return;
  const counts = [ours, theirs].map((each) => JSON.stringify(each.counts));
  throw new Error(`The components create other resources than the SDK, or with other arguments:\n${counts.join("\n")}`);
}

type Times = Readonly<Record<Maker, readonly number[]>>;

/** Both by turns, so that neither has the quieter machine. */
function measure({ functions, rounds }: Size): Times {
  using project = createProject(functions);
  bundleIn("fourfold", project);
  const times: { readonly [M in Maker]: number[] } = { components: [], sdk: [] };
  for (let round = 0; round < rounds; round++) {
    const [ours, theirs] = [evaluate("components", project), evaluate("sdk", project)];
    requireSameResources(ours, theirs);
    times.components.push(ours.milliseconds);
    times.sdk.push(theirs.milliseconds);
  }
  return times;
}

const mostOfSdk = 1.15;
const mostGrowth = 1.1;

type Measured = readonly (readonly [Size, Times])[];

/** How much longer one function takes among the most that were measured than among ten times fewer. */
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
 * A program's evaluation until the engine, which answers from memory, has answered everything. Processes, and packages
 * that they load, have been started before.
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
