import { meaningOf, shown } from "../platform/status.ts";
import type { Condition } from "./store.ts";

/**
 * Why a table was not read or written: a condition is not met; the item is too large; something cannot be kept or asked for; the cloud
 * has had too much; the function may not; the table does not exist; or the cloud did not answer, or not in time.
 */
export type TableErrorCode = "Conflict" | "TooLarge" | "Invalid" | "Throttled" | "Denied" | "NotFound" | "Unavailable";

/** What else is known of what went wrong. */
interface TableErrorOptions {
  readonly cause?: unknown;
  readonly applied?: "no" | "unknown";
  readonly retryAfter?: number | undefined;
  readonly index?: number | undefined;
  readonly table?: string | undefined;
}

/** A table that was not read or written, for all that is known. Its message names properties, and not what is in them. */
export class TableError extends Error {
  override readonly name: string = "TableError";
  readonly code: TableErrorCode;
  /** Whether nothing was written, or it is not known: the answer was lost. */
  readonly applied: "no" | "unknown";
  /** When the cloud wants to be asked again, in milliseconds, if it has said so. */
  readonly retryAfter: number | undefined;
  /** Which of several writes it is about, from 0, if it is about one. */
  readonly index: number | undefined;
  /** The name of the table in the set, which the message begins with. */
  readonly table: string | undefined;

  constructor(code: TableErrorCode, message: string, options: TableErrorOptions = {}) {
    const { applied = "no", retryAfter, index, table, ...others } = options;
    super(table === undefined ? message : `Table "${table}": ${message}`, others);
    this.code = code;
    this.applied = applied;
    this.retryAfter = retryAfter;
    this.index = index;
    this.table = table;
  }
}

/** An error that says which table it is about, if it does not say so yet. */
function about(table: string, error: TableError): TableError {
  if (error.table !== undefined) return error;
  const { code, message, cause } = error;
  return new TableError(code, message, { ...error, table, ...(cause === undefined ? {} : { cause }) });
}

/** Does some work on a table. Its errors say which table they are about. */
export async function onTable<T>(table: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw thrown instanceof TableError ? about(table, thrown) : thrown;
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

  constructor(failed: readonly NotWritten[], count: number, table: string) {
    const first = failed[0]?.error;
    const applied = failed.some(({ error }) => error.applied === "unknown") ? "unknown" : "no";
    super(first?.code ?? "Unavailable", `${failed.length} of ${count} writes were not made: ${first?.message}`, {
      applied,
      table,
    });
    this.failed = failed.map(({ index, error }) => ({ index, error: about(table, error) }));
  }
}

/** @throws TableError `Invalid` */
export function refuse(what: string): never {
  throw new TableError("Invalid", what);
}

/** What a write is refused with whose condition is not met. */
export function conflictOf(condition: Condition | undefined, index?: number): TableError {
  const what =
    condition === "absent"
      ? "there is an item with this key already."
      : "the item has another version, or is gone: read it and try again, or use `update`.";
  return new TableError("Conflict", what, { index });
}

/** Whether a condition was not met. */
export const isConflict = (thrown: unknown): boolean => thrown instanceof TableError && thrown.code === "Conflict";

/**
 * The error for a failed response.
 * @param code - The meaning of the API's own code. @default the meaning of the status
 */
export function errorOf(
  status: number,
  text: string,
  code: TableErrorCode = meaningOf(status),
  options: Pick<TableErrorOptions, "retryAfter" | "index"> = {},
): TableError {
  return new TableError(code, shown(text), { applied: code === "Unavailable" ? "unknown" : "no", ...options });
}
