/**
 * A text without the byte order mark that editors on Windows put before it.
 * https://www.rfc-editor.org/rfc/rfc8259#section-8.1
 */
export function withoutByteOrderMark(text: string): string {
  return text.replace(/^\uFEFF/, "");
}

/**
 * The value of a JSON text that a person may have written. `JSON.parse` refuses a byte order mark, which every other tool skips.
 * @throws SyntaxError when it is not valid JSON.
 */
export function parseJson(text: string): unknown {
  return JSON.parse(withoutByteOrderMark(text));
}

/** A string, a comment, or a comma before a closing bracket. */
const strings = /"(?:[^"\\]|\\.)*"/;
const comments = /\/\/[^\n]*|\/\*[\s\S]*?\*\//;
const extra = new RegExp(`(${strings.source})|${comments.source}|,(?=(?:\\s|${comments.source})*[}\\]])`, "g");

/**
 * The same for a text that may have comments and trailing commas, as TypeScript's settings do.
 * https://www.typescriptlang.org/docs/handbook/tsconfig-json.html
 * @throws SyntaxError when it is not valid even so.
 */
export function parseJsonWithComments(text: string): unknown {
  return parseJson(text.replace(extra, (_, string: string | undefined) => string ?? ""));
}
