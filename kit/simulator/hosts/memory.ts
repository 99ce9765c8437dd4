import { readFileSync } from "node:fs";

const page = 4_096;
const megabyte = 1_024 * 1_024;

/** Reads a file of /proc. `undefined` for a process that has ended, which is not an error. */
function readProc(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ESRCH"))
      return undefined;
    throw error;
  }
}

/** The memory that a process uses, in MB. `undefined` on systems without /proc: memory is not limited there. */
export function residentMemory(pid: number): number | undefined {
  const pages = readProc(`/proc/${pid}/statm`)?.split(" ")[1];
  return pages === undefined ? undefined : (Number(pages) * page) / megabyte;
}

/** The most memory that a process has used, in MB. */
export function peakMemory(pid: number): number | undefined {
  const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(readProc(`/proc/${pid}/status`) ?? "")?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1_024;
}
