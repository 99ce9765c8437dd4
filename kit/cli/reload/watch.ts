import { existsSync, type FSWatcher, statSync, watch } from "node:fs";
import { dirname, join, sep } from "node:path";

/** Watches files, even if editors replace them, and folders for files that appear or disappear. */
export interface FileWatcher {
  /**
   * Watches exactly these files and folders, even if they do not exist yet.
   * @param options.around - Whether to report other source files in the same folders too. @default false
   * @param options.since - When they were read at the earliest, as `Date.now()` says it: those that were not watched yet and have changed
   * since are reported. @default now
   */
  set(paths: Iterable<string>, options?: { readonly around?: boolean; readonly since?: number }): void;
  close(): void;
}

/** How long after a change further ones still belong to it, in milliseconds: editors write a file in several steps. */
const settle = 10;

/** How far behind file systems are that take the time from the kernel's last tick, in milliseconds: https://man7.org/linux/man-pages/man2/clock_gettime.2.html */
const tick = 10;

const source = /\.(?:[cm]?[jt]sx?|json)$/;

/** The version of a file or folder, for comparison. `undefined` when it does not exist. */
function versionOf(path: string): string | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? undefined : `${stats.mtimeMs}:${stats.size}:${stats.ino}`;
}

/** The version that was read some time ago, if it is still that one; otherwise one that nothing has. */
function versionSince(path: string, time: number): string | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats !== undefined && stats.ctimeMs > time - tick ? "before" : versionOf(path);
}

/** The folder in which a change of a path is visible: if a folder does not exist, the one it would appear in. */
function folderOf(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isDirectory() === true) return path;
  const folder = dirname(path);
  return existsSync(folder) ? folder : folderOf(folder);
}

/** Watches folders instead of files: many editors write a new file and rename it, which ends a watch of the old one. */
function watchFolders(onEvent: (folder: string, name: string | null) => void) {
  const folders = new Map<string, FSWatcher>();
  const open = (folder: string): FSWatcher =>
    watch(folder, (_, name) => onEvent(folder, name)).on("error", () => onEvent(folder, null));
  const keep = (needed: ReadonlySet<string>): void => {
    for (const [folder, watcher] of folders) {
      if (needed.has(folder)) continue;
      watcher.close();
      folders.delete(folder);
    }
    for (const folder of needed) if (!folders.has(folder)) folders.set(folder, open(folder));
  };
  return { keep, close: () => keep(new Set()) };
}

/** Calls back with the paths at which something changed, appeared or disappeared. */
export function watchFiles(onChange: (files: readonly string[]) => void): FileWatcher {
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
  const flushSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(flush, settle);
  };
  const folders = watchFolders((folder, name) => {
    const changed = join(folder, name ?? "");
    for (const path of versions.keys()) {
      if (name === null || path === folder || path.startsWith(changed + sep)) touched.add(path);
    }
    touched.add(changed);
    flushSoon();
  });

  return {
    set(paths, { around = false, since = Number.POSITIVE_INFINITY } = {}) {
      isAround = around;
      const wanted = new Set(paths);
      for (const path of versions.keys()) if (!wanted.has(path)) versions.delete(path);
      for (const path of wanted) {
        if (versions.has(path)) continue;
        versions.set(path, versionSince(path, since));
        touched.add(path);
      }
      if (touched.size > 0) flushSoon();
      folders.keep(new Set([...wanted].map(folderOf)));
    },
    close() {
      clearTimeout(timer);
      folders.close();
    },
  };
}
