import { readFileSync } from "node:fs";
import { loadCatalogue } from "../../../policies/catalogue.ts";
import { programOf } from "../../../policies/contract/program.ts";
import type { Subject } from "../../../policies/contract/subject.ts";
import { type Assessment, assess } from "../../../policies/engine/assess.ts";
import { dayOf } from "../../../policies/engine/dates.ts";
import { describeAssessment } from "../../../policies/reports/json.ts";
import { formatAssessment } from "../../../policies/reports/people.ts";
import { defaultSettings, readSettings, type Settings } from "../../../policies/settings/settings.ts";
import { parseSubjects, type StateLike, subjectsOf } from "../../../policies/sources/states.ts";
import { FourfoldError } from "../../spec/index.ts";

/** How resources are assessed, and told of. */
export interface PolicyOptions {
  /** A file with what the team wants. @default nothing is denied but what the catalogue denies */
  readonly policies?: string;
  readonly json: boolean;
}

/** What was assessed, and by which settings. */
interface Assessed {
  readonly assessment: Assessment;
  readonly settings: Settings;
  readonly resources: number;
}

/**
 * Assesses resources by the policies.
 * @throws FourfoldError `ERR_CONFIG` with the line of what is wrong with the settings.
 */
async function assessSubjects(read: () => readonly Subject[], { policies }: PolicyOptions): Promise<Assessed> {
  const catalogue = await loadCatalogue();
  const settings = policies === undefined ? defaultSettings : readSettings(policies, catalogue);
  const subjects = read();
  const assessment = assess(programOf(subjects), catalogue, settings, dayOf(new Date()));
  return { assessment, settings, resources: subjects.length };
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
  const { assessment, settings, resources } = await assessSubjects(read, options);
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
