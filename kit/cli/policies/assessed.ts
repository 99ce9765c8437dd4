import { readFileSync, writeFileSync } from "node:fs";
import { loadCatalogue } from "../../../policies/catalogue.ts";
import { programOf } from "../../../policies/contract/program.ts";
import type { Rule } from "../../../policies/contract/rule.ts";
import type { Subject } from "../../../policies/contract/subject.ts";
import { type Assessment, assess } from "../../../policies/engine/assess.ts";
import { type Day, dayOf } from "../../../policies/engine/dates.ts";
import { formatBaseline } from "../../../policies/reports/baseline.ts";
import { describeAssessment } from "../../../policies/reports/json.ts";
import { formatJUnit } from "../../../policies/reports/junit.ts";
import { formatAssessment } from "../../../policies/reports/people.ts";
import { describeSarif } from "../../../policies/reports/sarif.ts";
import { defaultSettings, readSettings, type Settings } from "../../../policies/settings/settings.ts";
import { parseSubjects, type StateLike, subjectsOf } from "../../../policies/sources/states.ts";
import { FourfoldError } from "../../spec/index.ts";

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
  readonly catalogue: readonly Rule[];
  readonly settings: Settings;
  readonly resources: number;
  readonly today: Day;
}

/**
 * Assesses resources by the policies.
 * @throws FourfoldError `ERR_CONFIG` with the line of what is wrong with the settings.
 */
async function assessSubjects(read: () => readonly Subject[], { policies }: PolicyOptions): Promise<Assessed> {
  const catalogue = await loadCatalogue();
  const settings = policies === undefined ? defaultSettings : readSettings(policies, catalogue);
  const subjects = read();
  const today = dayOf(new Date());
  const assessment = assess(programOf(subjects), catalogue, settings, today);
  return { assessment, catalogue, settings, resources: subjects.length, today };
}

function writeText(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (cause) {
    const fix = "Name a file in a folder that is there.";
    throw new FourfoldError("ERR_USAGE", { where: file, what: "it cannot be written.", fix, cause });
  }
}

/** Writes the reports that are asked for, beside what is told. */
function writeReports({ assessment, catalogue, settings, today }: Assessed, options: PolicyOptions): void {
  const { junit, sarif, writeBaseline } = options;
  if (junit !== undefined) writeText(junit, formatJUnit(assessment, settings, catalogue));
  if (sarif !== undefined) writeText(sarif, `${JSON.stringify(describeSarif(assessment, catalogue), undefined, 2)}\n`);
  if (writeBaseline !== undefined) writeText(writeBaseline, formatBaseline(assessment, settings, today));
}

function readText(file: string): string {
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (cause) {
    const fix = "Name what `pulumi preview --json` or `pulumi stack export` has written, or - for the standard input.";
    throw new FourfoldError("ERR_USAGE", { where: file, what: "it cannot be read.", fix, cause });
  }
}

/** Tells what the policies say of resources. Answers whether they may be deployed. */
async function checkPolicies(read: () => readonly Subject[], options: PolicyOptions): Promise<boolean> {
  const assessed = await assessSubjects(read, options);
  const { assessment, settings, resources } = assessed;
  writeReports(assessed, options);
  console.log(
    options.json
      ? JSON.stringify(describeAssessment(assessment, settings), undefined, 2)
      : formatAssessment(assessment, settings, resources),
  );
  return !assessment.isRefused;
}

/** The same for the resources of a preview. */
export const checkStates = (states: readonly StateLike[], options: PolicyOptions): Promise<boolean> =>
  checkPolicies(() => subjectsOf(states), options);

/** The same for a file that Pulumi has written. */
export const checkFile = (file: string, options: PolicyOptions): Promise<boolean> =>
  checkPolicies(() => parseSubjects(readText(file), file), options);
