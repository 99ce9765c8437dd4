import { readdirSync, readFileSync } from "node:fs";

/** The running processes, each with its parent's id. */
function processes(): readonly { readonly pid: number; readonly parent: number }[] {
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      // After the name in parentheses, which may contain anything: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
      const parent = Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, "utf8"))?.[1]);
      return [{ pid: Number(name), parent }];
    } catch {
      return []; // It ended while we were looking.
    }
  });
}

/** The ids of a process and of its descendants. */
export function processTree(root: number): readonly number[] {
  const all = processes();
  const below = (pid: number): readonly number[] =>
    all.filter(({ parent }) => parent === pid).flatMap((child) => [child.pid, ...below(child.pid)]);
  return [root, ...below(root)];
}

/** The memory of a process including its share of shared memory, in bytes: PSS. https://docs.kernel.org/filesystems/proc.html */
export function proportionalMemory(pid: number): number {
  const [, kilobytes = "0"] = /^Pss: +(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8")) ?? [];
  return Number(kilobytes) * 1024;
}
