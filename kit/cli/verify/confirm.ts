import { createInterface } from "node:readline/promises";
import { FourfoldError } from "../../spec/index.ts";

/** The source of the user's answers: `process.stdin`, or a test's stream. */
export interface Keyboard extends NodeJS.ReadableStream {
  readonly isTTY?: boolean;
}

/**
 * Asks whether to continue. Anything but yes means no.
 * @throws FourfoldError `ERR_USAGE` if the input is not a terminal.
 */
export async function confirm(
  question: string,
  input: Keyboard = process.stdin,
  output: NodeJS.WritableStream = process.stderr,
): Promise<boolean> {
  if (input.isTTY !== true) {
    throw new FourfoldError("ERR_USAGE", {
      what: "this cannot be confirmed: its input is not a terminal.",
      fix: "Pass --yes.",
    });
  }
  const terminal = createInterface({ input, output });
  try {
    return /^y(?:es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}
