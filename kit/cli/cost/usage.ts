import { evaluateResources } from "../../cost/evaluate.ts";
import { usageFileOf } from "../../cost/report/usage-file.ts";
import { openProgram, type ProgramChoice } from "./open.ts";

/** Which program a file of usage is for. */
export type UsageOptions = Omit<ProgramChoice, "folder">;

/** Prints a file of usage to fill in. */
export async function showUsage(options: UsageOptions): Promise<void> {
  const resources = await openProgram({ ...options, folder: process.cwd() });
  console.log(usageFileOf(evaluateResources(resources, {}).costs));
}
