import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";

/**
 * What decides which files of an area with a sample are run: `TEST_SEED`, or the commit. So a run repeats on the same
 * commit, and each commit tries others. Where there is no Git, it is the day.
 */
export function findSeed(project: string): string {
  const { TEST_SEED: given } = process.env;
  if (given) return given;
  const { stdout } = spawnSync("git", ["rev-parse", "--short=8", "HEAD"], { cwd: project, encoding: "utf8" });
  return stdout?.trim() || new Date().toISOString().slice(0, 10);
}

/** So many of some names, the same for the same seed, whatever the others are; in their order. */
export function sampled(names: readonly string[], count: number, seed: string): readonly string[] {
  const keyed = names.map((name) => ({ name, key: createHash("sha256").update(`${seed} ${name}`).digest("hex") }));
  const chosen = new Set(
    keyed
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .slice(0, count)
      .map(({ name }) => name),
  );
  return names.filter((name) => chosen.has(name));
}
