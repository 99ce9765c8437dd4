import { type Cloud, clouds, type PerCloud } from "fourfold";
import { packageOf } from "../../kit/cli/clouds.ts";
import { type SimulatorClient, startSimulator } from "../../kit/simulator/client.ts";
import { isAlive } from "../../kit/simulator/sandboxes.ts";
import { descendantsOf, untilGone } from "../simulator/process/processes.ts";
import type { Chance } from "./chance.ts";

/** What is to happen on each cloud at least once. */
export const faults = ["throttled", "lost", "doubled", "killed"] as const;
type Counts = Record<(typeof faults)[number], number>;

/** Of all calls of clouds' APIs, those that are throttled, whose answer is lost, and that come twice. */
const shares = { throttled: 0.1, lost: 0.1, doubled: 0.1 } as const;

/** Where the functions of a cloud run: what is in the command lines of the processes. */
const hosts: PerCloud<string> = {
  aws: "/hosts/lambda/",
  gcp: "/hosts/cloud-functions/",
  azure: "/hosts/azure-functions/",
  cloudflare: "workerd serve",
};

/** A simulator in a process of its own, in which calls fail by a seed, until it is killed; and then the next one. */
export class FaultyClouds implements AsyncDisposable {
  readonly #data: string;
  readonly #seed: string;
  #simulator: SimulatorClient;
  /** What had happened in those that were killed. */
  readonly #before: PerCloud<Counts>;
  /** How often the simulator was killed. */
  deaths = 0;

  private constructor(data: string, seed: string, simulator: SimulatorClient) {
    this.#data = data;
    this.#seed = seed;
    this.#simulator = simulator;
    const none = (): Counts => ({ throttled: 0, lost: 0, doubled: 0, killed: 0 });
    this.#before = { aws: none(), gcp: none(), azure: none(), cloudflare: none() };
  }

  /** Starts one with what is deployed in a folder. */
  static async start(data: string, seed: string): Promise<FaultyClouds> {
    const started = new FaultyClouds(data, seed, await startSimulator({ data }));
    await started.#plan();
    return started;
  }

  get simulator(): SimulatorClient {
    return this.#simulator;
  }

  /** What has happened on each cloud. What a simulator has done right before it was killed is not known, and does not count. */
  async counts(): Promise<PerCloud<Counts>> {
    const now = await this.#simulator.faults();
    const sum = (cloud: Cloud): Counts => {
      const { throttled = 0, lost = 0, doubled = 0 } = now[packageOf[cloud]] ?? {};
      const before = this.#before[cloud];
      return {
        throttled: before.throttled + throttled,
        lost: before.lost + lost,
        doubled: before.doubled + doubled,
        killed: before.killed,
      };
    };
    return { aws: sum("aws"), gcp: sum("gcp"), azure: sum("azure"), cloudflare: sum("cloudflare") };
  }

  /** Kills the simulator, or a process in which a cloud runs functions. @returns whether there is one. */
  async kill(victim: Cloud | "simulator", chance: Chance): Promise<boolean> {
    if (victim !== "simulator") return this.#killFunction(victim, chance);
    await this.#killSimulator();
    return true;
  }

  #killFunction(cloud: Cloud, chance: Chance): boolean {
    const found = descendantsOf(this.#simulator.pid).filter(({ command }) => command.includes(hosts[cloud]));
    const { pid } = (found.length > 0 && chance.of(found)) || {};
    // It may have ended by itself since.
    if (pid === undefined || !isAlive(pid)) return false;
    process.kill(pid, "SIGKILL");
    this.#before[cloud].killed += 1;
    return true;
  }

  /** Kills it with all that it has started, and starts it again. */
  async #killSimulator(): Promise<void> {
    const counts = await this.counts();
    for (const cloud of clouds) Object.assign(this.#before[cloud], counts[cloud]);
    const all = descendantsOf(this.#simulator.pid);
    process.kill(this.#simulator.pid, "SIGKILL");
    for (const { pid } of [this.#simulator, ...all]) await untilGone(pid);
    this.deaths += 1;
    this.#simulator = await startSimulator({ data: this.#data });
    await this.#plan();
  }

  /** Lets everything go well from now on. */
  async calm(): Promise<void> {
    await this.#simulator.setFaults(undefined);
  }

  async #plan(): Promise<void> {
    await this.#simulator.setFaults({ seed: `${this.#seed} ${this.deaths}`, ...shares });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#simulator.isAlive()) await this.#simulator.stop();
  }
}
