/** How long a value is kept, in milliseconds from when it was read. */
const keepFor = 300_000;

/**
 * A value that is read when it is wanted, and kept for 5 minutes. Those who want it at the same time share one request. Of one
 * that fails nothing is kept.
 */
export class Kept<T> {
  readonly #read: () => Promise<T>;
  #kept: { readonly value: T; readonly until: number } | undefined;
  #reading: Promise<T> | undefined;

  constructor(read: () => Promise<T>) {
    this.#read = read;
  }

  get(fresh: boolean): Promise<T> {
    const kept = this.#kept;
    if (!fresh && kept !== undefined && Date.now() < kept.until) return Promise.resolve(kept.value);
    this.#reading ??= this.#renew().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  /** Has it read again the next time. */
  forget(): void {
    this.#kept = undefined;
  }

  async #renew(): Promise<T> {
    const value = await this.#read();
    this.#kept = { value, until: Date.now() + keepFor };
    return value;
  }
}
