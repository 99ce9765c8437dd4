import { notSet } from "./errors.ts";
import type { SecretStore } from "./store.ts";

/** A secret in memory, which the others are compared with. */
export class MemorySecret implements SecretStore {
  /** The newest first. */
  readonly #values: string[];

  /** @param value - @default it has none yet */
  constructor(value?: string) {
    this.#values = value === undefined ? [] : [value];
  }

  set(value: string): void {
    this.#values.unshift(value);
  }

  async current(): Promise<string> {
    const [value] = this.#values;
    if (value === undefined) throw notSet();
    return value;
  }

  async previous(): Promise<string | undefined> {
    return this.#values[1];
  }
}
