import { functionSet, param } from "fourfold";

/** What the deployment binds. */
export const settings = { greeting: 'Grüße, "Welt" & $HOME 😀', levels: [1, 2.5, -3] };

/**
 * When the deployments begin: a Friday in winter, two days before Vienna's clocks are put forward. It is in the past, since
 * simulated clouds' clocks can be moved and those of functions cannot: for these, everything comes late.
 */
export const beginning = "2025-03-28T05:50:00Z";

const timeZone = "Europe/Vienna";

/** One function for each form of schedule, each at a time of its own. */
export const timetable = functionSet("conformance-schedule", {
  root: import.meta.url,
  resources: { settings: param<typeof settings>() },
  functions: {
    context: {
      handler: "./handlers/context.ts",
      schedule: { cron: "0-1 6 28 mar *" },
      environment: { CONFORMANCE_ODD: 'a=b;c "d" %PATH% $HOME 😀' },
      links: { settings: ["read"] },
    },
    failing: { handler: "./handlers/failing.ts", schedule: { cron: "0 7 28 mar *" } },
    // Longer than the minute after which the next run is due.
    slow: { handler: "./handlers/slow.ts", schedule: { cron: "0-2 8 28 mar *" }, timeout: "3 minutes" },
    fields: { handler: "./handlers/fields.ts", schedule: { cron: "5,20-22,*/30 9 28 mar *" } },
    late: { handler: "./handlers/late.ts", schedule: { cron: "0 10 28 mar *" }, timeout: "1 second" },
    // 30 March has no half past two in Vienna, and 26 October has two.
    spring: { handler: "./handlers/spring.ts", schedule: { cron: "30 2 29-31 mar *", timeZone } },
    autumn: { handler: "./handlers/autumn.ts", schedule: { cron: "30 2 1,25-27 oct *", timeZone } },
    weekdays: { handler: "./handlers/weekdays.ts", schedule: { cron: "0 12 * dec fri,mon-tue" } },
  },
});

const name = "conformance-changes";
const root = import.meta.url;
const steady = { rhythm: { handler: "./handlers/rhythm.ts", schedule: "every 20 minutes" } } as const;

/** Functions whose schedules change. */
export const changes = functionSet(name, {
  root,
  functions: {
    ...steady,
    missed: { handler: "./handlers/missed.ts", schedule: { cron: "0 6,12 28 mar *" } },
    moved: { handler: "./handlers/moved.ts", schedule: { cron: "30 6 28 mar *" } },
    removed: { handler: "./handlers/removed.ts", schedule: { cron: "30 6,8 28 mar *" } },
  },
});

/** What replaces {@link changes}: one function less, and one at another time. */
export const changed = functionSet(name, {
  root,
  functions: {
    ...steady,
    missed: { handler: "./handlers/missed.ts", schedule: { cron: "0 6,12 28 mar *" } },
    moved: { handler: "./handlers/moved.ts", schedule: { cron: "10 8 28 mar *" } },
  },
});
