import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";

/**
 * The seed that chooses the files of an area with a sample: `TEST_SEED`, or the commit. So a run repeats on the same commit,
 * and each commit tries others. Without Git, it is the day.
 */
export function findSeed(project: string): string {
  const { TEST_SEED: given } = process.env;
  if (given) return given;
  const { stdout } = spawnSync("git", ["rev-parse", "--short=8", "HEAD"], { cwd: project, encoding: "utf8" });
  return stdout?.trim() || new Date().toISOString().slice(0, 10);
}

/** The names in an order that follows from the seed, and hardly changes when other names are added. */
export function inTurn(names: readonly string[], seed: string): readonly string[] {
  const keyed = names.map((name) => ({ name, key: createHash("sha256").update(`${seed} ${name}`).digest("hex") }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ name }) => name);
}

/** A number of the names, in their order. Which, follows from the seed. */
export function sampled(names: readonly string[], count: number, seed: string): readonly string[] {
  const chosen = new Set(inTurn(names, seed).slice(0, count));
  return names.filter((name) => chosen.has(name));
}
