export { type ConformanceArgs, deployConformance } from "./deployment.ts";
export type { ConformanceOutput } from "./output.ts";
