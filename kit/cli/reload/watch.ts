import { type FSWatcher, statSync, watch } from "node:fs";
import { dirname, join } from "node:path";

/** Watches single files, also while editors replace them, and folders for what comes and goes in them. */
export interface FileWatcher {
  /**
   * Watches these files and no others.
   * @param around whether to tell also of other source files in the same folders
   */
  set(files: Iterable<string>, around?: boolean): void;
  close(): void;
}

/** How long after a change others still belong to it, in milliseconds: editors write a file in several steps. */
const settle = 10;

const source = /\.(?:[cm]?[jt]sx?|json)$/;

/** Tells two versions of a file apart; undefined when it is missing. */
function versionOf(file: string): string | undefined {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats === undefined ? undefined : `${stats.mtimeMs}:${stats.size}:${stats.ino}`;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** Calls back with the files that changed, appeared or went. */
export function watchFiles(onChange: (files: readonly string[]) => void): FileWatcher {
  // Folders are watched and not files: many editors write a new file and rename it, which ends a watch of the old one.
  const folders = new Map<string, FSWatcher>();
  const versions = new Map<string, string | undefined>();
  const touched = new Set<string>();
  let isAround = false;
  let timer: NodeJS.Timeout | undefined;

  const isChanged = (file: string): boolean =>
    versions.has(file) ? versionOf(file) !== versions.get(file) : isAround && source.test(file);
  const flush = (): void => {
    const changed = [...touched].filter(isChanged);
    touched.clear();
    for (const file of changed) if (versions.has(file)) versions.set(file, versionOf(file));
    if (changed.length > 0) onChange(changed);
  };
  const onEvent = (folder: string, name: string | null): void => {
    for (const file of name === null ? versions.keys() : [folder, join(folder, name)]) touched.add(file);
    clearTimeout(timer);
    timer = setTimeout(flush, settle);
  };
  const open = (folder: string): FSWatcher =>
    watch(folder, (_, name) => onEvent(folder, name)).on("error", () => onEvent(folder, null));

  return {
    set(files, around = false) {
      isAround = around;
      const wanted = new Set(files);
      for (const file of versions.keys()) if (!wanted.has(file)) versions.delete(file);
      for (const file of wanted) if (!versions.has(file)) versions.set(file, versionOf(file));
      const needed = new Set([...wanted].map((file) => (isFolder(file) ? file : dirname(file))));
      for (const [folder, watcher] of folders) {
        if (needed.has(folder)) continue;
        watcher.close();
        folders.delete(folder);
      }
      for (const folder of needed) if (!folders.has(folder)) folders.set(folder, open(folder));
    },
    close() {
      clearTimeout(timer);
      for (const watcher of folders.values()) watcher.close();
      folders.clear();
    },
  };
}
