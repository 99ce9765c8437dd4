import { isRecord } from "../../../../contract/read.ts";
import { type Cursor, NotRead } from "./cursor.ts";
import { isBefore, isEqual, type Value } from "./values.ts";

/** Reads something of an item. */
export type Expression = (item: unknown) => Value;

/** The values of parameters, by names that begin with `@`. */
export type Parameters = ReadonlyMap<string, Value>;

/** A member of an object that is put together. */
export interface Member {
  readonly name: string;
  readonly value: Expression;
}

type Comparison = (one: Value, other: Value) => boolean;

const comparisons: Readonly<Record<string, Comparison>> = {
  "=": isEqual,
  "<": isBefore,
  ">": (one, other) => isBefore(other, one),
  "<=": (one, other) => isBefore(one, other) || isEqual(one, other),
  ">=": (one, other) => isBefore(other, one) || isEqual(one, other),
};

const constants: ReadonlyMap<string, Value> = new Map<string, Value>([
  ["true", true],
  ["false", false],
  ["null", null],
  ["undefined", undefined],
]);

const functions: Readonly<Record<string, (...values: readonly Value[]) => boolean>> = {
  is_defined: (value) => value !== undefined,
  startswith: (text, start) => typeof text === "string" && typeof start === "string" && text.startsWith(start),
};
const arity: Readonly<Record<string, number>> = { is_defined: 1, startswith: 2 };

/** Reads expressions about an item, one kind after the other. */
export class ExpressionReader {
  readonly #cursor: Cursor;
  readonly #alias: string;
  readonly #parameters: Parameters;

  /** @param alias - The name that the query has for an item. */
  constructor(cursor: Cursor, alias: string, parameters: Parameters) {
    this.#cursor = cursor;
    this.#alias = alias;
    this.#parameters = parameters;
  }

  or(): Expression {
    let left = this.#and();
    while (this.#cursor.takesWord("or")) {
      const [one, other] = [left, this.#and()];
      left = (item) => one(item) === true || other(item) === true;
    }
    return left;
  }

  #and(): Expression {
    let left = this.#comparison();
    while (this.#cursor.takesWord("and")) {
      const [one, other] = [left, this.#comparison()];
      left = (item) => one(item) === true && other(item) === true;
    }
    return left;
  }

  #comparison(): Expression {
    const left = this.#primary();
    const { kind, text = "" } = this.#cursor.peek() ?? {};
    const isOne = kind === "sign" && Object.hasOwn(comparisons, text);
    const comparison = isOne ? comparisons[text] : undefined;
    if (comparison === undefined) return left;
    this.#cursor.position += 1;
    const right = this.#primary();
    return (item) => comparison(left(item), right(item));
  }

  #primary(): Expression {
    if (!this.#cursor.takes("(")) return this.operand();
    const inner = this.or();
    this.#cursor.expect(")");
    return inner;
  }

  operand(): Expression {
    const token = this.#cursor.next();
    if (token.kind === "text") return () => token.text;
    if (token.kind === "number") return () => Number(token.text);
    if (token.kind === "parameter") return this.#parameter(token.text);
    if (token.kind === "word") return this.#named(token.text);
    if (token.text === "[") return this.#array();
    if (token.text === "{") return this.#object();
    throw new NotRead();
  }

  #parameter(name: string): Expression {
    if (!this.#parameters.has(name)) throw new NotRead();
    const value = this.#parameters.get(name);
    return () => value;
  }

  /** A constant, a function, or a path. */
  #named(word: string): Expression {
    const name = word.toLowerCase();
    if (word !== this.#alias && constants.has(name)) return () => constants.get(name);
    if (this.#cursor.takes("(")) return this.#call(name);
    this.#cursor.position -= 1;
    const path = this.path();
    return (item) => valueAt(item, path);
  }

  #call(name: string): Expression {
    const called = Object.hasOwn(functions, name) ? functions[name] : undefined;
    const given = this.#list(")");
    if (called === undefined || given.length !== arity[name]) throw new NotRead();
    return (item) => called(...given.map((each) => each(item)));
  }

  #array(): Expression {
    const members = this.#list("]");
    return (item) => members.map((each) => each(item)).filter((value) => value !== undefined);
  }

  #list(end: string): readonly Expression[] {
    if (this.#cursor.takes(end)) return [];
    const members = [this.operand()];
    while (this.#cursor.takes(",")) members.push(this.operand());
    this.#cursor.expect(end);
    return members;
  }

  #object(): Expression {
    const members: Member[] = [];
    while (!this.#cursor.takes("}")) {
      if (members.length > 0) this.#cursor.expect(",");
      const { kind, text } = this.#cursor.next();
      if (kind !== "text" && kind !== "word") throw new NotRead();
      this.#cursor.expect(":");
      members.push({ name: text, value: this.operand() });
    }
    return objectOf(members);
  }

  /** `c.address.city`, `c["address"]`, `c.lines[0]`. */
  path(): readonly string[] {
    if (this.#cursor.word() !== this.#alias) throw new NotRead();
    const path: string[] = [];
    for (;;) {
      if (this.#cursor.takes(".")) path.push(this.#cursor.word());
      else if (this.#cursor.takes("[")) {
        const { kind, text } = this.#cursor.next();
        if (kind !== "text" && kind !== "number") throw new NotRead();
        path.push(text);
        this.#cursor.expect("]");
      } else return path;
    }
  }
}

/** What is not there is left out. */
export function objectOf(members: readonly Member[]): Expression {
  return (item) => {
    const entries = members.map(({ name, value }) => [name, value(item)] as const);
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  };
}

/** What stands at a path of an item. */
export function valueAt(item: unknown, path: readonly string[]): Value {
  return path.reduce<unknown>((inside, name) => {
    if (Array.isArray(inside)) return inside[Number(name)];
    return isRecord(inside) && Object.hasOwn(inside, name) ? inside[name] : undefined;
  }, item);
}
