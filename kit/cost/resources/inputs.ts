import { type Fields, unknown } from "./resource.ts";

/** A property that a price depends on, and that cannot be read. */
export class UnreadableInput extends Error {
  override readonly name = "UnreadableInput";
  readonly property: string;
  /** Why not, as the end of a sentence about it. */
  readonly why: string;

  constructor(property: string, why: string) {
    super(`${property} ${why}.`);
    this.property = property;
    this.why = why;
  }
}

const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null;

/**
 * What a provider receives, read by paths such as `serviceConfig.availableMemory`. What is not known yet is never taken for what a
 * provider takes where nothing is said: a price would then depend on whether something was deployed before.
 */
export class Inputs {
  readonly #fields: Fields;
  readonly #at: string;

  constructor(fields: Fields, at = "") {
    this.#fields = fields;
    this.#at = at;
  }

  /** @throws UnreadableInput when it, or what it is in, is not known yet */
  #read(path: string): unknown {
    let value: unknown = this.#fields;
    let at = this.#at;
    for (const name of path.split(".")) {
      if (!isFields(value)) return undefined;
      value = value[name];
      at = at === "" ? name : `${at}.${name}`;
      if (value === unknown) throw new UnreadableInput(at, "is not known before the deployment");
    }
    return value ?? undefined;
  }

  /** Whether something is said of a property. */
  has(path: string): boolean {
    return this.#read(path) !== undefined;
  }

  /**
   * @param fallback - What is taken where nothing is said. Where it is below 0, the vendor takes such numbers for none.
   * @throws UnreadableInput when it is not known, is not a number, or is less than there can be
   */
  number(path: string, fallback: number): number {
    const value = this.#read(path);
    if (value === undefined) return fallback;
    const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
    if (typeof number !== "number" || !Number.isFinite(number)) {
      throw new UnreadableInput(this.#name(path), "is not a number");
    }
    if (number >= Math.min(0, fallback)) return number;
    throw new UnreadableInput(this.#name(path), `is ${number}, and a number from 0 on is expected`);
  }

  /** @throws UnreadableInput when it is not known, or is not a text */
  text(path: string, fallback = ""): string {
    const value = this.#read(path) ?? fallback;
    if (typeof value === "string") return value;
    throw new UnreadableInput(this.#name(path), "is not a text");
  }

  /** @throws UnreadableInput when it is not known, or is neither true nor false */
  flag(path: string, fallback = false): boolean {
    const value = this.#read(path) ?? fallback;
    if (typeof value === "boolean") return value;
    throw new UnreadableInput(this.#name(path), "is neither true nor false");
  }

  /** The parts of a list of objects. @throws UnreadableInput when it, or a part of it, is not known, or is something else */
  list(path: string): readonly Inputs[] {
    return this.#items(path).map((item, index) => {
      const at = `${this.#name(path)}[${index}]`;
      if (isFields(item)) return new Inputs(item, at);
      throw new UnreadableInput(at, "is not an object");
    });
  }

  /** The parts of a list of texts. @throws UnreadableInput when it, or a part of it, is not known, or is something else */
  texts(path: string): readonly string[] {
    return this.#items(path).map((item, index) => {
      if (typeof item === "string") return item;
      throw new UnreadableInput(`${this.#name(path)}[${index}]`, "is not a text");
    });
  }

  #items(path: string): readonly unknown[] {
    const items = this.#read(path) ?? [];
    if (!Array.isArray(items)) throw new UnreadableInput(this.#name(path), "is not a list");
    const at = items.indexOf(unknown);
    if (at >= 0) throw new UnreadableInput(`${this.#name(path)}[${at}]`, "is not known before the deployment");
    return items;
  }

  #name(path: string): string {
    return this.#at === "" ? path : `${this.#at}.${path}`;
  }
}
