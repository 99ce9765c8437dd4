export { type ConformanceArgs, deployConformance } from "./http/deployment.ts";
export type { ConformanceOutput } from "./http/output.ts";
