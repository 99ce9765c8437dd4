/**
 * A value that is read when it is wanted, and kept for a while. Those who want it at the same time share one request. Of one
 * that fails nothing is kept.
 */
export class Kept<T> {
  readonly #read: () => Promise<T>;
  readonly #endOf: (value: T) => number;
  #kept: { readonly value: T; readonly until: number } | undefined;
  #reading: Promise<T> | undefined;

  /** @param endOf - Returns until when a value that was just read is kept, in milliseconds since 1970. */
  constructor(read: () => Promise<T>, endOf: (value: T) => number) {
    this.#read = read;
    this.#endOf = endOf;
  }

  get(fresh = false): Promise<T> {
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
    this.#kept = { value, until: this.#endOf(value) };
    return value;
  }
}
