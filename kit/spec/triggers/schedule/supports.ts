import { adapted, type Feature, native } from "../../support.ts";

const timers = "https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer";
const cronTriggers = "https://developers.cloudflare.com/workers/configuration/cron-triggers/";
const utc = "the cloud counts in UTC, and the run time lets through what is right in the time zone";

/** What a scheduled function can ask for, and what each cloud makes of it. */
export const scheduleSupports = {
  schedule: {
    title: "Scheduled function",
    clouds: {
      aws: native("https://docs.aws.amazon.com/scheduler/latest/UserGuide/what-is-scheduler.html"),
      gcp: native("https://cloud.google.com/scheduler/docs/overview"),
      azure: native(timers),
      cloudflare: native(cronTriggers),
    },
  },
  timeZone: {
    title: "Time zone of a schedule",
    clouds: {
      aws: native("https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html"),
      gcp: native("https://cloud.google.com/scheduler/docs/configuring/cron-job-schedules"),
      azure: adapted(utc, timers),
      cloudflare: adapted(utc, cronTriggers),
    },
  },
} as const satisfies Readonly<Record<string, Feature>>;
