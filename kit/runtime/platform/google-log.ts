import type { LogLevel } from "../logger.ts";

/** https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry#LogSeverity */
export const severity: Readonly<Record<LogLevel, string>> = {
  debug: "DEBUG",
  info: "INFO",
  warn: "WARNING",
  error: "ERROR",
};

/** Writes a line to where Cloud Logging reads. https://cloud.google.com/functions/docs/monitoring/logging#writing_structured_logs */
export function write(_level: LogLevel, line: string): void {
  process.stdout.write(`${line}\n`);
}
