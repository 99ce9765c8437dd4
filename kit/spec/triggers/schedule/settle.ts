import type { Cloud, PerCloud } from "../../clouds.ts";
import { type ParsedSchedule, parseSchedule } from "./check.ts";
import { inUtc } from "./in-utc.ts";
import { createNext } from "./parse.ts";
import type { Fields, Gate, Schedule, SettledSchedule, Times } from "./schedule.ts";
import { type Statement, scheduleSemantics } from "./semantics.ts";
import { type ClockChange, isUtc, readZone, type Zone } from "./time-zone.ts";
import { writeFields } from "./write.ts";

const minute = 60_000;

/** A schedule in one cloud's language, without notes. */
type Translation = Omit<SettledSchedule, "notes">;

/** How a cloud writes times. */
interface Dialect {
  readonly write: (fields: Fields) => string;
  /** Whether the cloud evaluates an expression in any time zone. Otherwise it knows only UTC. */
  readonly zones: boolean;
  /** Whether the cloud's timer says which time a call is for. Otherwise the run time works it out. */
  readonly tellsTime: boolean;
  readonly source: string;
}

/**
 * `cron(minutes hours day-of-month month day-of-week year)`, with `?` for one of the days. A step says where it begins.
 * Not `rate(5 minutes)`, which counts from when the schedule was made.
 */
function writeAws(fields: Fields): string {
  const [minutes, hours, days, months, weekdays] = writeFields(fields, (first, step) => `${first}/${step}`);
  return `cron(${minutes} ${hours} ${weekdays === "*" ? days : "?"} ${months} ${weekdays === "*" ? "?" : weekdays} *)`;
}

const dialects: PerCloud<Dialect> = {
  aws: {
    write: writeAws,
    zones: true,
    tellsTime: true,
    source: "https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based",
  },
  gcp: {
    write: (fields) => writeFields(fields).join(" "),
    zones: true,
    tellsTime: true,
    source: "https://cloud.google.com/scheduler/docs/configuring/cron-job-schedules",
  },
  azure: {
    write: (fields) => `0 ${writeFields(fields).join(" ")}`,
    zones: false,
    tellsTime: false,
    source: "https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer#ncrontab-time-zones",
  },
  cloudflare: {
    write: (fields) => writeFields(fields).join(" "),
    zones: false,
    tellsTime: true,
    source: "https://developers.cloudflare.com/workers/configuration/cron-triggers/",
  },
};

function toTimes({ minutes, hours, days, months, weekdays }: Fields): Times {
  return [minutes ?? null, hours ?? null, days ?? null, months ?? null, weekdays ?? null];
}

/** A schedule for a cloud that knows only UTC: its timer calls whenever it may be time, and the run time decides. */
function translateToUtc(
  { fields, timeZone }: ParsedSchedule,
  { write, tellsTime }: Dialect,
  zone: Zone | undefined,
): Translation {
  const timer = zone === undefined ? fields : inUtc(fields, zone.offsets);
  const local = zone === undefined ? {} : { local: { timeZone, times: toTimes(fields) } };
  const gate: Gate | undefined = zone === undefined && tellsTime ? undefined : { timer: toTimes(timer), ...local };
  return { expression: write(timer), timeZone: "UTC", gate };
}

/** Notes on clock changes, where a scheduled time is left out or repeated some day. */
function noteClocks(
  { fields, timeZone }: ParsedSchedule,
  { changes }: Zone,
  cloud: Cloud,
  where: string,
): readonly string[] {
  const next = createNext(fields);
  const touches = ({ at, before, after }: ClockChange) => {
    const start = at + Math.min(before, after) * minute;
    return (next(start - minute) ?? Number.POSITIVE_INFINITY) < start + Math.abs(after - before) * minute;
  };
  const forward = changes.some((change) => change.after > change.before && touches(change));
  const back = changes.some((change) => change.after < change.before && touches(change));
  const { skippedHour, repeatedHour } = scheduleSemantics[cloud];
  const note = (direction: string, { text, source }: Statement) =>
    `${where}: when clocks in ${timeZone} are put ${direction} over one of its times, ${text} (${source}).`;
  return [...(forward ? [note("forward", skippedHour)] : []), ...(back ? [note("back", repeatedHour)] : [])];
}

/**
 * What a cloud is given for a schedule.
 * @param where - What it belongs to, as errors name it: `Function "cleanup"`.
 * @throws FourfoldError `ERR_SPEC` as {@link checkSchedule} does.
 */
export function settleSchedule(schedule: Schedule, cloud: Cloud, where: string): SettledSchedule {
  const parsed = parseSchedule(schedule, where);
  const dialect = dialects[cloud];
  const zone = isUtc(parsed.timeZone) ? undefined : readZone(parsed.timeZone);
  const translation: Translation = dialect.zones
    ? { expression: dialect.write(parsed.fields), timeZone: parsed.timeZone, gate: undefined }
    : translateToUtc(parsed, dialect, zone);
  if (zone === undefined) return { ...translation, notes: [] };
  const shifted = `${where}: ${cloud} knows only UTC, so its timer calls at "${translation.expression}"; a call that is not at one of the times in ${parsed.timeZone} ends at once (${dialect.source}).`;
  return { ...translation, notes: [...(dialect.zones ? [] : [shifted]), ...noteClocks(parsed, zone, cloud, where)] };
}
