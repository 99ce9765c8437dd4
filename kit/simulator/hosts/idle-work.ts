import type { Clock } from "../contract.ts";

/** How long a host must be idle before it does background work, in milliseconds. */
const pause = 400;

/**
 * Work that nobody waits for: ending processes that have been replaced, starting standby processes. Right after a change of
 * code it would delay the first response of the new code.
 */
export class IdleWork {
  readonly #clock: Clock;
  readonly #work = new Map<unknown, () => void>();
  #cancel = (): void => {};

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Schedules work for the next pause, unless work for the same `subject` is already waiting. */
  add(subject: unknown, work: () => void): void {
    if (this.#work.has(subject)) return;
    this.#work.set(subject, work);
    this.#cancel();
    this.#cancel = this.#clock.after(pause, () => this.finish());
  }

  /** Does the remaining work now. */
  finish(): void {
    this.#cancel();
    const all = [...this.#work.values()];
    this.#work.clear();
    for (const work of all) work();
  }
}
