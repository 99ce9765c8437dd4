import type { CloudError } from "../../../../contract.ts";
import { invalid } from "../errors.ts";
import type { AttributeValue } from "../values/value.ts";
import type { Placeholders } from "./placeholders.ts";
import { isReserved } from "./reserved-words.ts";

/** Where a value stands in an item: names of attributes and of members of maps, positions in lists. */
export type Path = readonly [name: string, ...(readonly (string | number)[])];

/** A name, a placeholder, a number, or a sign. */
const token = /\s*(?:([#:]\w+|[A-Za-z]\w*|\d+)|(<>|<=|>=|[=<>()[\],.+-]))/y;

function tokensOf(expression: string, refused: (reason: string) => CloudError): readonly string[] {
  const found: string[] = [];
  const end = expression.trimEnd().length;
  for (token.lastIndex = 0; token.lastIndex < end; ) {
    const start = token.lastIndex;
    const [, word, sign] = token.exec(expression) ?? [];
    const text = word ?? sign;
    if (text === undefined) throw syntaxError(refused, expression.slice(start).trim().slice(0, 1), expression);
    found.push(text);
  }
  return found;
}

function syntaxError(refused: (reason: string) => CloudError, wrong: string, near: string): CloudError {
  return refused(`Syntax error; token: "${wrong}", near: "${near}"`);
}

/** Reads an expression of a request, one token after another. */
export class Reader {
  readonly #kind: string;
  readonly #tokens: readonly string[];
  readonly #placeholders: Placeholders;
  #position = 0;

  /** @param kind - The member of the request that has the expression: `ConditionExpression`. */
  constructor(kind: string, expression: string, placeholders: Placeholders) {
    this.#kind = kind;
    this.#placeholders = placeholders;
    if (expression.trim() === "") throw this.refused("The expression can not be empty;");
    this.#tokens = tokensOf(expression, (reason) => this.refused(reason));
  }

  refused(reason: string): CloudError {
    return invalid(`Invalid ${this.#kind}: ${reason}`);
  }

  /** The error of a token that cannot stand where it does. */
  unexpected(): CloudError {
    const near = this.#tokens.slice(Math.max(0, this.#position - 1), this.#position + 2).join(" ");
    return syntaxError((reason) => this.refused(reason), this.#tokens[this.#position] ?? "<EOF>", near);
  }

  get isAtEnd(): boolean {
    return this.#position >= this.#tokens.length;
  }

  /** How many tokens are left. */
  get left(): number {
    return this.#tokens.length - this.#position;
  }

  /** Whether the next token is this one, whatever the case of its letters. @param ahead - How many are before it. */
  isNext(text: string, ahead = 0): boolean {
    return this.#tokens[this.#position + ahead]?.toUpperCase() === text;
  }

  /** Goes past a token, if it is the next one. */
  skip(text: string): boolean {
    const isThere = this.isNext(text);
    if (isThere) this.#position += 1;
    return isThere;
  }

  /** @throws CloudError when it is not the next one. */
  expect(text: string): void {
    if (!this.skip(text)) throw this.unexpected();
  }

  /** The next token, if it looks like this. @throws CloudError when it does not. */
  take(pattern: RegExp): string {
    const next = this.#tokens[this.#position];
    if (next === undefined || !pattern.test(next)) throw this.unexpected();
    this.#position += 1;
    return next;
  }

  /** What stands between the parentheses of a function. */
  list<T>(read: () => T): readonly T[] {
    const items = [read()];
    while (this.skip(",")) items.push(read());
    return items;
  }

  #name(): string {
    const text = this.take(/^#?\w/);
    if (/^\d/.test(text)) throw this.unexpected();
    if (!text.startsWith("#")) {
      if (isReserved(text)) throw this.refused(`Attribute name is a reserved keyword; reserved keyword: ${text}`);
      return text;
    }
    const name = this.#placeholders.name(text);
    if (name !== undefined) return name;
    const reason = "An expression attribute name used in the document path is not defined";
    throw this.refused(`${reason}; attribute name: ${text}`);
  }

  /** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.Attributes.html */
  path(): Path {
    const first = this.#name();
    this.#placeholders.mention(first);
    const steps: (string | number)[] = [];
    for (;;) {
      if (this.skip(".")) steps.push(this.#name());
      else if (this.skip("[")) {
        steps.push(Number(this.take(/^\d+$/)));
        this.expect("]");
      } else return [first, ...steps];
    }
  }

  /** A placeholder for a value, if one is next. */
  value(): AttributeValue | undefined {
    const text = this.#tokens[this.#position];
    if (text?.startsWith(":") !== true) return undefined;
    this.#position += 1;
    const value = this.#placeholders.value(text);
    if (value !== undefined) return value;
    const reason = "An expression attribute value used in expression is not defined";
    throw this.refused(`${reason}; attribute value: ${text}`);
  }
}
