import type { Evaluated } from "../../cost/compare/difference.ts";
import { costsOf } from "../../cost/costs.ts";
import { readUsage } from "../../cost/estimate/declared.ts";
import { cloudOf } from "../../cost/estimate/place.ts";
import { openBook } from "../../cost/prices/book.ts";
import { readOverride } from "../../cost/prices/override.ts";
import { clouds } from "../../spec/index.ts";
import { openProgram, type ProgramChoice } from "./open.ts";

/** Which program is estimated, with how much usage and by which prices. */
export interface CostChoice extends ProgramChoice {
  /** A file that declares usage. @default everything is assumed */
  readonly usage?: string | undefined;
  /** A file with a team's own prices. @default those of the book */
  readonly prices?: string | undefined;
  /** The share of each account's allowances that the program may use. */
  readonly allowances: number;
  /** Hours until somebody stops what costs too much. @default 8 */
  readonly responseTime?: number | undefined;
}

/** Finds out what a program costs. */
export async function evaluateCosts(choice: CostChoice): Promise<Evaluated> {
  const { usage, prices, allowances, responseTime } = choice;
  // Files first: a mistake in one is known before a program has run.
  const declared = usage === undefined ? {} : readUsage(usage);
  const override = prices === undefined ? {} : readOverride(prices);
  const resources = await openProgram(choice);
  const used = new Set(resources.map(({ type }) => cloudOf(type)));
  const book = openBook(prices === undefined ? clouds.filter((cloud) => used.has(cloud)) : clouds, override);
  const options = {
    ...{ book, usage: declared, allowances, at: new Date() },
    ...(responseTime === undefined ? {} : { responseTime }),
  };
  return { resources, options, costs: costsOf(resources, options) };
}
