import { spawnSync } from "node:child_process";

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
