import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, sep } from "node:path";
import type { Files, Sandboxes } from "./contract.ts";
import { messageOf, SimulatorError, systemCode } from "./errors.ts";

const prefix = "fourfold-sandboxes-";

/** Sandboxes that can be removed together. */
export interface OwnedSandboxes extends Sandboxes {
  /** Removes every sandbox that is left. */
  clear(): Promise<void>;
}

/** Creates sandboxes in the system's temporary folder. The first one also removes what killed processes left. */
export function createSandboxes(): OwnedSandboxes {
  let home: Promise<string> | undefined;
  const open = (): Promise<string> => {
    home ??= openHome();
    return home;
  };
  return {
    async create(files) {
      try {
        const folder = await mkdtemp(join(await open(), "s-"));
        await writeFiles(folder, files);
        return folder;
      } catch (error) {
        throw explain(error);
      }
    },
    async remove(folder) {
      const parent = await open();
      if (dirname(folder) !== parent) throw new Error(`${folder} is not a sandbox of this simulator.`);
      await rm(folder, { recursive: true, force: true });
    },
    async clear() {
      if (home === undefined) return;
      await rm(await home, { recursive: true, force: true });
      home = undefined;
    },
  };
}

/** Explains system errors that a user can do something about. https://nodejs.org/api/errors.html#common-system-errors */
function explain(error: unknown): unknown {
  const code = systemCode(error);
  if (code !== "ENOSPC" && code !== "EDQUOT" && code !== "EFBIG" && code !== "EACCES" && code !== "EROFS") return error;
  return new SimulatorError(
    "ERR_STORE",
    `A function's files cannot be written below ${tmpdir()} (${messageOf(error)}). ` +
      "Free some space there, or set TMPDIR to another folder.",
    error,
  );
}

async function openHome(): Promise<string> {
  const root = await realpath(tmpdir());
  requireNothingAbove(root);
  await removeAbandoned(root);
  return mkdtemp(join(root, `${prefix}${process.pid}-`));
}

/** A `node_modules` above a function would give it packages that its deployment does not have. */
function requireNothingAbove(folder: string): void {
  for (let at = folder; ; at = dirname(at)) {
    const found = join(at, "node_modules");
    if (existsSync(found)) {
      throw new SimulatorError(
        "ERR_SIMULATOR",
        `Functions would find packages in ${found}, which they will not have in the cloud. ` +
          "Set TMPDIR to a folder that has no node_modules above it.",
      );
    }
    if (dirname(at) === at) return;
  }
}

async function removeAbandoned(root: string): Promise<void> {
  for (const name of await readdir(root)) {
    const [, pid] = name.startsWith(prefix) ? (/^(\d+)-/.exec(name.slice(prefix.length)) ?? []) : [];
    if (pid === undefined || isAlive(Number(pid))) continue;
    await rm(join(root, name), { recursive: true, force: true });
  }
}

/** Whether a process exists. Signal 0 only checks. https://nodejs.org/api/process.html#processkillpid-signal */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

async function writeFiles(folder: string, files: Files): Promise<void> {
  for (const [path, bytes] of files) {
    const target = join(folder, path);
    if (!target.startsWith(folder + sep)) throw new Error(`The file name ${path} leaves its folder.`);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, bytes);
  }
}
