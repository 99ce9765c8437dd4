/** A token of a filter: a word, a string, an integer, or a sign. */
export interface Token {
  readonly kind: "word" | "text" | "number" | "sign";
  readonly text: string;
}

/** https://learn.microsoft.com/azure/service-bus-messaging/service-bus-messaging-sql-filter#property_name */
const pattern = /\s*(?:(?<word>\p{L}[\p{L}\p{Nd}_]*)|'(?<text>(?:[^']|'')*)'|(?<number>\d+)|(?<sign><>|[=(),.]))/guy;

function toToken({ word, text, number, sign = "" }: Readonly<Record<string, string | undefined>>): Token {
  if (word !== undefined) return { kind: "word", text: word };
  if (text !== undefined) return { kind: "text", text: text.replaceAll("''", "'") };
  return number === undefined ? { kind: "sign", text: sign } : { kind: "number", text: number };
}

/** `undefined`: the expression contains something else. */
export function tokensOf(expression: string): readonly Token[] | undefined {
  const found = [...expression.matchAll(pattern)];
  const length = found.reduce((sum, [text]) => sum + text.length, 0);
  return expression.slice(length).trim() === "" ? found.map(({ groups = {} }) => toToken(groups)) : undefined;
}
