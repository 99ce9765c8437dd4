import type { Clock } from "../contract.ts";

/** How long a host has to be left alone before it does what nobody waits for, in milliseconds. */
const pause = 400;

/**
 * Work that nobody waits for: ending processes that have been replaced, starting those that will stand by. Right after a
 * change of code it would take the processor from the first answer of the new code.
 */
export class Leisure {
  readonly #clock: Clock;
  readonly #work = new Map<unknown, () => void>();
  #cancel = (): void => {};

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Does work in the next pause. What waits already for the same `subject` is not done twice. */
  add(subject: unknown, work: () => void): void {
    if (this.#work.has(subject)) return;
    this.#work.set(subject, work);
    this.#cancel();
    this.#cancel = this.#clock.after(pause, () => this.finish());
  }

  /** Does now what is left. */
  finish(): void {
    this.#cancel();
    const all = [...this.#work.values()];
    this.#work.clear();
    for (const work of all) work();
  }
}
