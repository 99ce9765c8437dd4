import { Cron, type CronOptions } from "croner";
import { createWallClock, longestChange } from "./wall-clock.ts";

/** When something is due. */
export interface Timer {
  /** The first time after an instant, both in epoch milliseconds; undefined when there is none any more. */
  next(after: number): number | undefined;
}

/** What became of an expression: a timer, the vendor's refusal in its own words, or what the vendor takes and is not simulated. */
export type Parsed =
  | { readonly kind: "timer"; readonly timer: Timer }
  | { readonly kind: "refusal"; readonly message: string }
  | { readonly kind: "limit"; readonly message: string };

/** How often a time is due that the clocks of a zone show twice. */
export type Repeated = "once" | "twice";

/** How the library has to read an expression. */
export type Reading = Pick<CronOptions, "mode" | "alternativeWeekdays" | "domAndDow" | "sloppyRanges">;

/**
 * Reads fields that a vendor's own grammar has let through. The library knows no zone here: its own rules for changes of clocks
 * are those of Vixie cron, and no vendor's.
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
 * Whether a range begins with more than it ends with: `22-4`, `FRI-MON`. Cloudflare goes on at the start of the field, NCrontab
 * exchanges the two, and the library knows neither.
 * https://github.com/cloudflare/saffron/blob/main/saffron/src/lib.rs
 */
export function hasTurnedRange(text: string): boolean {
  const rank = (value: string) => {
    const found = orders.map((names) => names.indexOf(value.toUpperCase().slice(0, 3)));
    return Math.max(...found) < 0 ? Number(value) : Math.max(...found);
  };
  return [...text.matchAll(/(\w+)-(\w+)/g)].some(([, from = "", to = ""]) => rank(from) > rank(to));
}

/** A timer that is due when the clocks of a zone show its times. Those that they leave out are skipped. */
export function inZone(shownTimes: Timer, timeZone: string, repeated: Repeated): Timer {
  const clock = createWallClock(timeZone);
  const occurrences = (shown: number) =>
    repeated === "twice" ? clock.instants(shown) : clock.instants(shown).slice(0, 1);
  return {
    next(after) {
      // Around the time when clocks are put back, what they have shown already may be due again.
      const offset = (time: number) => clock.shown(time) - time;
      const putBack = Math.max(0, offset(after - longestChange) - offset(after + longestChange));
      let shown = shownTimes.next(clock.shown(after) - putBack - 60_000);
      let earliest: number | undefined;
      while (shown !== undefined) {
        const [first, ...others] = occurrences(shown);
        // Shown later is not due earlier: the first time that a later one is shown ends the search.
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
