import type { Evaluated } from "../../cost/compare/difference.ts";
import { readUsage } from "../../cost/estimate/declared.ts";
import { strangeNames } from "../../cost/estimate/usage.ts";
import { evaluateResources, type Terms } from "../../cost/evaluate.ts";
import { readOverride } from "../../cost/prices/override.ts";
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

/** Reads what is estimated with. Files first: a mistake in one is known before a program has run. */
export const readTerms = ({ usage, prices, allowances, responseTime }: TermsChoice): Terms => ({
  ...{ usage: usage === undefined ? {} : readUsage(usage), allowances, at: new Date() },
  ...(responseTime === undefined ? {} : { responseTime }),
  override: prices === undefined ? undefined : readOverride(prices),
});

/** A name that nothing has is a mistake, or of another stack: what is said of it counts nothing. */
function noteStrangeNames({ usage: file, isQuiet }: CostChoice, { resources, options }: Evaluated): void {
  const strange = strangeNames(resources, options.usage ?? {});
  if (strange.length === 0 || isQuiet === true) return;
  console.error(`${file}: nothing in the program has the name ${strange.join(", ")}.`);
}

/** Finds out what a program costs. */
export async function evaluateCosts(choice: CostChoice): Promise<Evaluated> {
  const terms = readTerms(choice);
  const evaluated = evaluateResources(await openProgram(choice), terms);
  noteStrangeNames(choice, evaluated);
  return evaluated;
}
