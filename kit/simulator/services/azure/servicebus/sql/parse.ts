import { type Token, tokensOf } from "./tokens.ts";
import { and, equal, like, not, or, type Truth, type Value } from "./truth.ts";

/** Custom properties of a message. */
export type MessageProperties = Readonly<Record<string, Value>>;

/** Whether a message is accepted. An unknown result is not. */
export type Filter = (properties: MessageProperties) => boolean;

/** "Property names are case-insensitive." https://learn.microsoft.com/azure/service-bus-messaging/service-bus-messaging-sql-filter#considerations */
type Lookup = (name: string) => Value;
type Predicate = (lookUp: Lookup) => Truth;
type Operand = (lookUp: Lookup) => Value;

/** Words that cannot be names of properties. https://learn.microsoft.com/azure/service-bus-messaging/service-bus-messaging-sql-filter */
const keywords = new Set(["and", "or", "not", "in", "like", "escape", "exists", "is", "null", "true", "false"]);

/** Thrown for expressions that the simulator does not support, or that are not valid. */
class UnsupportedFilter extends Error {}

/** A recursive descent parser of filters. */
class Reader {
  readonly #tokens: readonly Token[];
  #position = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  all(): Predicate {
    const predicate = this.#or();
    if (this.#position < this.#tokens.length) throw new UnsupportedFilter();
    return predicate;
  }

  #or(): Predicate {
    let left = this.#and();
    while (this.#takes("or")) {
      const [one, other] = [left, this.#and()];
      left = (lookUp) => or(one(lookUp), other(lookUp));
    }
    return left;
  }

  #and(): Predicate {
    let left = this.#not();
    while (this.#takes("and")) {
      const [one, other] = [left, this.#not()];
      left = (lookUp) => and(one(lookUp), other(lookUp));
    }
    return left;
  }

  #not(): Predicate {
    if (!this.#takes("not")) return this.#primary();
    const inner = this.#not();
    return (lookUp) => not(inner(lookUp));
  }

  #primary(): Predicate {
    if (this.#takes("(")) {
      const inner = this.#or();
      this.#expect(")");
      return inner;
    }
    if (!this.#takes("exists")) return this.#comparison(this.#operand());
    this.#expect("(");
    const name = this.#property();
    this.#expect(")");
    return (lookUp) => lookUp(name) !== undefined;
  }

  #comparison(left: Operand): Predicate {
    if (this.#takes("=")) return this.#equality(left);
    if (this.#takes("<>")) return this.#negated(this.#equality(left));
    const isNegated = this.#takes("not");
    const predicate = this.#takes("in") ? this.#in(left) : this.#like(left);
    return isNegated ? this.#negated(predicate) : predicate;
  }

  #negated(predicate: Predicate): Predicate {
    return (lookUp) => not(predicate(lookUp));
  }

  #equality(left: Operand): Predicate {
    const right = this.#operand();
    return (lookUp) => equal(left(lookUp), right(lookUp));
  }

  #in(left: Operand): Predicate {
    this.#expect("(");
    const items = [this.#operand()];
    while (this.#takes(",")) items.push(this.#operand());
    this.#expect(")");
    return (lookUp) => items.map((item) => equal(left(lookUp), item(lookUp))).reduce(or);
  }

  #like(left: Operand): Predicate {
    this.#expect("like");
    const pattern = this.#text();
    const escaping = this.#takes("escape") ? this.#text() : undefined;
    if (escaping !== undefined && [...escaping].length !== 1) throw new UnsupportedFilter();
    return (lookUp) => like(left(lookUp), pattern, escaping);
  }

  #operand(): Operand {
    const token = this.#tokens[this.#position];
    if (token?.kind === "word") {
      const name = this.#property();
      return (lookUp) => lookUp(name);
    }
    if (token === undefined || token.kind === "sign") throw new UnsupportedFilter();
    this.#position += 1;
    const value = token.kind === "number" ? Number(token.text) : token.text;
    return () => value;
  }

  /** `kind` or `user.kind`. */
  #property(): string {
    const [first, dot, second] = this.#tokens.slice(this.#position);
    const isScoped = dot?.kind === "sign" && dot.text === ".";
    if (isScoped && first?.text.toLowerCase() !== "user") throw new UnsupportedFilter();
    const name = isScoped ? second : first;
    if (name?.kind !== "word" || keywords.has(name.text.toLowerCase())) throw new UnsupportedFilter();
    this.#position += isScoped ? 3 : 1;
    return name.text.toLowerCase();
  }

  #text(): string {
    const token = this.#tokens[this.#position];
    if (token?.kind !== "text") throw new UnsupportedFilter();
    this.#position += 1;
    return token.text;
  }

  /** Consumes a keyword or a sign, if it is next. */
  #takes(text: string): boolean {
    const token = this.#tokens[this.#position];
    const isNext = (token?.kind === "word" || token?.kind === "sign") && token.text.toLowerCase() === text;
    if (isNext) this.#position += 1;
    return isNext;
  }

  #expect(text: string): void {
    if (!this.#takes(text)) throw new UnsupportedFilter();
  }
}

/**
 * Parses a SQL filter: comparisons with `=`, `<>`, `IN`, `LIKE` and `EXISTS`, combined by `AND`, `OR` and `NOT`.
 * https://learn.microsoft.com/azure/service-bus-messaging/service-bus-messaging-sql-filter
 *
 * @returns `undefined` when it contains anything else.
 */
export function parseFilter(expression: string): Filter | undefined {
  try {
    const predicate = new Reader(tokensOf(expression) ?? []).all();
    return (properties) => {
      const values = new Map(Object.entries(properties).map(([name, value]) => [name.toLowerCase(), value]));
      return predicate((name) => values.get(name)) === true;
    };
  } catch (error) {
    if (error instanceof UnsupportedFilter) return undefined;
    throw error;
  }
}
