import { setTimeout as sleep } from "node:timers/promises";
import type { LogLine, SimulatorClient } from "../../simulator/client.ts";
import { packageOf } from "../clouds.ts";
import type { DeployedFunction } from "../deployed-functions.ts";
import { buildFolder, type Project } from "../project.ts";
import { formatLogLine, functionOf } from "../terminal/log-line.ts";
import { createSourceLines } from "../terminal/source-lines.ts";

/** How long to wait for lines at most, and how long it must be quiet before they count as complete, in milliseconds. */
const patience = { most: 2_000, quiet: 100 };

async function readLines(simulator: SimulatorClient, fn: DeployedFunction, since: number): Promise<readonly LogLine[]> {
  const lines: LogLine[] = [];
  for await (const line of simulator.logs({ cloud: packageOf[fn.cloud] })) {
    if (line.time >= since && functionOf(line) === fn.name) lines.push(line);
  }
  return lines;
}

/** Reads what a function has logged since a time, formatted for people. */
export type ReadLog = (fn: DeployedFunction, since: number) => Promise<readonly string[]>;

/** Reads the log of the simulated clouds. Lines may arrive shortly after the function's response. */
export function simulatedLog(project: Project, simulator: SimulatorClient): ReadLog {
  const toSources = createSourceLines(buildFolder(project));
  return async (fn, since) => {
    let lines = await readLines(simulator, fn, since);
    for (const end = Date.now() + patience.most; Date.now() < end; ) {
      await sleep(patience.quiet);
      const known = lines.length;
      lines = await readLines(simulator, fn, since);
      if (known > 0 && lines.length === known) break;
    }
    return lines.map((line) => formatLogLine(toSources(line)));
  };
}
