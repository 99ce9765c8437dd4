/** How many pushes of a subscription are under way at most. */
const window = { first: 4, least: 1, most: 3_000 } as const;

/** How long no push is made after a failed one, in milliseconds. */
const pause = { shortest: 100, longest: 60_000 } as const;

/**
 * How fast a subscription pushes: "The push window increases on any successful delivery and decreases on any failure", and
 * after failures there is a pause that grows with their number.
 * https://cloud.google.com/pubsub/docs/push#push_delivery_rate, https://cloud.google.com/pubsub/docs/handling-failures#push_backoff
 */
export class Pace {
  #window: number = window.first;
  #failures = 0;

  get window(): number {
    return this.#window;
  }

  /** One more for each that succeeds: all that are under way make it twice as large. */
  succeeded(): void {
    this.#failures = 0;
    this.#window = Math.min(this.#window + 1, window.most);
  }

  /** @returns how many milliseconds no push is made. */
  failed(): number {
    this.#window = Math.max(Math.floor(this.#window / 2), window.least);
    this.#failures += 1;
    return Math.min(pause.shortest * 2 ** (this.#failures - 1), pause.longest);
  }
}
