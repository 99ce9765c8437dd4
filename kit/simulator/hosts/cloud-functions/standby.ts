import type { Guard } from "../guard.ts";
import { type Assignment, InstanceProcess, needsFreshProcess } from "./instance-process.ts";

/**
 * Keeps one process on standby with the framework loaded, so that an instance starts in the time its own code takes.
 * Loading the framework takes over 100 ms, most of a start. None is kept until the first function needs one.
 */
export class Standby {
  readonly #guard: Guard;
  readonly #flags: readonly string[];
  #next: InstanceProcess | undefined;
  #stopped = false;

  /** @param flags - Flags of Node. */
  constructor(guard: Guard, flags: readonly string[]) {
    this.#guard = guard;
    this.#flags = flags;
  }

  /** Starts the process that {@link take} will return. */
  prepare(): void {
    if (this.#stopped || (this.#next !== undefined && !this.#next.gone)) return;
    this.#next = new InstanceProcess(this.#guard, this.#flags);
  }

  /** An unassigned process for this environment. */
  take(environment: Assignment["environment"]): InstanceProcess {
    if (needsFreshProcess(environment)) return new InstanceProcess(this.#guard, this.#flags, environment);
    this.prepare();
    const taken = this.#next ?? new InstanceProcess(this.#guard, this.#flags);
    this.#next = undefined;
    return taken;
  }

  stop(): void {
    this.#stopped = true;
    this.#next?.kill();
    this.#next = undefined;
  }
}
