import type { Readable } from "node:stream";

/**
 * Reads what a process writes, line by line. Lines end at line feeds alone: `node:readline` would also part them at U+2028 and
 * U+2029, which stand in JSON as they are, and no platform does that. https://nodejs.org/api/readline.html#event-line
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
