import type { Benchmark, Findings } from "../benchmark.ts";
import { processTree, proportionalMemory } from "./process-tree.ts";
import { startProject, withClone } from "./running.ts";

const megabyte = 1024 ** 2;

async function measure(): Promise<Findings> {
  return withClone(async (clone) => {
    const project = await startProject(clone);
    try {
      const { pid } = JSON.parse((await clone.run(["status", "--json"])).stdout) as { readonly pid: number };
      const tree = processTree(pid);
      const sum = tree.reduce((total, each) => total + proportionalMemory(each), 0) / megabyte;
      return {
        series: [{ label: `simulator with four clouds, ${tree.length} processes`, values: [sum] }],
        claims: [{ text: "at most 600 MB", measured: sum, atMost: 600, kept: false }],
        notes: ["PSS: pages that processes share are counted once."],
      };
    } finally {
      await project.stop();
    }
  });
}

/** The simulator's share of a developer's machine. */
export const memory: Benchmark = {
  title: "Memory of the simulator",
  unit: "MB",
  async run() {
    if (process.platform === "linux") return measure();
    return { series: [], claims: [], notes: ["Measured on Linux only: elsewhere nobody tells what processes share."] };
  },
};
