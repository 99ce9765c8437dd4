import { text } from "node:stream/consumers";
import { FourfoldError } from "../../spec/index.ts";

/** The source of a value: `process.stdin`, or a test's stream. */
export interface Keyboard extends NodeJS.ReadableStream {
  readonly isTTY?: boolean;
  setRawMode?(isRaw: boolean): unknown;
}

/** What keys of a terminal send: https://en.wikipedia.org/wiki/C0_and_C1_control_codes */
const keys = { interrupt: "\u0003", end: "\u0004", backspace: "\u0008", delete: "\u007f" } as const;

/** What was typed up to the end of the line, if it has ended. @throws FourfoldError `ERR_USAGE` when it was interrupted. */
function typed(before: string, more: string): { readonly line: string; readonly hasEnded: boolean } {
  let line = before;
  for (const key of more) {
    if (key === "\r" || key === "\n" || key === keys.end) return { line, hasEnded: true };
    if (key === keys.interrupt) {
      throw new FourfoldError("ERR_USAGE", { what: "It was interrupted.", fix: "Nothing was changed." });
    }
    const isErased = key === keys.backspace || key === keys.delete;
    line = isErased ? [...line].slice(0, -1).join("") : line + key;
  }
  return { line, hasEnded: false };
}

/** Reads a line from a terminal that shows nothing of it. */
async function readHidden(question: string, keyboard: Keyboard, screen: NodeJS.WritableStream): Promise<string> {
  screen.write(question);
  keyboard.setRawMode?.(true);
  keyboard.setEncoding("utf8");
  try {
    let line = "";
    for await (const part of keyboard) {
      const read = typed(line, String(part));
      line = read.line;
      if (read.hasEnded) break;
    }
    return line;
  } finally {
    keyboard.setRawMode?.(false);
    screen.write("\n");
  }
}

/**
 * Reads a value that nobody must see: all of the standard input without the line break at its end, or, at a terminal, a line that is not
 * shown. Never from arguments, which other users of the machine can see and shells write down.
 */
export async function readValue(
  question: string,
  keyboard: Keyboard = process.stdin,
  screen: NodeJS.WritableStream = process.stderr,
): Promise<string> {
  if (keyboard.isTTY === true) return readHidden(question, keyboard, screen);
  return (await text(keyboard)).replace(/\r?\n$/, "");
}
