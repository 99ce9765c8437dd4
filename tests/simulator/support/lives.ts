import type { SimulatorOptions } from "../../../kit/simulator/index.ts";
import type { Deployment } from "../deployment.ts";
import { createTemporaryFolder } from "./temporary-folder.ts";

/** Simulators that live one after another on one folder. The last ends, and the folder goes, whatever its test comes to. */
export class Lives implements AsyncDisposable {
  readonly #open: (options: Partial<SimulatorOptions>) => Promise<Deployment>;
  readonly #folder = createTemporaryFolder();
  #current: Deployment | undefined;

  constructor(open: (options: Partial<SimulatorOptions>) => Promise<Deployment>) {
    this.#open = open;
  }

  /** Starts the next one. */
  async start(options: Partial<SimulatorOptions> = {}): Promise<Deployment> {
    this.#current = await this.#open({ data: this.#folder.path, basePort: 0, ...options });
    return this.#current;
  }

  /** Stops the one that runs, if one does. */
  async stop(): Promise<void> {
    const running = this.#current;
    this.#current = undefined;
    await running?.stop();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    this.#folder.remove();
  }
}
