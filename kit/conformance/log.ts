import * as v from "valibot";
import type { LogEntry } from "./target.ts";

const Entry = v.pipe(v.string(), v.parseJson(), v.looseObject({ coldStart: v.boolean() }));

/** What the run time wrote among log lines: each is JSON, on some clouds with something of the platform's before it. */
export function entriesOf(lines: readonly string[]): readonly LogEntry[] {
  return lines.flatMap((line) => {
    const entry = v.safeParse(Entry, /\{.*\}/.exec(line)?.[0]);
    return entry.success ? [entry.output] : [];
  });
}
