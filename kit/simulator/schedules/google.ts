import { inZone, type Parsed, readCron } from "./timer.ts";

/** Minute, hour, day of the month, month, day of the week, without `L`, `W` and `#`. */
const grammar = [/^[\d,*/-]+$/, /^[\d,*/-]+$/, /^[\d,*/-]+$/, /^[\dA-Z,*/-]+$/i, /^[0-7A-Z,*/-]+$/i];

const invalid: Parsed = { kind: "refusal", message: "Schedule or timezone is invalid." };

/**
 * Cloud Scheduler's unix-cron format: five fields, Sunday is 0 or 7, and if both a day of the month and a day of the week are
 * given, one of them is enough. "Cloud Scheduler runs on wall clock time": about times that occur twice it says only that jobs "might
 * observe execution anomalies", so here they run twice: handlers must tolerate it.
 * https://cloud.google.com/scheduler/docs/configuring/cron-job-schedules
 * @param timeZone - A name in the tz database. An empty one is UTC.
 */
export function parseGoogleSchedule(text: string, timeZone: string): Parsed {
  if (/^every /i.test(text)) {
    return { kind: "limit", message: `Schedules in words are not simulated. Write "${text}" as five fields.` };
  }
  const fields = text.trim().split(/\s+/);
  if (fields.length !== grammar.length || !grammar.every((pattern, at) => pattern.test(fields[at] ?? "")))
    return invalid;
  const timer = readCron(fields.join(" "), { mode: "5-part" });
  if (timer === undefined) return invalid;
  try {
    return { kind: "timer", timer: inZone(timer, timeZone || "UTC", "twice") };
  } catch (error) {
    if (error instanceof RangeError) return invalid;
    throw error;
  }
}
