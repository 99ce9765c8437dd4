import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import * as v from "valibot";
import { readProjectFile } from "../engine/project/project-file.ts";
import { FourfoldError } from "../spec/index.ts";
import { withoutByteOrderMark } from "../spec/texts/json.ts";

/** A folder with a Pulumi program. */
export interface Project {
  /** Where `Pulumi.yaml` is. */
  readonly folder: string;
  /** The project's name in `Pulumi.yaml`. */
  readonly name: string;
  /** The program's file. */
  readonly main: string;
  /** The settings with which ts-node compiles the program. Undefined where the project has its TypeScript left to Node. */
  readonly tsconfig: string | undefined;
  /** Where everything is kept that can be made again: the simulator's data, bundles, the Pulumi CLI's own state. */
  readonly data: string;
  /**
   * Where the simulated clouds are, and the Pulumi CLI's state of them: {@link data}, or a folder that several projects
   * share: `fourfold.shared` of `package.json`, or `FOURFOLD_SHARED`.
   */
  readonly place: string;
  /** The module with the smoke checks: `fourfold.smoke` of `package.json`. */
  readonly smoke: string | undefined;
  /** The file that says what the simulated clouds have before anything is deployed: `fourfold.seed` of `package.json`. */
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

function findFolder(from: string): string | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "Pulumi.yaml"))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

const dataOf = (folder: string): string => join(folder, ".fourfold");

/** {@link Project.data} of the project that a folder belongs to, whatever its files say. Undefined outside of projects. */
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
 * @throws FourfoldError `ERR_CONFIG` when there is none, or when its files contradict themselves.
 */
export function openProject(from: string): Project {
  const folder = findFolder(from);
  if (folder === undefined) {
    throw new FourfoldError("ERR_CONFIG", {
      where: from,
      what: "there is no Pulumi.yaml here or above.",
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

/** The folder that a project shares with others. A variable is relative to where it is used, a setting to its file. */
function findPlace(folder: string, setting: string | undefined): string | undefined {
  const variable = process.env.FOURFOLD_SHARED;
  if (variable !== undefined && variable !== "") return resolve(variable);
  return setting === undefined ? undefined : resolve(folder, setting);
}

/** The stack whose settings are used unless another one is named. A project need not have any for it. */
export const defaultStack = "dev";

/** Whether the simulated clouds are not a project's own. */
export function isShared({ place, data }: Project): boolean {
  return place !== data;
}

/** Where components write bundles, each with its source map beside it. */
export function buildFolder({ data }: Project): string {
  return join(data, "build");
}

/** Where the simulated clouds keep what is deployed to them. */
export function simulatorFolder({ place }: Project): string {
  return join(place, "simulator");
}

/** Where the Pulumi CLI keeps its home and its state of the simulated clouds. */
export function pulumiFolder({ place }: Project): string {
  return join(place, "pulumi");
}

/** Where projects that share clouds note that `fourfold dev` works on them. */
export function sessionsFolder({ place }: Project): string {
  return join(place, "sessions");
}
