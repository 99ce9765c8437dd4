import type { Token } from "./tokens.ts";

/** What the simulator does not read, or Cosmos DB does not either. */
export class NotRead extends Error {}

/** Goes through the tokens of a query. What is not as it must be throws {@link NotRead}. */
export class Cursor {
  readonly #source: string;
  readonly #tokens: readonly Token[];
  /** Of the next token. Whoever reads something later goes back to it. */
  position = 0;

  constructor(source: string, tokens: readonly Token[]) {
    this.#source = source;
    this.#tokens = tokens;
  }

  /** The query as it is written, from one token to the last that was read. */
  sourceFrom(position: number): string {
    return this.#source.slice(this.#tokens[position]?.start, this.#tokens[this.position - 1]?.end);
  }

  peek(): Token | undefined {
    return this.#tokens[this.position];
  }

  next(): Token {
    const token = this.peek();
    if (token === undefined) throw new NotRead();
    this.position += 1;
    return token;
  }

  word(): string {
    const { kind, text } = this.next();
    if (kind !== "word") throw new NotRead();
    return text;
  }

  isWord(...words: readonly string[]): boolean {
    const token = this.peek();
    return token?.kind === "word" && words.includes(token.text.toLowerCase());
  }

  /** Goes past a keyword, if it is next. */
  takesWord(word: string): boolean {
    if (!this.isWord(word)) return false;
    this.position += 1;
    return true;
  }

  expectWord(word: string): void {
    if (!this.takesWord(word)) throw new NotRead();
  }

  /** Goes past a sign, if it is next. */
  takes(sign: string): boolean {
    const token = this.peek();
    if (token?.kind !== "sign" || token.text !== sign) return false;
    this.position += 1;
    return true;
  }

  expect(sign: string): void {
    if (!this.takes(sign)) throw new NotRead();
  }

  expectEnd(): void {
    if (this.peek() !== undefined) throw new NotRead();
  }
}
