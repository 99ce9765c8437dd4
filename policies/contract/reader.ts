import { encrypted, type Fields, isFields, Secret, unknown } from "./values.ts";

/** Why a property cannot be read, as the end of a sentence about it. */
const reasons = {
  unknown: "is not known before deployment",
  encrypted:
    "is a secret that is not in the file: export the stack with `--show-secrets`, or preview it with the policy pack",
  malformed: "is not what its type allows",
} as const;

/** A property that a rule depends on, and that cannot be read. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
  readonly property: string;
  readonly reason: keyof typeof reasons;

  constructor(property: string, reason: keyof typeof reasons) {
    super(`${property} ${reasons[reason]}`);
    this.property = property;
    this.reason = reason;
  }
}

/** One entry of a map whose names somebody has chosen, such as environment variables. */
export interface Entry {
  readonly name: string;
  /** As findings call it. */
  readonly property: string;
  readonly isSecret: boolean;
  /** Its text, or its texts. None: it is something else, or cannot be read. */
  readonly texts: readonly string[];
  /** Why it cannot be read. */
  readonly unreadable: Unreadable | undefined;
}

/** A part of a list. */
interface Item {
  readonly item: unknown;
  readonly isOwnSecret: boolean;
}

const open = (value: unknown): unknown => (value instanceof Secret ? value.value : value);

/**
 * The properties of a resource, read by paths such as `siteConfig.minTlsVersion`.
 *
 * What nobody has said is `undefined`. What is not known yet is not: reading it throws {@link Unreadable}, so that no rule takes it for
 * one or the other.
 */
export class Reader {
  readonly #fields: Fields;
  readonly #at: string;
  readonly #isSecret: boolean;

  /**
   * @param at - The path of the fields, as findings call it.
   * @param isSecret - Whether they are in something that is kept secret.
   */
  constructor(fields: Fields, at = "", isSecret = false) {
    this.#fields = fields;
    this.#at = at;
    this.#isSecret = isSecret;
  }

  /** A path in full, as findings call it: `origins[0].domainName`. */
  path(path: string): string {
    return this.#at === "" ? path : `${this.#at}.${path}`;
  }

  /** The names of all properties of which something is said. */
  names(): readonly string[] {
    return Object.keys(this.#fields).filter((name) => (open(this.#fields[name]) ?? undefined) !== undefined);
  }

  /** Whether something is said of a property. What is not known yet is something. */
  has(path: string): boolean {
    const { value } = this.#find(path);
    return value !== undefined;
  }

  /** Whether a property, or what it is in, is kept secret. */
  isSecret(path: string): boolean {
    return this.#find(path).isSecret;
  }

  /** @throws Unreadable when it is not known, or is not a text */
  text(path: string): string | undefined {
    const value = this.#read(path);
    if (value === undefined || typeof value === "string") return value;
    throw new Unreadable(this.path(path), "malformed");
  }

  /** A name, as findings may tell it. @throws Unreadable when it is not known, or is not a text */
  named(path: string): string {
    return this.isSecret(path) ? "[secret]" : (this.text(path) ?? "");
  }

  /** Why a property cannot be read, where it cannot. */
  unreadable(path: string): Unreadable | undefined {
    const { value, property } = this.#find(path);
    return unreadable(value, property);
  }

  /** A text, where it is one, and can be read. */
  known(path: string): string | undefined {
    const { value } = this.#find(path);
    return typeof value === "string" ? value : undefined;
  }

  /** @throws Unreadable when it is not known, or is not a number */
  number(path: string): number | undefined {
    const value = this.#read(path);
    if (value === undefined) return undefined;
    const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
    if (typeof number === "number" && Number.isFinite(number)) return number;
    throw new Unreadable(this.path(path), "malformed");
  }

  /** @throws Unreadable when it is not known, or is neither true nor false */
  flag(path: string): boolean | undefined {
    const value = this.#read(path);
    if (value === undefined || typeof value === "boolean") return value;
    throw new Unreadable(this.path(path), "malformed");
  }

  /** A value of any kind, to be compared. @throws Unreadable when it is not known */
  value(path: string): unknown {
    return this.#read(path);
  }

  /** What is in a property; nothing, where nothing is said of it. @throws Unreadable when it is not known, or is something else */
  at(path: string): Reader {
    const value = this.#read(path) ?? {};
    if (isFields(value)) return new Reader(value, this.path(path), this.isSecret(path));
    throw new Unreadable(this.path(path), "malformed");
  }

  /** The parts of a list of objects, or the one object in its place. @throws Unreadable when it, or a part of it, is not known, or is something else */
  list(path: string): readonly Reader[] {
    const isSecret = this.isSecret(path);
    return this.#items(path).map(({ item, isOwnSecret }, index) => {
      const at = `${this.path(path)}[${index}]`;
      if (isFields(item)) return new Reader(item, at, isSecret || isOwnSecret);
      throw new Unreadable(at, "malformed");
    });
  }

  /** The parts of a list of texts, or the one text in its place. @throws Unreadable when it, or a part of it, is not known, or is something else */
  texts(path: string): readonly string[] {
    return this.#items(path).map(({ item }, index) => {
      if (typeof item === "string") return item;
      throw new Unreadable(`${this.path(path)}[${index}]`, "malformed");
    });
  }

  /** The entries of a map. @throws Unreadable when it is not known, or is something else */
  entries(path: string): readonly Entry[] {
    const { value, isSecret } = this.#find(path);
    const map = this.#read(path) ?? {};
    if (value === undefined || !isFields(map)) return [];
    return Object.entries(map).map(([name, entry]) => {
      const opened = open(entry);
      const items: readonly unknown[] = Array.isArray(opened) ? opened : [opened];
      return {
        ...{ name, property: `${this.path(path)}.${name}`, isSecret: isSecret || entry instanceof Secret },
        texts: items.filter((item) => typeof item === "string"),
        unreadable: unreadable(opened, `${this.path(path)}.${name}`),
      };
    });
  }

  /** A document that is written in a property as JSON. @throws Unreadable when it is not known, or is not valid JSON */
  document(path: string): Reader {
    const value = this.#read(path);
    if (typeof value !== "string") return this.at(path);
    const parsed = parse(value);
    if (isFields(parsed)) return new Reader(parsed, this.path(path), this.isSecret(path));
    throw new Unreadable(this.path(path), "malformed");
  }

  /** What may be written once is also written alone: a statement of a policy, an action. */
  #items(path: string): readonly Item[] {
    const value = this.#read(path) ?? [];
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    return items.map((item, index) => ({
      item: readable(open(item), `${this.path(path)}[${index}]`),
      isOwnSecret: item instanceof Secret,
    }));
  }

  #read(path: string): unknown {
    const { value, property } = this.#find(path);
    return readable(value, property);
  }

  /** The value at a path, or the first on the way there that cannot be read. */
  #find(path: string): { readonly value: unknown; readonly property: string; readonly isSecret: boolean } {
    let value: unknown = this.#fields;
    let property = this.#at;
    let isSecret = this.#isSecret;
    for (const name of path.split(".")) {
      if (!isFields(value)) return { value: undefined, property, isSecret };
      const next = value[name];
      property = property === "" ? name : `${property}.${name}`;
      isSecret ||= next instanceof Secret;
      value = open(next) ?? undefined;
      if (value === unknown || value === encrypted) break;
    }
    return { value, property, isSecret };
  }
}

function unreadable(value: unknown, property: string): Unreadable | undefined {
  if (value === unknown) return new Unreadable(property, "unknown");
  return value === encrypted ? new Unreadable(property, "encrypted") : undefined;
}

function readable(value: unknown, property: string): unknown {
  const why = unreadable(value, property);
  if (why !== undefined) throw why;
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // What is wrong with it is the provider's to say: here it is what it is not.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
