import { readFileSync } from "node:fs";
import type { CostedResource } from "../../cost/resources/resource.ts";
import { parseProgram, resourcesOf } from "../../cost/resources/states.ts";
import { FourfoldError } from "../../spec/index.ts";
import { describeErrors } from "../dev/describe.ts";
import { previewProject } from "../dev/preview.ts";
import { type DeployOptions, readConfig } from "../dev/request.ts";
import { openProject } from "../project.ts";
import { createStackMask } from "../terminal/secrets.ts";

/** What is estimated: what Pulumi has written of a stack, or a project's program. */
export interface ProgramChoice extends DeployOptions {
  /** The project's folder, or one in it. */
  readonly folder: string;
  /** Whether what the program says while it runs is left out. @default false */
  readonly isQuiet?: boolean;
  /** Where its simulated clouds are. @default as the project says */
  readonly place?: string | undefined;
  /** What `pulumi preview --json` or `pulumi stack export` has written; `-` is the standard input. @default the program is previewed here */
  readonly file?: string | undefined;
}

function readText(file: string): string {
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (cause) {
    const fix = "Name what `pulumi preview --json` or `pulumi stack export` has written, or - for the standard input.";
    throw new FourfoldError("ERR_USAGE", { where: file, what: "it cannot be read.", fix, cause });
  }
}

/** The resources of a project's program, as it previews them on simulated clouds: nothing is deployed, and nobody is asked. */
async function previewed(options: ProgramChoice): Promise<readonly CostedResource[]> {
  const opened = openProject(options.folder);
  const project = { ...opened, place: options.place ?? opened.place };
  const config = await readConfig(project, options);
  const mask = createStackMask(config);
  const end = new AbortController();
  process.once("SIGINT", () => end.abort());
  const note = (message: string) => {
    if (options.isQuiet !== true) console.error(mask(message));
  };
  const { errors, states } = await previewProject(project, config, { stack: options.stack, signal: end.signal, note });
  if (errors.length === 0) return resourcesOf(states);
  const what = describeErrors(errors).map(mask).join("\n");
  throw new FourfoldError("ERR_ENGINE", {
    where: "The preview",
    what,
    fix: "Correct the program: `npx fourfold check`.",
  });
}

/**
 * The resources of what is estimated.
 * @throws FourfoldError `ERR_USAGE` for a file that is something else, `ERR_ENGINE` for a program that fails
 */
export const openProgram = async (choice: ProgramChoice): Promise<readonly CostedResource[]> =>
  choice.file === undefined ? previewed(choice) : parseProgram(readText(choice.file), choice.file);
