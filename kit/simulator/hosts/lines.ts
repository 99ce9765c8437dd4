import type { Readable } from "node:stream";

/**
 * Reads the output of a process line by line. Lines end only at line feeds: `node:readline` would also split them at U+2028 and
 * U+2029, which JSON may contain unescaped, and no platform does that. https://nodejs.org/api/readline.html#event-line
 */
export function readLines(input: Readable | null | undefined, onLine: (line: string) => void): void {
  if (!input) return;
  let rest = "";
  input.setEncoding("utf8");
  input.on("data", (text: string) => {
    const lines = `${rest}${text}`.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) onLine(line.replace(/\r$/, ""));
  });
  input.once("end", () => {
    if (rest !== "") onLine(rest);
  });
}
