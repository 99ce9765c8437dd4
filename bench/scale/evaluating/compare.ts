import { runProgram } from "../child.ts";
import type { Project } from "../project.ts";
import { Evaluation } from "./evaluation.ts";

const main = new URL("main.ts", import.meta.url);

/** The program to evaluate: the folder with both implementations. */
export type Program = "functions" | "resources";

/** The implementation that creates the resources. */
export type Maker = "components" | "sdk";

/** Evaluates a project in a process of its own. Its bundles should exist already, since bundling is not measured here. */
export function evaluate(program: Program, maker: Maker, { folder, names }: Project): Evaluation {
  return runProgram(main, { args: [program, maker, names.length], folder }, Evaluation);
}

/** @throws when the registered resources or their arguments differ, so that they cannot be compared. */
export function requireSameResources(ours: Evaluation, theirs: Evaluation): void {
  if (ours.digest === theirs.digest) return;
  const counts = [ours, theirs].map((each) => JSON.stringify(each.counts));
  throw new Error(`The components create other resources than the SDK, or with other arguments:\n${counts.join("\n")}`);
}

/** The milliseconds of each round. */
export type Times = Readonly<Record<Maker, readonly number[]>>;

/** Measures both in turn, so that noise affects both. */
export function compare(program: Program, project: Project, rounds: number): Times {
  const times: { readonly [M in Maker]: number[] } = { components: [], sdk: [] };
  for (let round = 0; round < rounds; round++) {
    const [ours, theirs] = [evaluate(program, "components", project), evaluate(program, "sdk", project)];
    requireSameResources(ours, theirs);
    times.components.push(ours.milliseconds);
    times.sdk.push(theirs.milliseconds);
  }
  return times;
}
