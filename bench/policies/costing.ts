import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { startCommand } from "../../tests/support/command.ts";
import type { Benchmark } from "../benchmark.ts";
import { median } from "../statistics.ts";
import { installPackage } from "./package.ts";
import { shopStates } from "./states.ts";

/** The time of a whole command, which must succeed. */
async function timeOf(folder: string, ...args: readonly string[]): Promise<number> {
  const start = performance.now();
  const { code, stderr } = await startCommand(process.execPath, args, { cwd: folder }).finished;
  const time = performance.now() - start;
  if (code !== 0) throw new Error(stderr);
  return time;
}

export const costing: Benchmark = {
  title: "`fourfold cost` of the shop's exported state",
  unit: "ms",
  async run(quick) {
    using installed = await installPackage();
    const states = await shopStates();
    writeFileSync(
      join(installed.folder, "state.json"),
      JSON.stringify({ version: 3, deployment: { resources: states } }),
    );
    const bin = join(installed.main, "kit/cli/fourfold.js");
    const [values, help]: [number[], number[]] = [[], []];
    await timeOf(installed.folder, bin, "cost", "--file", "state.json");
    for (let round = 0; round < (quick ? 3 : 11); round++) {
      values.push(await timeOf(installed.folder, bin, "cost", "--file", "state.json"));
      help.push(await timeOf(installed.folder, bin, "--version"));
    }
    return {
      series: [
        { label: "`fourfold cost --file state.json`", values },
        { label: "`fourfold --version`", values: help },
      ],
      claims: [{ text: "within a second", measured: median(values), atMost: 1_000, kept: false }],
      notes: [`The whole command, compiled as on npm, on ${states.length} resources of four clouds.`],
    };
  },
};
