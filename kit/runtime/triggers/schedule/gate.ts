import type { Gate, Times } from "../../../spec/triggers/schedule/schedule.ts";

const minute = 60_000;

/** How late the first call of a timer can be at most. */
const day = 1_440 * minute;

/** How long clocks that are put back repeat at most: Antarctica/Troll has two hours. https://www.iana.org/time-zones */
const longestRepeat = 180 * minute;

/** Whether an instant is at one of these times, in UTC. */
function matches(times: Times, time: number): boolean {
  const date = new Date(time);
  const fields = [
    date.getUTCMinutes(),
    date.getUTCHours(),
    date.getUTCDate(),
    date.getUTCMonth() + 1,
    date.getUTCDay(),
  ];
  return fields.every((value, at) => times[at]?.includes(value) ?? true);
}

/** What the clocks of a zone show at an instant, read as if it were UTC. */
function createClock(timeZone: string): (time: number) => number {
  const format = new Intl.DateTimeFormat("en", {
    timeZone,
    hourCycle: "h23",
    dateStyle: "short",
    timeStyle: "short",
  });
  return (time) => {
    const [month = 0, day, year = 0, hours, minutes] = format.format(time).split(/\D+/).map(Number);
    return Date.UTC(2000 + year, month - 1, day, hours, minutes);
  };
}

/** Which minutes are runs. A time that the clocks show twice counts the first time; one that they leave out is skipped. */
function createRule({ local }: Gate): (time: number) => boolean {
  if (!local) return () => true;
  const clock = createClock(local.timeZone);
  return (time) => {
    const shown = clock(time);
    const putBack = clock(time - longestRepeat) + longestRepeat - shown;
    return matches(local.times, shown) && !(putBack > 0 && clock(time - putBack) === shown);
  };
}

/** The minute that a manual run, outside of the schedule, is for. */
export const manualTime = (now: number): Date => new Date(Math.floor(now / minute) * minute);

/** Whether a call of the cloud's timer, which says what time it is for, is a run. */
export function isDue(gate: Gate, scheduledTime: Date): boolean {
  return createRule(gate)(scheduledTime.getTime());
}

/** What is known of a call of a timer that does not say what time it is for. */
export interface TimerCall {
  readonly now: Date;
  /** When it last called. The year 1, which the Azure host gives before the first call, means never. */
  readonly last?: Date | undefined;
}

/**
 * The minute that a call belongs to. Azure's timer may call some milliseconds early: a second is tolerated.
 * https://github.com/Azure/azure-webjobs-sdk-extensions/issues/132
 */
const minuteOf = (time: Date) => Math.floor((time.getTime() + 1000) / minute) * minute;

/**
 * The time that a call of a timer is a run for, or undefined if it is not a run. After downtime it is the latest that was missed.
 * Where the timer has never called before, only the time that it is late for counts.
 */
export function dueTime(gate: Gate, { now, last }: TimerCall): Date | undefined {
  const isRun = createRule(gate);
  const before = last ? minuteOf(last) : 0;
  const end = before > 0 ? before : now.getTime() - day;
  for (let time = minuteOf(now); time > end; time -= minute) {
    if (!matches(gate.timer, time)) continue;
    if (isRun(time)) return new Date(time);
    if (before <= 0) break;
  }
  return undefined;
}
