import { costsOf } from "../../cost/costs.ts";
import { readUsage } from "../../cost/estimate/declared.ts";
import { cloudOf } from "../../cost/estimate/place.ts";
import { openBook } from "../../cost/prices/book.ts";
import { readOverride } from "../../cost/prices/override.ts";
import type { Breakdown } from "../../cost/report/summary.ts";
import { clouds } from "../../spec/index.ts";
import { openProgram, type ProgramChoice } from "./open.ts";
import { describeCosts } from "./report/json.ts";
import { formatCosts } from "./report/table.ts";

/** What a user wants to know of what a program costs. */
export interface CostOptions extends ProgramChoice {
  readonly by: Breakdown;
  /** A file that declares usage. @default everything is assumed */
  readonly usage?: string;
  /** A file with a team's own prices. @default those of the book */
  readonly prices?: string;
  /** The share of each account's allowances that the program may use. */
  readonly allowances: number;
  /** Hours until somebody stops what costs too much. */
  readonly responseTime: number;
  readonly json: boolean;
}

/** Prints what a program costs in a month. */
export async function showCost(options: CostOptions): Promise<void> {
  const { by, usage, prices, allowances, responseTime, json } = options;
  // Files first: a mistake in one is known before a program has run.
  const declared = usage === undefined ? {} : readUsage(usage);
  const override = prices === undefined ? {} : readOverride(prices);
  const resources = await openProgram(options);
  const used = new Set(resources.map(({ type }) => cloudOf(type)));
  const book = openBook(prices === undefined ? clouds.filter((cloud) => used.has(cloud)) : clouds, override);
  const costs = costsOf(resources, { book, usage: declared, allowances, responseTime });
  console.log(json ? JSON.stringify(describeCosts(costs, by), undefined, 2) : formatCosts(costs, by));
}
