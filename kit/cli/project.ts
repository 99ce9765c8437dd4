import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import * as v from "valibot";
import { readProjectFile } from "../engine/project/project-file.ts";
import { FourfoldError } from "../spec/index.ts";
import { withoutByteOrderMark } from "../spec/texts/json.ts";

/** A folder with a Pulumi program. */
export interface Project {
  /** The folder with `Pulumi.yaml`. */
  readonly folder: string;
  /** The project's name in `Pulumi.yaml`. */
  readonly name: string;
  /** The program's file. */
  readonly main: string;
  /** The settings with which ts-node compiles the program. `undefined` if Node runs the project's TypeScript. */
  readonly tsconfig: string | undefined;
  /** The folder for everything that can be recreated: the simulator's data, bundles, the Pulumi CLI's own state. */
  readonly data: string;
  /**
   * The folder of the simulated clouds, and of the Pulumi CLI's state of them: {@link data}, or a folder that several projects
   * share: `fourfold.shared` in `package.json`, or `FOURFOLD_SHARED`.
   */
  readonly place: string;
  /** The module with the smoke checks: `fourfold.smoke` in `package.json`. */
  readonly smoke: string | undefined;
  /** The file with what exists on the simulated clouds before anything is deployed: `fourfold.seed` in `package.json`. */
  readonly seed: string | undefined;
}

const Settings = v.object({
  smoke: v.optional(v.string()),
  shared: v.optional(v.string()),
  seed: v.optional(v.string()),
});

const PackageJson = v.pipe(
  v.string(),
  v.transform(withoutByteOrderMark),
  v.parseJson(),
  v.object({ main: v.optional(v.string()), fourfold: v.optional(Settings) }),
);

/** The folder of the project that a folder belongs to. `undefined` outside projects. */
export function findFolder(from: string): string | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "Pulumi.yaml"))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

const dataOf = (folder: string): string => join(folder, ".fourfold");

/** {@link Project.data} of the project that a folder belongs to, without reading its files. `undefined` outside projects. */
export function findData(from: string): string | undefined {
  const folder = findFolder(from);
  return folder === undefined ? undefined : dataOf(folder);
}

function readPackage(folder: string): v.InferOutput<typeof PackageJson> {
  const file = join(folder, "package.json");
  if (!existsSync(file)) return {};
  const result = v.safeParse(PackageJson, readFileSync(file, "utf8"));
  if (result.success) return result.output;
  const [{ message }] = result.issues;
  throw new FourfoldError("ERR_CONFIG", { where: file, what: `it cannot be used: ${message}.`, fix: "Correct it." });
}

/**
 * The project that a folder belongs to.
 * @throws FourfoldError `ERR_CONFIG` when there is no project, or its files contradict each other.
 */
export function openProject(from: string): Project {
  const folder = findFolder(from);
  if (folder === undefined) {
    throw new FourfoldError("ERR_CONFIG", {
      where: from,
      what: "no Pulumi.yaml was found in this folder or above it.",
      fix: "Run this in the folder of a Pulumi project.",
    });
  }
  const { name, main, tsconfig } = readProjectFile(folder);
  const settings = readPackage(folder);
  const { smoke, shared, seed } = settings.fourfold ?? {};
  const data = dataOf(folder);
  return {
    folder,
    name,
    // https://www.pulumi.com/docs/iac/concepts/projects/project-file/#attributes
    main: resolve(folder, main ?? settings.main ?? "index.ts"),
    tsconfig,
    data,
    place: findPlace(folder, shared) ?? data,
    smoke: smoke === undefined ? undefined : resolve(folder, smoke),
    seed: seed === undefined ? undefined : resolve(folder, seed),
  };
}

/** The folder that a project shares with others. The variable is relative to the working directory, the setting to its file. */
function findPlace(folder: string, setting: string | undefined): string | undefined {
  const variable = process.env.FOURFOLD_SHARED;
  if (variable !== undefined && variable !== "") return resolve(variable);
  return setting === undefined ? undefined : resolve(folder, setting);
}

/** The default stack. A project need not have settings for it. */
export const defaultStack = "dev";

/** Whether the project shares its simulated clouds. */
export function isShared({ place, data }: Project): boolean {
  return place !== data;
}

/** The folder in which components write bundles, each with its source map. */
export function buildFolder({ data }: Project): string {
  return join(data, "build");
}

/** The data folder of the simulated clouds. */
export function simulatorFolder({ place }: Project): string {
  return join(place, "simulator");
}

/** The folder with the Pulumi CLI's home and its state of the simulated clouds. */
export function pulumiFolder({ place }: Project): string {
  return join(place, "pulumi");
}

/** The folder in which projects that share clouds record that `fourfold dev` is using them. */
export function sessionsFolder({ place }: Project): string {
  return join(place, "sessions");
}
