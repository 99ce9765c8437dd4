import { basename, join } from "node:path";
import { memoize } from "../build/memoize.ts";
import { type Disk, isInstalled, type Lookups, lookUp, upFrom } from "./lookups.ts";
import { type Aliases, readTypeScriptSettings, type TypeScriptSettings } from "./tsconfig.ts";

/** The settings that decide how the sources of a folder are read. */
export interface FolderSettings extends Lookups {
  readonly aliases: Aliases;
}

/** In each folder, esbuild takes the first that exists. */
const tsconfigNames = ["tsconfig.json", "jsconfig.json"];

/**
 * Finds the settings of folders: every `package.json` between one and its project or package, since `type`, `sideEffects` and
 * `browser` need not be in the same one, and the nearest settings of TypeScript.
 */
export function createSettings(project: string, disk: Disk): (folder: string) => FolderSettings {
  const manifestsOf = (folder: string): Lookups => {
    const folders = upFrom(folder);
    const isLast = (each: string, at: number) =>
      each === project || basename(folders[at + 1] ?? "") === "node_modules" || !each.startsWith(project);
    const files = folders.map((each) => join(each, "package.json"));
    const last = files.findIndex((file, at) => disk.hasFile(file) && isLast(folders[at] ?? "", at));
    return lookUp(files.slice(0, last + 1 || files.length), disk);
  };

  const readSettings = memoize((file: string) => readTypeScriptSettings(file, disk));
  /** Those inside packages are ignored: they were published by accident. */
  const typeScriptOf = (folder: string): TypeScriptSettings => {
    const files = isInstalled(join(folder, "index.js"))
      ? []
      : upFrom(folder).flatMap((each) => tsconfigNames.map((name) => join(each, name)));
    const at = files.findIndex(disk.hasFile);
    const file = files[at];
    const settings = file === undefined ? undefined : readSettings(file);
    const before = files.slice(0, file === undefined ? files.length : at).filter((each) => !disk.has(each));
    return {
      read: settings?.read ?? [],
      missed: [...before, ...(settings?.missed ?? [])],
      aliases: settings?.aliases ?? { paths: [], baseUrl: undefined },
    };
  };

  return memoize((folder: string) => {
    const manifests = manifestsOf(folder);
    const { read, missed, aliases } = typeScriptOf(folder);
    return { read: [...manifests.read, ...read], missed: [...manifests.missed, ...missed], aliases };
  });
}
