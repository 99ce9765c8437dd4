import { differenceOf } from "../../cost/compare/difference.ts";
import { documentOf } from "../../cost/report/document.ts";
import type { Breakdown } from "../../cost/report/summary.ts";
import { clouds, FourfoldError } from "../../spec/index.ts";
import { openBaseline } from "./against/open.ts";
import { evaluateClouds } from "./clouds/evaluate.ts";
import { type CostChoice, evaluateCosts } from "./evaluate.ts";
import { describeClouds, formatClouds } from "./report/clouds.ts";
import { type Comparison, formatDifference } from "./report/difference.ts";
import { formatComment } from "./report/markdown.ts";
import { formatCosts } from "./report/table.ts";

/** What a user wants to know of what a program costs, and how. */
export interface CostOptions extends Omit<CostChoice, "folder"> {
  readonly by: Breakdown;
  /** What to compare with: a saved estimate or a commit. @default nothing */
  readonly against?: string;
  /** Whether to show what the program's sets cost on each cloud. */
  readonly clouds: boolean;
  readonly json: boolean;
  readonly markdown: boolean;
}

function checkOptions({ against, file, clouds, json, markdown }: CostOptions): void {
  const refuse = (where: string, what: string, fix: string): never => {
    throw new FourfoldError("ERR_USAGE", { where, what, fix });
  };
  if (clouds && against !== undefined)
    refuse("--clouds", "it and --against exclude each other.", "Leave one of them out.");
  if (clouds && file !== undefined) {
    refuse("--clouds", "a stack is on the clouds that it is on.", "Leave out --file, in the folder of its program.");
  }
  if (markdown && against === undefined) {
    refuse("--markdown", "it is about a change.", "Say with --against what to compare with.");
  }
  if (markdown && json) refuse("--markdown", "it and --json exclude each other.", "Leave one of them out.");
}

const formatJson = (document: object): string => JSON.stringify(document, undefined, 2);

/** What of a comparison is not in the document of the program itself. */
const describeComparison = ({ label, by, before, difference }: Comparison) => ({
  ...{ label, total: difference.total, [by]: difference.rows, coverage: before.coverage, exposure: before.exposure },
});

/** Prints what a program costs in a month, or what a change of it does. */
export async function showCost(options: CostOptions): Promise<void> {
  checkOptions(options);
  const { by, json, markdown } = options;
  const choice: CostChoice = { ...options, folder: process.cwd() };
  if (options.clouds) {
    // Which clouds to show is no setting of the program here.
    const found = await evaluateClouds({ ...choice, only: undefined }, options.only ?? clouds);
    console.log(json ? formatJson(describeClouds(found)) : formatClouds(found));
    return;
  }
  const baseline = options.against === undefined ? undefined : await openBaseline(options.against, choice);
  const after = await evaluateCosts(choice);
  const document = documentOf(after.costs, after.options, by);
  if (baseline === undefined) {
    console.log(json ? formatJson(document) : formatCosts(after.costs, by));
    return;
  }
  const before = await baseline.load();
  const comparison = { label: baseline.label, by, before, after, difference: differenceOf(before, after, by) };
  if (json) console.log(formatJson({ ...document, against: describeComparison(comparison) }));
  else console.log(markdown ? formatComment(comparison) : formatDifference(comparison));
}
