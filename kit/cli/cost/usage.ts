import { evaluateResources } from "../../cost/evaluate.ts";
import { type MetricFile, readMetrics } from "../../cost/metrics/read.ts";
import { hoursOf, measuredUsage, type Unmatched } from "../../cost/metrics/usage.ts";
import { hoursPerMonth } from "../../cost/prices/allowances.ts";
import { counted } from "../../cost/report/format.ts";
import { usageFileOf } from "../../cost/report/usage-file.ts";
import { openProgram, type ProgramChoice } from "./open.ts";

/** Which program a file of usage is for. */
export interface UsageOptions extends Omit<ProgramChoice, "folder"> {
  /** What vendors' own tools have written of what they have measured. @default none: nothing is known */
  readonly metrics?: readonly string[];
}

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** Of which time a file is, as the file of usage tells it. */
function describeFile(file: MetricFile): string {
  const days = counted(Number((hoursOf(file) / 24).toFixed(1)), "day");
  const time = `${days} from ${dayOf(file.from)} on, scaled to a month of ${hoursPerMonth} hours`;
  return `Amounts that are not comments were measured: ${file.file} covers ${time}.`;
}

/** What has been measured and is not in the file of usage: nothing is left out in silence. */
function noteUnmatched(unmatched: readonly Unmatched[], { file }: UsageOptions): void {
  if (unmatched.length === 0) return;
  const lines = unmatched.map((one) => `  ${one.file}: ${one.metric} of ${one.of} ${one.why}.`);
  console.error(["Measured, and not in the file of usage:", ...lines].join("\n"));
  if (file !== undefined) return;
  console.error("A preview does not know the names that clouds have given: pass an exported stack with --file.");
}

/** Prints a file of usage to fill in, with what has been measured. */
export async function showUsage(options: UsageOptions): Promise<void> {
  // First: a mistake in one is known before a program has run.
  const files = (options.metrics ?? []).map(readMetrics);
  const resources = await openProgram({ ...options, folder: process.cwd() });
  const { usage, unmatched } = measuredUsage(files, resources);
  const { costs } = evaluateResources(resources, { usage });
  console.log(usageFileOf(costs, resources, { usage, from: files.map(describeFile) }));
  noteUnmatched(unmatched, options);
}
