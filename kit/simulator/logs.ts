import type { LogLine, Logs } from "./contract.ts";

const defaultCapacity = 10_000;

/**
 * Keeps the last lines in memory and passes new ones to followers. Nothing of it is durable.
 *
 * @param capacity - How many lines are kept. @default 10,000
 */
export function createLogs(capacity: number = defaultCapacity): Logs {
  let lines: LogLine[] = [];
  const listeners = new Set<(line: LogLine) => void>();
  return {
    append(line) {
      lines.push(line);
      // Many are dropped at once, because copying the array for each line would make every line slow.
      if (lines.length > capacity * 1.5) lines = lines.slice(-capacity);
      for (const listener of listeners) listener(line);
    },
    recent(filter = {}) {
      return lines.slice(-capacity).filter((line) => matches(line, filter));
    },
    follow(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Whether a line belongs to a cloud and a group, if these are given. */
export function matches(line: LogLine, filter: { readonly cloud?: string; readonly group?: string }): boolean {
  return (
    (filter.cloud === undefined || line.cloud === filter.cloud) &&
    (filter.group === undefined || line.group === filter.group)
  );
}
