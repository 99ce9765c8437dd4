import { Cron, type CronOptions } from "croner";
import { createWallClock, longestChange } from "./wall-clock.ts";

/** When something is due. */
export interface Timer {
  /** The first time after an instant, both in epoch milliseconds. `undefined` when there is none. */
  next(after: number): number | undefined;
}

/** A parsed expression: a timer, the vendor's error in its own words, or an expression that is valid but not simulated. */
export type Parsed =
  | { readonly kind: "timer"; readonly timer: Timer }
  | { readonly kind: "refusal"; readonly message: string }
  | { readonly kind: "limit"; readonly message: string };

/** How often a time is due that occurs twice when clocks go back. */
export type Repeated = "once" | "twice";

/** How the library must parse an expression. */
export type Reading = Pick<CronOptions, "mode" | "alternativeWeekdays" | "domAndDow" | "sloppyRanges">;

/**
 * Parses fields that match a vendor's grammar. The library is used without a time zone: its rules for clock changes are those of
 * Vixie cron, which no vendor follows.
 */
export function readCron(fields: string, reading: Reading): Timer | undefined {
  try {
    const cron = new Cron(fields, { ...reading, utcOffset: 0 });
    return { next: (after) => cron.nextRun(new Date(after))?.getTime() };
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return undefined;
    throw error;
  }
}

const orders = ["SUN MON TUE WED THU FRI SAT", "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC"].map((names) =>
  names.split(" "),
);

/**
 * Whether a range is reversed: `22-4`, `FRI-MON`. Cloudflare wraps around, NCrontab swaps the two ends, and the library supports
 * neither.
 * https://github.com/cloudflare/saffron/blob/main/saffron/src/lib.rs
 */
export function hasReversedRange(text: string): boolean {
  const rank = (value: string) => {
    const found = orders.map((names) => names.indexOf(value.toUpperCase().slice(0, 3)));
    return Math.max(...found) < 0 ? Number(value) : Math.max(...found);
  };
  return [...text.matchAll(/(\w+)-(\w+)/g)].some(([, from = "", to = ""]) => rank(from) > rank(to));
}

/** A timer that is due when the clocks of a zone show its times. Times that they skip are not due. */
export function inZone(shownTimes: Timer, timeZone: string, repeated: Repeated): Timer {
  const clock = createWallClock(timeZone);
  const occurrences = (shown: number) =>
    repeated === "twice" ? clock.instants(shown) : clock.instants(shown).slice(0, 1);
  return {
    next(after) {
      // When clocks go back, times that they have shown already may be due again.
      const offset = (time: number) => clock.shown(time) - time;
      const putBack = Math.max(0, offset(after - longestChange) - offset(after + longestChange));
      let shown = shownTimes.next(clock.shown(after) - putBack - 60_000);
      let earliest: number | undefined;
      while (shown !== undefined) {
        const [first, ...others] = occurrences(shown);
        // A later shown time cannot be due earlier: its first occurrence ends the search.
        if (earliest !== undefined && first !== undefined && first >= earliest) break;
        for (const time of first === undefined ? [] : [first, ...others]) {
          if (time > after) earliest = Math.min(time, earliest ?? time);
        }
        shown = shownTimes.next(shown);
      }
      return earliest;
    },
  };
}
