/** A word, a text, a number, a parameter or a sign of a query. */
export interface Token {
  readonly kind: "word" | "text" | "number" | "parameter" | "sign";
  /** As it is written; of texts what they say. */
  readonly text: string;
  /** Where it starts and ends in the query. */
  readonly start: number;
  readonly end: number;
}

/** https://learn.microsoft.com/azure/cosmos-db/nosql/query/constants */
const pattern =
  /\s*(?:(?<word>[A-Za-z_]\w*)|(?<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?<parameter>@\w+)|(?<sign><=|>=|[=<>(),.:*[\]{}]))/gsuy;

/** What stands between the quotation marks, as JSON would have it. `undefined`: an escape that is not one. */
function textOf(quoted: string): string {
  const inner = quoted.slice(1, -1).replace(/\\'/g, "'");
  return JSON.parse(quoted.startsWith("'") ? `"${inner.replace(/(?<!\\)"/g, '\\"')}"` : quoted);
}

function toToken(groups: Readonly<Record<string, string | undefined>>, end: number): Token {
  for (const kind of ["word", "number", "parameter", "sign"] as const) {
    const text = groups[kind];
    if (text !== undefined) return { kind, text, start: end - text.length, end };
  }
  const { text: quoted = "" } = groups;
  return { kind: "text", text: textOf(quoted), start: end - quoted.length, end };
}

/** @returns `undefined` where there is something else in a query. */
export function tokensOf(query: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  let end = 0;
  for (const found of query.matchAll(pattern)) {
    end = found.index + found[0].length;
    tokens.push(toToken(found.groups ?? {}, end));
  }
  return query.slice(end).trim() === "" ? tokens : undefined;
}
