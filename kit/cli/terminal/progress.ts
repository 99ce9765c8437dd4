/** The progress of a command: one line for each concurrent task. */
export interface Progress {
  /** A step that gets a line of its own if lines cannot be rewritten, as in a CI log. */
  step(row: string, text: string): void;
  /** A value that changes often, such as a count: shown only if lines can be rewritten. */
  count(row: string, text: string): void;
  /** Ends the display and leaves the last state on the screen. */
  end(): void;
}

/** The output: `process.stderr`, or a test's recorder. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const control = "\u001b[";

/**
 * Shows progress on a terminal, rewriting a line for each row, in the order of their first steps; elsewhere steps become plain lines.
 * @param width - The width of the column with the names of rows.
 */
export function openProgress(screen: Screen, width: number): Progress {
  return screen.isTTY === true ? liveProgress(screen, width) : plainProgress(screen, width);
}

function plainProgress(screen: Screen, width: number): Progress {
  const last = new Map<string, string>();
  return {
    step(row, text) {
      if (last.get(row) !== text) screen.write(`${row.padEnd(width)}  ${text}\n`);
      last.set(row, text);
    },
    count: () => undefined,
    end: () => undefined,
  };
}

function liveProgress(screen: Screen, width: number): Progress {
  const state = new Map<string, string>();
  let drawn = 0;
  let ended = false;
  let timer: NodeJS.Timeout | undefined;
  const draw = (): void => {
    const lines = [...state].map(([row, text]) => `${row.padEnd(width)}  ${text}`.slice(0, (screen.columns ?? 80) - 1));
    screen.write(`${drawn > 0 ? `${control}${drawn}A` : ""}${lines.map((line) => `${control}2K${line}\n`).join("")}`);
    drawn = lines.length;
    timer = undefined;
  };
  const set = (row: string, text: string): void => {
    if (ended) return;
    state.set(row, text);
    timer ??= setTimeout(draw, 40);
  };
  return {
    step: set,
    count: set,
    end() {
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      draw();
    },
  };
}
