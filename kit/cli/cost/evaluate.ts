import type { Evaluated } from "../../cost/compare/difference.ts";
import { type CostsOptions, costsOf } from "../../cost/costs.ts";
import { readUsage } from "../../cost/estimate/declared.ts";
import { cloudOf } from "../../cost/estimate/place.ts";
import { openBook } from "../../cost/prices/book.ts";
import { type Override, readOverride } from "../../cost/prices/override.ts";
import type { CostedResource } from "../../cost/resources/resource.ts";
import { clouds } from "../../spec/index.ts";
import { openProgram, type ProgramChoice } from "./open.ts";

/** How much a program is used, and by which prices. */
export interface TermsChoice {
  /** A file that declares usage. @default everything is assumed */
  readonly usage?: string | undefined;
  /** A file with a team's own prices. @default those of the book */
  readonly prices?: string | undefined;
  /** The share of each account's allowances that the program may use. */
  readonly allowances: number;
  /** Hours until somebody stops what costs too much. @default 8 */
  readonly responseTime?: number | undefined;
}

/** Which program is estimated, and how. */
export interface CostChoice extends ProgramChoice, TermsChoice {}

/** What is estimated with, apart from the prices. */
export interface Terms extends Omit<CostsOptions, "book"> {
  readonly override: Override | undefined;
}

/** Reads what is estimated with. Files first: a mistake in one is known before a program has run. */
export const readTerms = ({ usage, prices, allowances, responseTime }: TermsChoice): Terms => ({
  ...{ usage: usage === undefined ? {} : readUsage(usage), allowances, at: new Date() },
  ...(responseTime === undefined ? {} : { responseTime }),
  override: prices === undefined ? undefined : readOverride(prices),
});

/** Finds out what resources cost. */
export function evaluateResources(resources: readonly CostedResource[], { override, ...terms }: Terms): Evaluated {
  const used = new Set(resources.map(({ type }) => cloudOf(type)));
  // Those of all clouds, where a team's own prices may be wrong.
  const opened = override === undefined ? clouds.filter((cloud) => used.has(cloud)) : clouds;
  const options = { ...terms, book: openBook(opened, override) };
  return { resources, options, costs: costsOf(resources, options) };
}

/** Finds out what a program costs. */
export async function evaluateCosts(choice: CostChoice): Promise<Evaluated> {
  const terms = readTerms(choice);
  return evaluateResources(await openProgram(choice), terms);
}
