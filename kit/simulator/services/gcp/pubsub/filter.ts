/** The attributes of a message. */
export type Attributes = Readonly<Record<string, string>>;

/** Whether a subscription receives a message with these attributes. */
export type Filter = (attributes: Attributes) => boolean;

const token = /\s*("(?:[^"\\]|\\.)*"|!=|\w[\w-]*|[-=:.(),])/y;

/** "You can also use Unicode, hexadecimal, and octal escape sequences within a string literal." */
const escapes = /\\(?:(u[\da-fA-F]{4}|x[\da-fA-F]{2}|[0-3][0-7]{2})|(.))/gs;

const whitespace: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

function letterOf(code: string | undefined, letter: string): string {
  if (code === undefined) return whitespace[letter] ?? letter;
  const isOctal = /^[0-3]/.test(code);
  return String.fromCharCode(Number.parseInt(isOctal ? code : code.slice(1), isOctal ? 8 : 16));
}

/** Thrown while parsing a text that is not a filter. */
class NotAFilter extends Error {}

function tokensOf(text: string): readonly string[] {
  const tokens: string[] = [];
  const end = text.trimEnd().length;
  for (let at = 0; at < end; at = token.lastIndex) {
    token.lastIndex = at;
    const [, found] = token.exec(text) ?? [];
    if (found === undefined) throw new NotAFilter();
    tokens.push(found);
  }
  return tokens;
}

/**
 * Parses a filter: `attributes:key`, `attributes.key = "value"`, `!=`, `hasPrefix(attributes.key, "start")`, combined by `AND`,
 * `OR`, `NOT` and parentheses. Mixing `AND` and `OR` needs parentheses.
 * https://cloud.google.com/pubsub/docs/subscription-message-filter#filtering_syntax
 * @returns `undefined` when the text is not a filter.
 */
export function parseFilter(text: string): Filter | undefined {
  try {
    return new Reader(tokensOf(text)).read();
  } catch (error) {
    if (error instanceof NotAFilter) return undefined;
    throw error;
  }
}

class Reader {
  readonly #tokens: readonly string[];
  #next = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  read(): Filter {
    const filter = this.#expression();
    if (this.#next < this.#tokens.length) throw new NotAFilter();
    return filter;
  }

  #expression(): Filter {
    const first = this.#negatable();
    const operator = this.#tokens[this.#next];
    if (operator !== "AND" && operator !== "OR") return first;
    const parts = [first];
    while (this.#accept(operator)) parts.push(this.#negatable());
    return operator === "AND"
      ? (attributes) => parts.every((part) => part(attributes))
      : (attributes) => parts.some((part) => part(attributes));
  }

  #negatable(): Filter {
    if (!this.#accept("NOT") && !this.#accept("-")) return this.#condition();
    const negated = this.#condition();
    return (attributes) => !negated(attributes);
  }

  #condition(): Filter {
    if (this.#accept("(")) {
      const inner = this.#expression();
      this.#expect(")");
      return inner;
    }
    if (this.#accept("hasPrefix")) return this.#prefix();
    this.#expect("attributes");
    if (this.#accept(":")) {
      const key = this.#key();
      return (attributes) => Object.hasOwn(attributes, key);
    }
    this.#expect(".");
    return this.#comparison(this.#key());
  }

  #prefix(): Filter {
    for (const expected of ["(", "attributes", "."]) this.#expect(expected);
    const key = this.#key();
    this.#expect(",");
    const start = this.#text();
    this.#expect(")");
    return (attributes) => attributeOf(attributes, key)?.startsWith(start) ?? false;
  }

  /** `!=` is also true if the attribute is missing. */
  #comparison(key: string): Filter {
    const isEqual = this.#accept("=");
    if (!isEqual) this.#expect("!=");
    const value = this.#text();
    return (attributes) => (attributeOf(attributes, key) === value) === isEqual;
  }

  #key(): string {
    const found = this.#tokens[this.#next] ?? "";
    if (found.startsWith('"')) return this.#text();
    if (!/^\w/.test(found)) throw new NotAFilter();
    this.#next += 1;
    return found;
  }

  #text(): string {
    const found = this.#tokens[this.#next] ?? "";
    if (!found.startsWith('"')) throw new NotAFilter();
    this.#next += 1;
    return found.slice(1, -1).replace(escapes, (_, code: string | undefined, letter: string) => letterOf(code, letter));
  }

  #accept(expected: string): boolean {
    if (this.#tokens[this.#next] !== expected) return false;
    this.#next += 1;
    return true;
  }

  #expect(expected: string): void {
    if (!this.#accept(expected)) throw new NotAFilter();
  }
}

function attributeOf(attributes: Attributes, key: string): string | undefined {
  return Object.hasOwn(attributes, key) ? attributes[key] : undefined;
}
