import { loadSimulatorClient } from "../simulated/index.ts";
import type { SimulatorClient } from "../simulator/client.ts";
import { FourfoldError } from "../spec/index.ts";
import { type Project, simulatorFolder } from "./project.ts";

/**
 * The simulated clouds of a project.
 * @param fix - How to start them, for the error.
 * @throws FourfoldError `ERR_SIMULATOR` when they are not running or not installed.
 */
export async function requireRunning(project: Project, fix: string): Promise<SimulatorClient> {
  const { findSimulator } = await loadSimulatorClient();
  const simulator = await findSimulator(simulatorFolder(project));
  if (simulator !== undefined) return simulator;
  throw new FourfoldError("ERR_SIMULATOR", { where: project.folder, what: "the simulator is not running.", fix });
}

/** Options that only apply when the simulated clouds are started. */
export interface StartOptions {
  /** The first port for endpoints. */
  readonly port?: number | undefined;
  /** Whether properties without effect are refused. */
  readonly strict: boolean;
  /** The first port for debuggers. */
  readonly inspect?: number | undefined;
}

/** @throws FourfoldError `ERR_BUSY` when running clouds were started without one of these options. */
export async function requireStartedWith(options: StartOptions, running: SimulatorClient): Promise<void> {
  const { port, strict, inspect } = options;
  const isStrictWanted = strict && !(await running.state()).strict;
  const wanted = { "--port": port !== undefined, "--inspect": inspect !== undefined, "--strict": isStrictWanted };
  const option = Object.entries(wanted).find(([, isWanted]) => isWanted)?.[0];
  if (option === undefined) return;
  throw new FourfoldError("ERR_BUSY", {
    what: `The simulated clouds already run, as process ${running.pid}, and ${option} is for their start.`,
    fix: `Run \`npx fourfold stop\` first, or leave ${option} out.`,
  });
}
