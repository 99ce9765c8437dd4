/** What must compile, and what must not: `npm run check:types` fails when a line marked as wrong is accepted. */
import type { Schedule } from "../../../../kit/spec/triggers/schedule/schedule.ts";

export const right: readonly Schedule[] = [
  "every minute",
  "every 5 minutes",
  "every hour",
  "every 12 hours",
  "every day",
  { cron: "0 2 * * mon-fri" },
  { cron: "0 2 * * mon-fri", timeZone: "Europe/Vienna" },
];

export const wrong: readonly Schedule[] = [
  // @ts-expect-error - does not divide an hour
  "every 7 minutes",
  // @ts-expect-error - does not divide a day
  "every 5 hours",
  // @ts-expect-error - misspelt unit
  "every 5 minuts",
  // @ts-expect-error - one of a unit has no number
  "every 1 hours",
  // @ts-expect-error - finer than clouds are
  "every 30 seconds",
  // @ts-expect-error - an expression stands in `cron`
  "0 2 * * *",
  // @ts-expect-error - a misspelt property
  { cron: "0 2 * * *", timezone: "Europe/Vienna" },
];
