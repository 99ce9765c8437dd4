import { loadCatalogue } from "../../../policies/catalogue.ts";
import type { CostSettings } from "../../../policies/settings/costs.ts";
import { readSettings } from "../../../policies/settings/settings.ts";
import { settingsInConfig, settingsKey } from "../../../policies/settings/stack.ts";
import type { Evaluated } from "../../cost/compare/difference.ts";
import { readUsage } from "../../cost/estimate/declared.ts";
import { strangeNames } from "../../cost/estimate/usage.ts";
import { evaluateResources, type Terms } from "../../cost/evaluate.ts";
import { readOverride } from "../../cost/prices/override.ts";
import { readConfig } from "../dev/request.ts";
import { openProject } from "../project.ts";
import { openProgram, type ProgramChoice } from "./open.ts";

/** How much a program is used, and by which prices. */
export interface TermsChoice {
  /** A file that declares usage. @default that of the team's settings, or else none */
  readonly usage?: string | undefined;
  /** A file with a team's own prices. @default those of the team's settings, or else of the book */
  readonly prices?: string | undefined;
  /** The share of each account's allowances that the program may use. */
  readonly allowances: number;
  /** Hours until somebody stops what costs too much. @default those of the team's settings, or else 8 */
  readonly responseTime?: number | undefined;
  /** A file with what the team wants. @default the settings of the stack; of what Pulumi has written, none */
  readonly policies?: string | undefined;
}

/** Which program is estimated, and how. */
export interface CostChoice extends ProgramChoice, TermsChoice {}

/** The settings that a budget would be examined with: an estimate by others would not be what the budget is about. */
async function readTeam(choice: CostChoice): Promise<CostSettings | undefined> {
  const read = async () => {
    if (choice.policies !== undefined) return readSettings(choice.policies, await loadCatalogue());
    if (choice.file !== undefined) return undefined;
    const { values } = await readConfig(openProject(choice.folder), choice);
    return settingsKey in values ? settingsInConfig(values)(await loadCatalogue()) : undefined;
  };
  const costs = (await read())?.costs;
  return costs === "none" ? undefined : costs;
}

/** Reads what is estimated with. Files first: a mistake in one is known before a program has run. */
export async function readTerms(choice: CostChoice): Promise<Terms> {
  const { usage, prices, allowances } = choice;
  const team = await readTeam(choice);
  const responseTime = choice.responseTime ?? team?.responseTime;
  return {
    usage: usage === undefined ? (team?.usage ?? {}) : readUsage(usage),
    override: prices === undefined ? team?.prices : readOverride(prices),
    ...{ allowances, at: new Date() },
    ...(responseTime === undefined ? {} : { responseTime }),
  };
}

/** A name that nothing has is a mistake, or of another stack: what is said of it counts nothing. */
function noteStrangeNames({ usage, policies, isQuiet }: CostChoice, { resources, options }: Evaluated): void {
  const strange = strangeNames(resources, options.usage ?? {});
  if (strange.length === 0 || isQuiet === true) return;
  console.error(`${usage ?? policies ?? settingsKey}: nothing in the program has the name ${strange.join(", ")}.`);
}

/** Finds out what a program costs. */
export async function evaluateCosts(choice: CostChoice): Promise<Evaluated> {
  const terms = await readTerms(choice);
  const evaluated = evaluateResources(await openProgram(choice), terms);
  noteStrangeNames(choice, evaluated);
  return evaluated;
}
