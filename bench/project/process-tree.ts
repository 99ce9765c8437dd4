import { readdirSync, readFileSync } from "node:fs";

/** The processes that run, each with its parent's id. */
function processes(): readonly { readonly pid: number; readonly parent: number }[] {
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      // Behind the name in parentheses, which may contain anything: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
      const parent = Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, "utf8"))?.[1]);
      return [{ pid: Number(name), parent }];
    } catch {
      return []; // It ended while we were looking.
    }
  });
}

/** The ids of a process and of every one below it. */
export function processTree(root: number): readonly number[] {
  const all = processes();
  const below = (pid: number): readonly number[] =>
    all.filter(({ parent }) => parent === pid).flatMap((child) => [child.pid, ...below(child.pid)]);
  return [root, ...below(root)];
}

/** Bytes that a process needs, with its part of what it shares: PSS. https://docs.kernel.org/filesystems/proc.html */
export function proportionalMemory(pid: number): number {
  const [, kilobytes = "0"] = /^Pss: +(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8")) ?? [];
  return Number(kilobytes) * 1024;
}
