import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isSimulatorError, loadSimulatorClient } from "../../simulated/index.ts";
import type { SimulatorClient } from "../../simulator/client.ts";
import { FourfoldError } from "../../spec/index.ts";
import { requireFreePort } from "../port.ts";
import { isShared, type Project, simulatorFolder } from "../project.ts";
import { requireStartedWith, type StartOptions } from "../running.ts";

/** How often to check that the clouds are still running, in milliseconds. */
const interval = 500;

/** Clouds that end this often within this many milliseconds are not restarted any more. */
const mostEnds = 3;
const endsWithin = 60_000;

/** How many of their last lines are shown when they have ended. */
const lastLines = 5;

/** The simulated clouds of a session. */
export class Clouds {
  readonly #project: Project;
  readonly #options: StartOptions;
  #simulator: SimulatorClient;
  #isOurs: boolean;

  private constructor(project: Project, options: StartOptions, running: SimulatorClient, isOurs: boolean) {
    this.#project = project;
    this.#options = options;
    this.#simulator = running;
    this.#isOurs = isOurs;
  }

  /**
   * Uses the running simulator, or starts one: a shared one keeps running, any other ends with this process.
   * @throws FourfoldError `ERR_PORT` when the port is in use, `ERR_BUSY` when options are given that a running one cannot apply,
   * `ERR_SIMULATOR` when the simulator is not installed.
   */
  static async open(project: Project, options: StartOptions): Promise<Clouds> {
    const { findSimulator } = await loadSimulatorClient();
    const running = await findSimulator(simulatorFolder(project));
    if (running !== undefined) await requireStartedWith(options, running);
    else if (options.port !== undefined) await requireFreePort(options.port);
    const simulator = running ?? (await start(project, options));
    return new Clouds(project, options, simulator, running === undefined && !isShared(project));
  }

  /** The running simulator: a new one after a restart. */
  get simulator(): SimulatorClient {
    return this.#simulator;
  }

  /** @throws FourfoldError `ERR_SIMULATOR` when they have ended, with their last lines. */
  requireAlive(): void {
    if (this.#simulator.isAlive()) return;
    throw new FourfoldError("ERR_SIMULATOR", { what: this.#describeEnd(), fix: "Run this again." });
  }

  /**
   * Restarts them whenever they have ended: what is deployed is on disk. Resolves on the signal.
   * @throws FourfoldError `ERR_SIMULATOR` when they end repeatedly.
   */
  async keep(print: (line: string) => void, signal: AbortSignal): Promise<void> {
    const ends: number[] = [];
    while (!signal.aborted) {
      await sleep(interval, undefined, { signal }).catch(() => undefined); // the loop checks the signal
      if (signal.aborted || this.#simulator.isAlive()) continue;
      const what = this.#describeEnd();
      ends.push(Date.now());
      if (ends.filter((time) => time > Date.now() - endsWithin).length >= mostEnds) {
        throw new FourfoldError("ERR_SIMULATOR", { what, fix: "They end again and again: please report it." });
      }
      print(what);
      const { simulator } = await Clouds.open(this.#project, { ...this.#options, port: undefined });
      this.#simulator = simulator;
      this.#isOurs ||= !isShared(this.#project);
      print(`They run again, as process ${this.#simulator.pid}, with everything that was deployed.`);
    }
  }

  /** Stops them, if this command has started them. */
  async close(): Promise<void> {
    if (this.#isOurs && this.#simulator.isAlive()) await this.#simulator.stop();
  }

  #describeEnd(): string {
    const log = join(simulatorFolder(this.#project), "simulator.log");
    const lines = readFileSync(log, "utf8").trimEnd().split("\n").slice(-lastLines).join("\n");
    const told = lines === "" ? "They wrote nothing about it." : `The last lines of ${log}:\n${lines}`;
    return `The simulated clouds have ended, although nobody stopped them (process ${this.#simulator.pid}). ${told}`;
  }
}

/** How long a simulator that another project is starting at the same time may take to answer, in milliseconds. */
const patience = 10_000;

/** Starts the clouds, or uses those that another project that shares them has started meanwhile. */
async function start(project: Project, { port, strict, inspect }: StartOptions): Promise<SimulatorClient> {
  const { findSimulator, startSimulator } = await loadSimulatorClient();
  const data = simulatorFolder(project);
  try {
    return await startSimulator({
      ...{ data, root: project.folder, attached: !isShared(project), strict },
      ...(project.seed === undefined ? {} : { seed: project.seed }),
      ...(port === undefined ? {} : { basePort: port }),
      ...(inspect === undefined ? {} : { inspectPort: inspect }),
    });
  } catch (error) {
    if (!isShared(project) || !isSimulatorError(error) || error.code !== "ERR_BUSY") throw error;
    for (let waited = 0; waited < patience; waited += interval) {
      const running = await findSimulator(data);
      if (running !== undefined) return running;
      await sleep(interval);
    }
    throw error;
  }
}
