/** The maximum number of concurrent pushes of a subscription. */
const window = { first: 4, least: 1, most: 3_000 } as const;

/** The pause after a failed push, in milliseconds. */
const pause = { shortest: 100, longest: 60_000 } as const;

/**
 * The push rate of a subscription: "The push window increases on any successful delivery and decreases on any failure", and
 * after failures there is a pause that grows with their number.
 * https://cloud.google.com/pubsub/docs/push#push_delivery_rate, https://cloud.google.com/pubsub/docs/handling-failures#push_backoff
 */
export class Pace {
  #window: number = window.first;
  #failures = 0;

  get window(): number {
    return this.#window;
  }

  /** Grows by one for each success, so that a full window of successes doubles it. */
  succeeded(): void {
    this.#failures = 0;
    this.#window = Math.min(this.#window + 1, window.most);
  }

  /** @returns How long to pause, in milliseconds. */
  failed(): number {
    this.#window = Math.max(Math.floor(this.#window / 2), window.least);
    this.#failures += 1;
    return Math.min(pause.shortest * 2 ** (this.#failures - 1), pause.longest);
  }
}
