import type { Condition } from "./store.ts";

/**
 * Why a table was not read or written: a condition is not met; the item is too large; something cannot be kept or asked for; the cloud
 * has had too much; the function may not; the table does not exist; or the cloud did not answer, or not in time.
 */
export type TableErrorCode = "Conflict" | "TooLarge" | "Invalid" | "Throttled" | "Denied" | "NotFound" | "Unavailable";

/** What a status says where an API does not say it better. */
const byStatus: ReadonlyMap<number, TableErrorCode> = new Map([
  [401, "Denied"],
  [403, "Denied"],
  [404, "NotFound"],
  [408, "Unavailable"],
  [413, "TooLarge"],
  [429, "Throttled"],
]);

/** What else is known of what went wrong. */
interface TableErrorOptions {
  readonly cause?: unknown;
  readonly applied?: "no" | "unknown";
  readonly retryAfter?: number;
  readonly index?: number;
}

/** A table that was not read or written, for all that is known. */
export class TableError extends Error {
  override readonly name: string = "TableError";
  readonly code: TableErrorCode;
  /** Whether nothing was written, or it is not known: the answer was lost. */
  readonly applied: "no" | "unknown";
  /** When the cloud wants to be asked again, in milliseconds, if it has said so. */
  readonly retryAfter?: number;
  /** Which of several writes it is about, from 0, if it is about one. */
  readonly index?: number;

  constructor(code: TableErrorCode, message: string, options: TableErrorOptions = {}) {
    const { applied = "no", retryAfter, index, ...others } = options;
    super(message, others);
    this.code = code;
    this.applied = applied;
    if (retryAfter !== undefined) this.retryAfter = retryAfter;
    if (index !== undefined) this.index = index;
  }
}

/** One of many writes that was not made. */
export interface NotWritten {
  /** Its place among those that were asked for together, from 0. */
  readonly index: number;
  readonly error: TableError;
}

/** Of many writes, some were not made. The others were. */
export class NotAllWritten extends TableError {
  override readonly name = "NotAllWritten";
  /** Those that were not made. */
  readonly failed: readonly NotWritten[];

  constructor(failed: readonly NotWritten[], count: number) {
    const first = failed[0]?.error;
    const applied = failed.some(({ error }) => error.applied === "unknown") ? "unknown" : "no";
    super(first?.code ?? "Unavailable", `${failed.length} of ${count} writes were not made: ${first?.message}`, {
      applied,
    });
    this.failed = failed;
  }
}

/** @throws TableError `Invalid` */
export function refuse(what: string): never {
  throw new TableError("Invalid", what);
}

/** What a write is refused with whose condition is not met. */
export function conflictOf(condition: Condition | undefined, index?: number): TableError {
  const what = condition === "absent" ? "There is an item with this key." : "The item has another version.";
  return new TableError("Conflict", what, index === undefined ? {} : { index });
}

/**
 * What an API's answer means that is not a success.
 * @param code - What its own code means, where it has one that is known.
 */
export function errorOf(status: number, text: string, code?: TableErrorCode, retryAfter?: number): TableError {
  const means = code ?? byStatus.get(status) ?? (status >= 500 ? "Unavailable" : "Invalid");
  const applied = means === "Unavailable" ? "unknown" : "no";
  return new TableError(means, text, { applied, ...(retryAfter === undefined ? {} : { retryAfter }) });
}
