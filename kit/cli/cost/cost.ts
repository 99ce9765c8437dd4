import { readUsage } from "../../cost/estimate/declared.ts";
import { estimate } from "../../cost/estimate/estimate.ts";
import { cloudOf } from "../../cost/estimate/place.ts";
import { free } from "../../cost/meters/free.ts";
import { meters } from "../../cost/meters/index.ts";
import { openBook } from "../../cost/prices/book.ts";
import { readOverride } from "../../cost/prices/override.ts";
import type { Breakdown } from "../../cost/report/summary.ts";
import { clouds } from "../../spec/index.ts";
import { openProgram, type ProgramChoice } from "./open.ts";
import { describeEstimate, formatEstimate } from "./report.ts";

/** What a user wants to know of what a program costs. */
export interface CostOptions extends ProgramChoice {
  readonly by: Breakdown;
  /** A file that declares usage. @default everything is assumed */
  readonly usage?: string;
  /** A file with a team's own prices. @default those of the book */
  readonly prices?: string;
  /** The share of each account's allowances that the program may use. */
  readonly allowances: number;
  readonly json: boolean;
}

/** Prints what a program costs in a month. */
export async function showCost(options: CostOptions): Promise<void> {
  const { by, usage, prices, allowances, json } = options;
  // Files first: a mistake in one is known before a program has run.
  const declared = usage === undefined ? {} : readUsage(usage);
  const override = prices === undefined ? {} : readOverride(prices);
  const resources = await openProgram(options);
  const used = new Set(resources.map(({ type }) => cloudOf(type)));
  const book = openBook(prices === undefined ? clouds.filter((cloud) => used.has(cloud)) : clouds, override);
  const found = estimate(resources, { book, meters, free, usage: declared, allowances });
  console.log(json ? JSON.stringify(describeEstimate(found, by), undefined, 2) : formatEstimate(found, by));
}
