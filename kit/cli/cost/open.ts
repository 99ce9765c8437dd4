import { readFileSync } from "node:fs";
import type { CostedResource } from "../../cost/resources/resource.ts";
import { parseProgram, resourcesOf } from "../../cost/resources/states.ts";
import type { StackConfig } from "../../engine/index.ts";
import { FourfoldError } from "../../spec/index.ts";
import { describeErrors } from "../dev/describe.ts";
import type { MadeSet } from "../dev/observe.ts";
import { type Preview, withPreviews } from "../dev/preview.ts";
import { type DeployOptions, readConfig } from "../dev/request.ts";
import { openProject, type Project } from "../project.ts";
import { createStackMask } from "../terminal/secrets.ts";

/** What is estimated: what Pulumi has written of a stack, or a project's program. */
export interface ProgramChoice extends DeployOptions {
  /** The project's folder, or one in it. */
  readonly folder: string;
  /** Whether what the program says while it runs is left out. @default false */
  readonly isQuiet?: boolean;
  /** Where its simulated clouds are. @default as the project says */
  readonly place?: string | undefined;
  /** What `pulumi preview --json --show-sames` or `pulumi stack export` has written; `-` is the standard input. @default the program is previewed here */
  readonly file?: string | undefined;
}

/** A project whose programs are previewed. */
export interface Session {
  readonly project: Project;
  readonly config: StackConfig;
  readonly preview: Preview;
}

/** What a project's program is made of. */
export interface Previewed {
  readonly resources: readonly CostedResource[];
  readonly sets: readonly MadeSet[];
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

/**
 * Previews a project's program on simulated clouds, and does something with that, and with previews of others: nothing is deployed, and
 * nobody is asked.
 *
 * @throws FourfoldError `ERR_ENGINE` for a program that fails.
 */
export async function previewing<T>(
  choice: ProgramChoice,
  work: (session: Session, previewed: Previewed) => Promise<T>,
): Promise<T> {
  const opened = openProject(choice.folder);
  const project = { ...opened, place: choice.place ?? opened.place };
  const config = await readConfig(project, choice);
  const mask = createStackMask(config);
  const end = new AbortController();
  process.once("SIGINT", () => end.abort());
  const note = (message: string) => {
    if (choice.isQuiet !== true) console.error(mask(message));
  };
  return withPreviews(project, { signal: end.signal, note }, async (preview) => {
    const { errors, states, sets } = await preview(project, config, choice.stack);
    if (errors.length === 0) return work({ project, config, preview }, { resources: resourcesOf(states), sets });
    throw new FourfoldError("ERR_ENGINE", {
      ...{ where: "The preview", what: describeErrors(errors).map(mask).join("\n") },
      fix: "Correct the program: `npx fourfold check`.",
    });
  });
}

/**
 * The resources of what is estimated.
 * @throws FourfoldError `ERR_USAGE` for a file that is something else, `ERR_ENGINE` for a program that fails
 */
export const openProgram = (choice: ProgramChoice): Promise<readonly CostedResource[]> =>
  choice.file === undefined
    ? previewing(choice, (_, { resources }) => Promise.resolve(resources))
    : Promise.resolve(parseProgram(readText(choice.file), choice.file));
