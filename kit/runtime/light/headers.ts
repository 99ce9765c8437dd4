import { recognise } from "./recognise.ts";

/** The characters of field names and methods: https://www.rfc-editor.org/rfc/rfc9110#name-tokens */
export const token = /^[!#$%&'*+\-.^`|~\w]+$/;

function toName(name: unknown): string {
  const text = String(name);
  if (!token.test(text)) throw new TypeError(`${JSON.stringify(text)} is not a valid header name.`);
  return text.toLowerCase();
}

/** Most values have nothing to trim, and an expression takes time to compile in a cold start. */
function trim(text: string): string {
  const isTrimmed = text.charCodeAt(0) > 32 && text.charCodeAt(text.length - 1) > 32;
  return isTrimmed ? text : text.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, "");
}

function toValue(value: unknown): string {
  const text = trim(String(value));
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0 || unit === 10 || unit === 13 || unit > 255) {
      throw new TypeError(`${JSON.stringify(text)} is not a valid header value.`);
    }
  }
  return text;
}

function toPairs(init: object): readonly (readonly [unknown, unknown])[] {
  if (!(Symbol.iterator in init)) return Object.entries(init);
  return Array.from(init as Iterable<unknown>, (pair) => {
    const parts = [...(pair as Iterable<unknown>)];
    if (parts.length !== 2) throw new TypeError("A header is a pair of a name and a value.");
    return [parts[0], parts[1]];
  });
}

/** `Headers` without undici. Behaves as https://fetch.spec.whatwg.org/#headers-class says. */
export class LightHeaders {
  readonly #values: Map<string, string>;
  #cookies: string[];
  #frozen = false;

  /** @param frozen - Whether the headers refuse changes, as those of a fetched response do. @default false */
  constructor(init?: ConstructorParameters<typeof Headers>[0], frozen = false) {
    const isOurs = typeof init === "object" && #values in init;
    this.#values = new Map(isOurs ? init.#values : []);
    this.#cookies = isOurs ? [...init.#cookies] : [];
    if (init !== undefined && !isOurs) {
      if (typeof init !== "object" || init === null) throw new TypeError("Headers are made from an object or pairs.");
      for (const [name, value] of toPairs(init)) this.append(String(name), String(value));
    }
    this.#frozen = frozen;
  }

  static readonly [Symbol.hasInstance] = recognise("Headers");

  get [Symbol.toStringTag](): string {
    return "Headers";
  }

  /** Whether headers refuse changes. */
  static isFrozen(headers: LightHeaders): boolean {
    return headers.#frozen;
  }

  append(name: string, value: string): void {
    const key = this.#writable(name);
    const text = toValue(value);
    if (key === "set-cookie") this.#cookies.push(text);
    else this.#values.set(key, this.#values.has(key) ? `${this.#values.get(key)}, ${text}` : text);
  }

  set(name: string, value: string): void {
    const key = this.#writable(name);
    const text = toValue(value);
    if (key === "set-cookie") this.#cookies = [text];
    else this.#values.set(key, text);
  }

  delete(name: string): void {
    const key = this.#writable(name);
    if (key === "set-cookie") this.#cookies = [];
    else this.#values.delete(key);
  }

  get(name: string): string | null {
    const key = toName(name);
    if (key !== "set-cookie") return this.#values.get(key) ?? null;
    return this.#cookies.length > 0 ? this.#cookies.join(", ") : null;
  }

  has(name: string): boolean {
    return this.get(name) !== null;
  }

  getSetCookie(): string[] {
    return [...this.#cookies];
  }

  forEach(callback: (value: string, name: string, headers: Headers) => void, thisArg?: unknown): void {
    for (const [name, value] of this) callback.call(thisArg, value, name, this);
  }

  *keys(): Generator<string, undefined, undefined> {
    for (const [name] of this) yield name;
  }

  *values(): Generator<string, undefined, undefined> {
    for (const [, value] of this) yield value;
  }

  *entries(): Generator<[string, string], undefined, undefined> {
    const cookies = this.#cookies.map((cookie): [string, string] => ["set-cookie", cookie]);
    // A stable sort by name: cookies stay in the order in which they were set.
    yield* [...this.#values, ...cookies].sort(([a], [b]) => (a < b ? -1 : Number(a > b)));
  }

  [Symbol.iterator](): Generator<[string, string], undefined, undefined> {
    return this.entries();
  }

  #writable(name: string): string {
    const key = toName(name);
    if (this.#frozen) throw new TypeError("These headers are immutable.");
    return key;
  }
}
