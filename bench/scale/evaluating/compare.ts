import { runProgram } from "../child.ts";
import type { Project } from "../project.ts";
import { Evaluation } from "./evaluation.ts";

const main = new URL("main.ts", import.meta.url);

/** What is evaluated: the folder with both of its makers. */
export type Program = "functions" | "queues";

/** What makes the resources. */
export type Maker = "components" | "sdk";

/** Evaluates a project in a process of its own. Its bundles should be there: they are not what is measured. */
export function evaluate(program: Program, maker: Maker, { folder, names }: Project): Evaluation {
  return runProgram(main, { args: [program, maker, names.length], folder }, Evaluation);
}

/** @throws when both have not registered the same resources with the same arguments: then they cannot be compared. */
export function requireSameResources(ours: Evaluation, theirs: Evaluation): void {
  if (ours.digest === theirs.digest) return;
  const counts = [ours, theirs].map((each) => JSON.stringify(each.counts));
  throw new Error(`The components create other resources than the SDK, or with other arguments:\n${counts.join("\n")}`);
}

/** Milliseconds of each round. */
export type Times = Readonly<Record<Maker, readonly number[]>>;

/** Both by turns, so that neither has the quieter machine. */
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
