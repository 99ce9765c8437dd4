import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { FourfoldError } from "../spec/index.ts";
import { type Project, sessionsFolder } from "./project.ts";

/** A lock on a folder, which this process holds until it ends or calls {@link Lock.release}. */
export interface Lock {
  release(): void;
}

const lockFile = (data: string): string => join(data, "dev.lock");
const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && "code" in error && error.code === code;

/** Whether a process with this id exists. One of another user cannot be signalled, but it counts. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return hasCode(error, "EPERM");
  }
}

/** The process that holds a lock file. `undefined` when it does not exist, or its holder died without releasing it. */
export function lockHolder(data: string): number | undefined {
  try {
    const pid = Number(readFileSync(lockFile(data), "utf8"));
    return Number.isInteger(pid) && pid > 0 && isAlive(pid) ? pid : undefined;
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

/** @throws FourfoldError `ERR_BUSY` with the process that uses the folder. */
export function requireUnlocked(data: string): void {
  const pid = lockHolder(data);
  if (pid === undefined || pid === process.pid) return;
  throw new FourfoldError("ERR_BUSY", {
    where: dirname(data),
    what: `\`fourfold dev\` already runs in this folder, as process ${pid}.`,
    fix: `End it with Ctrl-C or \`kill ${pid}\`. If that process is something else, delete ${lockFile(data)}.`,
  });
}

/** @throws FourfoldError `ERR_BUSY` when `fourfold dev` of another project is using clouds that this one shares. */
export function requireNoSessions(project: Project): void {
  const folder = sessionsFolder(project);
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const pid = lockHolder(join(folder, name));
    if (pid === undefined) continue;
    throw new FourfoldError("ERR_BUSY", {
      where: project.place,
      what: `\`fourfold dev\` of the project "${name}" works on these shared clouds, as process ${pid}.`,
      fix: "End it first.",
    });
  }
}

/**
 * Takes the lock of a data folder.
 * @throws FourfoldError `ERR_BUSY` with the process that holds it, `ERR_STORE` when the folder cannot be written.
 */
export function takeLock(data: string): Lock {
  const path = lockFile(data);
  const mine = `${path}.${process.pid}`;
  try {
    mkdirSync(data, { recursive: true });
    requireUnlocked(data);
    rmSync(path, { force: true });
    writeFileSync(mine, String(process.pid));
    // A link appears with its content, or fails if another process was faster; opening and writing would be two steps.
    linkSync(mine, path);
  } catch (error) {
    if (hasCode(error, "EEXIST")) requireUnlocked(data);
    throw error instanceof FourfoldError ? error : unusable(data, error);
  } finally {
    rmSync(mine, { force: true });
  }
  return { release: () => rmSync(path, { force: true }) };
}

function unusable(data: string, cause: unknown): FourfoldError {
  return new FourfoldError("ERR_STORE", {
    where: data,
    what: `it cannot be written (${cause instanceof Error ? cause.message : cause}).`,
    fix: "Free some space, or check the folder's permissions.",
    cause,
  });
}
