import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isSimulatorError, loadSimulatorClient } from "../../simulated/index.ts";
import type { SimulatorClient } from "../../simulator/client.ts";
import { FourfoldError } from "../../spec/index.ts";
import { requireFreePort } from "../port.ts";
import { isShared, type Project, simulatorFolder } from "../project.ts";
import { requireStartedWith, type StartOptions } from "../running.ts";

/** How often it is seen whether the clouds still run, in milliseconds. */
const interval = 500;

/** Clouds that end so often within so many milliseconds will end again. */
const mostEnds = 3;
const endsWithin = 60_000;

/** How many of the last lines that they wrote are shown when they have ended. */
const lastLines = 5;

/** Simulated clouds to work with. */
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
   * Takes the running simulator, or starts one: a shared one stays, any other ends with this process.
   * @throws FourfoldError `ERR_PORT` when the port is in use, `ERR_BUSY` when options are given that a running one cannot take,
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

  /** Those that run now: others, after they have been started again. */
  get simulator(): SimulatorClient {
    return this.#simulator;
  }

  /** @throws FourfoldError `ERR_SIMULATOR` when they have ended, with the last that they wrote. */
  requireAlive(): void {
    if (this.#simulator.isAlive()) return;
    throw new FourfoldError("ERR_SIMULATOR", { what: this.#describeEnd(), fix: "Run this again." });
  }

  /**
   * Starts them again whenever they have ended: what is deployed is kept on disk. Resolves when the signal comes.
   * @throws FourfoldError `ERR_SIMULATOR` when they end again and again.
   */
  async keep(print: (line: string) => void, signal: AbortSignal): Promise<void> {
    const ends: number[] = [];
    while (!signal.aborted) {
      await sleep(interval, undefined, { signal }).catch(() => undefined); // the signal is seen above
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

  /** Ends them, if this command has started them. */
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

/** How long a simulator that another project starts at the same time may take to answer, in milliseconds. */
const patience = 10_000;

/** Starts the clouds, or takes those that another project which shares them has started meanwhile. */
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
