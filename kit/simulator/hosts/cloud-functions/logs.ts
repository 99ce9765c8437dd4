import type { World } from "../../contract.ts";
import type { RevisionSettings } from "./settings.ts";

/** https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry#LogSeverity */
const severities = ["DEFAULT", "DEBUG", "INFO", "NOTICE", "WARNING", "ERROR", "CRITICAL", "ALERT", "EMERGENCY"];

/** Other spellings that Cloud Logging's agents accept. https://cloud.google.com/logging/docs/agent/logging/configuration#process-payload */
const spellings: Readonly<Record<string, string>> = { WARN: "WARNING", FATAL: "CRITICAL", TRACE: "DEBUG" };

function severityOf(given: unknown): string {
  const upper = String(given ?? "DEFAULT").toUpperCase();
  return severities.find((severity) => severity === (spellings[upper] ?? upper)) ?? "DEFAULT";
}

function parseObject(line: string): object | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    // A line that only looks like JSON is text: Cloud Logging keeps it unchanged.
    return undefined;
  }
}

/**
 * A line as Cloud Logging stores it: a JSON object becomes a structured entry with its severity first; anything else stays
 * text. https://cloud.google.com/run/docs/logging#writing_structured_logs
 */
export function toEntry(line: string): string {
  const fields = parseObject(line);
  if (fields === undefined) return line;
  const { severity, ...rest } = { severity: undefined, ...fields };
  return JSON.stringify({ severity: severityOf(severity), ...rest });
}

/** Writes to the log of one function for one of its revisions. Its group is the name of the function's Cloud Run service. */
export function writer(
  { logs, clock }: Pick<World, "logs" | "clock">,
  { service, code }: Pick<RevisionSettings, "service" | "code">,
): (line: string) => void {
  return (line) => logs.append({ cloud: "gcp", group: service, time: clock.now(), text: toEntry(line), code });
}
