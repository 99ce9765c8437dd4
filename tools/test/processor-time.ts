import { readdirSync, readFileSync } from "node:fs";

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: ticks of a hundredth of a second, wherever Node runs. */
const ticksPerSecond = 100;

interface Times {
  readonly parent: number;
  readonly seconds: number;
}

/** Behind the name in parentheses, which may contain anything: state, ppid, and as 14 to 17 the times with the children's. */
function timesIn(stat: string): Times {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return { parent: Number(fields[1]), seconds: ticks / ticksPerSecond };
}

/** What reading says of a process that has ended since it was listed. */
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
 * The processor time that this process and those below it have taken, in seconds: those that have ended, and those that
 * still run. On systems without `/proc` it is this process alone.
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
