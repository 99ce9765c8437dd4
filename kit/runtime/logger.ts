/** The severity of a line. */
export type LogLevel = "debug" | "info" | "warn" | "error";

/** What a line says besides its message. Errors in it are written with stack and cause. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Writes structured log lines: one line of JSON each, which every cloud's log service reads. */
export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/** Takes a finished line to where the cloud reads logs. */
export type WriteLog = (level: LogLevel, line: string) => void;

const longestCause = 5;

/** An error as data, since `JSON.stringify` would write `{}`. */
function describe(error: Error, depth = 0): object {
  const { name, message, stack, cause } = error;
  const code = "code" in error ? { code: error.code } : {};
  const described = { name, message, ...code, stack };
  if (cause === undefined || depth === longestCause) return described;
  return { ...described, cause: cause instanceof Error ? describe(cause, depth + 1) : cause };
}

function toPlain(_key: string, value: unknown): unknown {
  if (value instanceof Error) return describe(value);
  return typeof value === "bigint" ? String(value) : value;
}

/** Whether JSON can write all of the fields as they are, which is several times faster. */
function isPlain(fields: LogFields = {}): boolean {
  return Object.values(fields).every((value) => typeof value === "string" || typeof value === "number");
}

function toLine(entry: object, fields: LogFields | undefined): string {
  try {
    return JSON.stringify({ ...entry, fields }, isPlain(fields) ? undefined : toPlain);
  } catch (error) {
    // What is logged is often the unexpected, such as an object that contains itself. The message must still come out.
    return JSON.stringify({ ...entry, fields: { unwritable: String(error) } });
  }
}

/**
 * Makes a logger.
 *
 * @param labels - What every line carries: the request, the function, the cloud.
 * @param severity - The cloud's own name of each level, where its log service wants one. @default none
 */
export function createLogger(labels: object, write: WriteLog, severity?: Readonly<Record<LogLevel, string>>): Logger {
  const at = (level: LogLevel) => (message: string, fields?: LogFields) => {
    const own = severity === undefined ? {} : { severity: severity[level] };
    write(level, toLine({ time: new Date().toISOString(), level, ...own, message, ...labels }, fields));
  };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}
