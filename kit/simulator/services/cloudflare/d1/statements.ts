/** Texts, names and remarks, in which nothing ends a statement; words; and single characters. https://www.sqlite.org/lang.html */
const tokens = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|\w+|[\s\S]/g;

/**
 * The statements of a text, without the semicolons between them: "Supports multiple statements, joined by semicolons, which
 * will be executed as a batch". https://developers.cloudflare.com/api/resources/d1/subresources/database/methods/query/
 */
export function splitStatements(sql: string): readonly string[] {
  const statements: string[] = [];
  let begun = "";
  let words: string[] = [];
  let depth = 0;
  for (const [token] of sql.matchAll(tokens)) {
    const word = token.toUpperCase();
    if (/^\w/.test(token)) words.push(word);
    // The body of a trigger has statements of its own, and CASE an END of its own.
    if (isTrigger(words) && (word === "BEGIN" || word === "CASE")) depth += 1;
    if (depth > 0 && word === "END") depth -= 1;
    if (token !== ";" || depth > 0) {
      begun += token;
      continue;
    }
    statements.push(begun.trim());
    [begun, words] = ["", []];
  }
  return [...statements, begun.trim()].filter((one) => one !== "");
}

/** `CREATE TRIGGER`, `CREATE TEMP TRIGGER`. https://www.sqlite.org/lang_createtrigger.html */
function isTrigger(words: readonly string[]): boolean {
  return words[0] === "CREATE" && words.slice(1, 3).includes("TRIGGER");
}
