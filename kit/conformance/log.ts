import * as v from "valibot";

/** A log line of the run time, as JSON. */
export type LogEntry = Readonly<Record<string, unknown>>;

/** How to read what the run time wrote to the log. */
export interface LogAccess {
  /** The lines so far, including those of other targets. */
  read(): Promise<readonly LogEntry[]>;
  /** How long a line may take to appear, in milliseconds. */
  readonly patience: number;
}

const Entry = v.pipe(v.string(), v.parseJson(), v.looseObject({ coldStart: v.boolean() }));

/** A line of `fourfold logs --json`, which says where the text was written. */
const Line = v.pipe(v.string(), v.parseJson(), v.object({ cloud: v.string(), group: v.string(), text: v.string() }));

/** The lines of the run time among log lines: each is JSON, on some clouds with a prefix of the platform's. */
export function entriesOf(lines: readonly string[]): readonly LogEntry[] {
  return lines.flatMap((line) => {
    const outer = v.safeParse(Line, line);
    const text = outer.success ? outer.output.text : line;
    const entry = v.safeParse(Entry, /\{.*\}/s.exec(text)?.[0]);
    return entry.success ? [entry.output] : [];
  });
}
