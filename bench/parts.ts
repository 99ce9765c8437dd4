import type { Benchmark } from "./benchmark.ts";

/** The parts, in the order of the report. Each is loaded when it is measured: loading one would slow down others. */
export const parts: Readonly<Record<string, () => Promise<readonly Benchmark[]>>> = {
  cold: async () => (await import("./cold/index.ts")).cold,
  warm: async () => (await import("./warm/index.ts")).warm,
  messages: async () => (await import("./messages/index.ts")).messages,
  tables: async () => (await import("./tables/index.ts")).tables,
  scale: async () => (await import("./scale/index.ts")).scale,
  project: async () => (await import("./project/index.ts")).project,
  policies: async () => (await import("./policies/index.ts")).policies,
  hosts: async () => (await import("./hosts/index.ts")).hosts,
  cli: async () => (await import("./cli/index.ts")).cli,
};
