import { readdirSync, readFileSync } from "node:fs";

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: a tick is a hundredth of a second on all platforms of Node. */
const ticksPerSecond = 100;

interface Times {
  readonly parent: number;
  readonly seconds: number;
}

/** The fields after the name in parentheses, which may contain anything: state, ppid, and as 14 to 17 the times including children. */
function timesIn(stat: string): Times {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return { parent: Number(fields[1]), seconds: ticks / ticksPerSecond };
}

/** Whether a read failed because the process has ended since it was listed. */
const isGone = (error: unknown): boolean =>
  error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ESRCH");

function allTimes(): ReadonlyMap<number, Times> {
  const all = new Map<number, Times>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      all.set(Number(name), timesIn(readFileSync(`/proc/${name}/stat`, "utf8")));
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }
  return all;
}

/**
 * The processor time of this process and its descendants, both ended and running, in seconds. On systems without `/proc`, only
 * of this process.
 */
export function processorSeconds(): number {
  if (process.platform !== "linux") {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  }
  const all = allTimes();
  const below = (pid: number): number =>
    [...all].filter(([, { parent }]) => parent === pid).reduce((sum, [child]) => sum + below(child), secondsOf(pid));
  const secondsOf = (pid: number): number => all.get(pid)?.seconds ?? 0;
  return below(process.pid);
}
