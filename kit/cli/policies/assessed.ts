import { readFileSync, writeFileSync } from "node:fs";
import { loadCatalogue } from "../../../policies/catalogue.ts";
import { programOf } from "../../../policies/contract/program.ts";
import type { Rule } from "../../../policies/contract/rule.ts";
import { assessCosts } from "../../../policies/costs/assess.ts";
import type { CostAssessment, CostedProgram } from "../../../policies/costs/contract.ts";
import { type Assessment, assess } from "../../../policies/engine/assess.ts";
import { type Day, dayOf } from "../../../policies/engine/dates.ts";
import { formatBaseline } from "../../../policies/reports/baseline.ts";
import { describeAssessment } from "../../../policies/reports/json.ts";
import { formatJUnit } from "../../../policies/reports/junit.ts";
import { formatAssessment } from "../../../policies/reports/people.ts";
import { describeSarif } from "../../../policies/reports/sarif.ts";
import { defaultSettings, readSettings, type Settings } from "../../../policies/settings/settings.ts";
import { settingsInConfig, settingsKey } from "../../../policies/settings/stack.ts";
import { subjectsOf } from "../../../policies/sources/states.ts";
import { parseStack } from "../../cost/resources/stack-file.ts";
import { resourcesOf } from "../../cost/resources/states.ts";
import type { ResourceState } from "../../engine/index.ts";
import { FourfoldError } from "../../spec/index.ts";
import { pathInRepository } from "../git.ts";
import { findFolder } from "../project.ts";

/** How resources are assessed, and told of. */
export interface PolicyOptions {
  /** A file with what the team wants. @default nothing is denied but what the catalogue denies */
  readonly policies?: string;
  readonly json: boolean;
  /** A file to write a report of tests to. @default none is written */
  readonly junit?: string;
  /** A file to write a report for code scanning to. @default none is written */
  readonly sarif?: string;
  /** A file to write what is found to, to be let pass for a time. @default none is written */
  readonly writeBaseline?: string;
}

/** What was assessed, and by which settings. */
interface Assessed {
  readonly assessment: Assessment;
  readonly costs: CostAssessment;
  readonly catalogue: readonly Rule[];
  readonly settings: Settings;
  readonly resources: number;
  readonly today: Day;
}

/** Assesses a program as its team wants it. */
async function assessProgram(
  read: () => CostedProgram,
  settingsOf: (catalogue: readonly Rule[]) => Settings,
): Promise<Assessed> {
  const catalogue = await loadCatalogue();
  const settings = settingsOf(catalogue);
  const program = read();
  const today = dayOf(new Date());
  const assessment = assess(programOf(program.subjects), catalogue, settings, today);
  const costs = assessCosts(program, settings.costs, today);
  return { assessment, costs, catalogue, settings, resources: program.subjects.length, today };
}

function writeText(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (cause) {
    const fix = "Name a file in a folder that is there.";
    throw new FourfoldError("ERR_USAGE", { where: file, what: "it cannot be written.", fix, cause });
  }
}

/** Writes the reports that are asked for, beside what is told. Files in them are named from the repository's own folder on, as CI knows them. */
async function writeReports(assessed: Assessed, options: PolicyOptions): Promise<void> {
  const { assessment, costs, catalogue, settings, today } = assessed;
  const { junit, sarif, writeBaseline } = options;
  const cwd = process.cwd();
  const folder = junit === undefined && sarif === undefined ? "" : await pathInRepository(findFolder(cwd) ?? cwd);
  if (junit !== undefined) writeText(junit, formatJUnit(assessment, costs, settings, catalogue, folder));
  if (sarif !== undefined) {
    writeText(sarif, `${JSON.stringify(describeSarif(assessment, costs, catalogue, folder), undefined, 2)}\n`);
  }
  if (writeBaseline !== undefined) writeText(writeBaseline, formatBaseline(assessment, settings, today));
}

function readText(file: string): string {
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (cause) {
    const fix =
      "Name what `pulumi preview --json --show-sames` or `pulumi stack export` has written, or - for the standard input.";
    throw new FourfoldError("ERR_USAGE", { where: file, what: "it cannot be read.", fix, cause });
  }
}

/** Tells what the policies say of resources. Answers whether they may be deployed. */
async function tell(assessed: Assessed, options: PolicyOptions): Promise<boolean> {
  const { assessment, costs, settings, resources } = assessed;
  await writeReports(assessed, options);
  console.log(
    options.json
      ? JSON.stringify(describeAssessment(assessment, costs, settings), undefined, 2)
      : formatAssessment(assessment, costs, settings, resources),
  );
  return !assessment.isRefused && costs.findings.length === 0;
}

/**
 * The settings in the file that a command names, if it does.
 * @throws FourfoldError `ERR_CONFIG` with the line of what is wrong.
 */
export async function readPolicies({ policies }: PolicyOptions): Promise<Settings | undefined> {
  return policies === undefined ? undefined : readSettings(policies, await loadCatalogue());
}

/** What the resources of a project are held to: the settings that its command names, or those of the stack. */
interface Wanted {
  readonly named: Settings | undefined;
  readonly config: Readonly<Record<string, string>>;
}

/**
 * Holds the resources of a preview to policies, if their team wants it. Answers whether they may be deployed.
 * @throws FourfoldError `ERR_CONFIG` with the place of what is wrong with what the team wants, `ERR_USAGE` for a report about nothing.
 */
export async function checkStates(
  states: readonly ResourceState[],
  { named, config }: Wanted,
  options: PolicyOptions,
): Promise<boolean> {
  if (named === undefined && config[settingsKey] === undefined) {
    requireNoReports(options);
    return true;
  }
  const settingsOf = named === undefined ? settingsInConfig(config) : () => named;
  const read = () => ({ subjects: subjectsOf(states), resources: resourcesOf(states) });
  return tell(await assessProgram(read, settingsOf), options);
}

/**
 * Holds the resources in what Pulumi has written to policies. Answers whether they may be deployed.
 * @throws FourfoldError `ERR_USAGE` for a file of another kind, `ERR_CONFIG` with the line of what is wrong with the settings.
 */
export async function checkFile(file: string, options: PolicyOptions): Promise<boolean> {
  const settings = (await readPolicies(options)) ?? defaultSettings;
  const read = () => {
    const { states, config } = parseStack(readText(file), file);
    return { subjects: subjectsOf(states), resources: resourcesOf(states, config) };
  };
  return tell(await assessProgram(read, () => settings), options);
}

/** Reports are about policies: without any, nobody would notice that there is nothing in them. */
function requireNoReports({ json, junit, sarif, writeBaseline }: PolicyOptions): void {
  const reports = {
    "--json": json || undefined,
    "--junit": junit,
    "--sarif": sarif,
    "--write-baseline": writeBaseline,
  };
  const [asked] = Object.entries(reports).find(([, value]) => value !== undefined) ?? [];
  if (asked === undefined) return;
  const what = `it tells what policies say, and the stack has no setting "${settingsKey}".`;
  throw new FourfoldError("ERR_USAGE", { where: asked, what, fix: "Add the setting, or --policies <path>." });
}
