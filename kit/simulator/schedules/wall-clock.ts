const minute = 60_000;
const day = 24 * 60 * minute;

/** No zone changes its clocks by more than this: Antarctica/Troll by two hours. https://www.iana.org/time-zones */
export const longestChange = 180 * minute;

/** The clocks of a time zone. The time they show is in epoch milliseconds, as if it were UTC. */
export interface WallClock {
  /** What they show at an instant, to the second. */
  shown(time: number): number;
  /** The instants at which they show a time: usually one, none for a skipped time, two for a repeated one. */
  instants(shown: number): readonly number[];
}

/** @throws RangeError when the zone does not exist. */
export function createWallClock(timeZone: string): WallClock {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const shown = (time: number) => {
    const [month = 0, date, year = 0, hours, minutes, seconds] = format.format(time).split(/\D+/).map(Number);
    return Date.UTC(year, month - 1, date, hours, minutes, seconds);
  };
  return {
    shown,
    instants(wanted) {
      const offsets = new Set([wanted - day, wanted + day].map((time) => shown(time) - time));
      const candidates = [...offsets].map((offset) => wanted - offset).toSorted((a, b) => a - b);
      return candidates.filter((time) => shown(time) === wanted);
    },
  };
}
