import { FourfoldError } from "../../errors.ts";
import { nearest } from "../../shapes/nearest.ts";

const minute = 60_000;
/** Shorter than any time for which clocks were changed: Morocco puts them back for five weeks. */
const fortnight = 14 * 24 * 60 * minute;

/** The years in which clock changes are looked for. They do not depend on today's date, so that what is deployed does not either. */
const from = Date.UTC(2026, 0);
const until = Date.UTC(2034, 0);

/** A zone's clocks put forward or back. Offsets are minutes east of UTC. */
export interface ClockChange {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly before: number;
  readonly after: number;
}

/** A time zone's offsets from UTC. */
export interface Zone {
  /** Every offset that it has, in minutes east of UTC. */
  readonly offsets: readonly number[];
  readonly changes: readonly ClockChange[];
}

/** The name under which the platform knows a zone, or undefined when it does not know it. */
function resolve(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: name }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Names as the tz database writes them; platforms also accept other capitalization and plain offsets, which clouds do not. */
const written = /^[A-Z][\w+-]*(?:\/[A-Z][\w+-]*)*$/;

/** @throws FourfoldError `ERR_SPEC` when the zone does not exist, or its name is written in another way. */
export function checkTimeZone(name: string, where: string): void {
  const resolved = resolve(name);
  const isOtherCase = resolved !== name && resolved?.toLowerCase() === name.toLowerCase();
  if (resolved !== undefined && !isOtherCase && written.test(name)) return;
  const meant = nearest(name, ["UTC", ...Intl.supportedValuesOf("timeZone")]);
  throw new FourfoldError("ERR_SPEC", {
    where,
    what: `${JSON.stringify(name)} is not a known time zone.`,
    fix: meant === undefined ? 'Write an IANA name such as "Europe/Vienna" or "UTC".' : `Write "${meant}".`,
  });
}

/** Whether a zone is UTC by another name: `Etc/UTC`, `GMT`, `Zulu`. */
export function isUtc(name: string): boolean {
  return name === "UTC" || ["UTC", "GMT"].includes(resolve(name) ?? name);
}

/** Returns what gives the offset of a zone at an instant, in minutes. */
function createOffsets(name: string): (time: number) => number {
  const format = new Intl.DateTimeFormat("en-US", { timeZone: name, timeZoneName: "longOffset" });
  return (time) => {
    const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(format.format(time)) ?? [];
    return (sign === "-" ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
  };
}

/** The minute of a clock change in the fortnight before an instant. */
function findChange(offsetAt: (time: number) => number, before: number): number {
  const changed = offsetAt(before);
  let [early, late] = [before - fortnight, before];
  while (late - early > minute) {
    const middle = Math.floor((early + late) / 2 / minute) * minute;
    if (offsetAt(middle) === changed) late = middle;
    else early = middle;
  }
  return late;
}

/** What a zone's clocks do until 2034. Zones that change their law later need another deployment on clouds that know only UTC. */
export function readZone(name: string): Zone {
  const offsetAt = createOffsets(name);
  const changes: ClockChange[] = [];
  let before = offsetAt(from);
  for (let time = from + fortnight; time <= until; time += fortnight) {
    const after = offsetAt(time);
    if (before !== after) changes.push({ at: findChange(offsetAt, time), before, after });
    before = after;
  }
  return { offsets: [...new Set([offsetAt(from), ...changes.map(({ after }) => after)])], changes };
}
