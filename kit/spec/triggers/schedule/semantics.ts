import type { PerCloud } from "../../clouds.ts";

/** One thing that a cloud does, and the vendor's page that says so. */
export interface Statement {
  readonly text: string;
  readonly source: string;
}

/** How a cloud keeps to a schedule. */
export interface ScheduleSemantics {
  /** How exactly it keeps to the minute. */
  readonly precision: Statement;
  /** What becomes of a run whose time came while it could not be made. */
  readonly missed: Statement;
  /** What happens when a run is due while the one before is not done. */
  readonly overlapping: Statement;
  /** What happens after a run that failed. */
  readonly failed: Statement;
  /** What happens to a run in the hour that is left out when clocks are put forward. */
  readonly skippedHour: Statement;
  /** What happens to a run in the hour that is repeated when clocks are put back. */
  readonly repeatedHour: Statement;
}

const awsTypes = "https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html";
const awsClocks = `${awsTypes}#daylist-savings-time`;
const awsRetries = "https://docs.aws.amazon.com/scheduler/latest/APIReference/API_RetryPolicy.html";
const lambdaRetries = "https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html";
const googleOverview = "https://cloud.google.com/scheduler/docs/overview";
const googleJob = "https://cloud.google.com/scheduler/docs/reference/rest/v1/projects.locations.jobs";
const googleClocks = "https://cloud.google.com/scheduler/docs/configuring/cron-job-schedules#timezone";
const azureTimer = "https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer";
const azureZones = `${azureTimer}#ncrontab-time-zones`;
const googleRetries = "https://cloud.google.com/scheduler/docs/configuring/retry-jobs";
const cloudflareHandler = "https://developers.cloudflare.com/workers/runtime-apis/handlers/scheduled/";
const cloudflareCron = "https://developers.cloudflare.com/workers/configuration/cron-triggers/";

/** What a cloud's timer and the run time's own gate do together. Texts are clauses: they stand in tables and in notes. */
export const scheduleSemantics: PerCloud<ScheduleSemantics> = {
  aws: {
    precision: { text: "a run starts within the minute that it is scheduled for", source: awsTypes },
    missed: {
      text: "a call that Lambda does not take is made again for up to an hour, and then becomes a dead letter",
      source: awsRetries,
    },
    overlapping: {
      text: "two runs can be at work at once: each is an invocation of its own",
      source: "https://docs.aws.amazon.com/lambda/latest/dg/invocation-async.html",
    },
    failed: {
      text: "the run is made again twice, after one and two minutes, and then becomes a dead letter",
      source: lambdaRetries,
    },
    skippedHour: { text: "the run is skipped", source: awsClocks },
    repeatedHour: { text: "the run happens once", source: awsClocks },
  },
  gcp: {
    precision: {
      text: "a run starts in the minute that it is scheduled for, later when the one before is not done",
      source: googleJob,
    },
    missed: { text: "a run happens at least once, in rare cases more than once", source: googleOverview },
    overlapping: { text: "never two at once: the next run waits until the one before is done", source: googleJob },
    failed: {
      text: "the run is made again twice, a minute apart or more, unless the next one is due",
      source: googleRetries,
    },
    skippedHour: { text: "the run may be skipped: Google promises nothing, and recommends UTC", source: googleClocks },
    repeatedHour: {
      text: "the run may happen once or twice: Google promises nothing, and recommends UTC",
      source: googleClocks,
    },
  },
  azure: {
    precision: {
      text: "a run starts in the minute that it is scheduled for, later when an instance has to start first",
      source: azureTimer,
    },
    missed: {
      text: "once it can, the app makes one run, for the latest time that was missed",
      source: `${azureTimer}#usage`,
    },
    overlapping: {
      text: "never two at once: a lock leaves it to one instance, and the next run waits until the one before is done",
      source: `${azureTimer}#scale-out`,
    },
    failed: {
      text: "the run is made again twice, a minute apart",
      source: "https://learn.microsoft.com/azure/azure-functions/functions-bindings-error-pages#retry-policies",
    },
    skippedHour: { text: "the run is skipped, which the function decides", source: azureZones },
    repeatedHour: { text: "the run happens once, which the function decides", source: azureZones },
  },
  cloudflare: {
    precision: {
      text: "a run starts in the minute that it is scheduled for; a changed schedule takes up to 15 minutes to be known everywhere",
      source: cloudflareCron,
    },
    missed: { text: "the run is not made up for: Cloudflare promises nothing", source: cloudflareCron },
    overlapping: {
      text: "two runs can be at work at once: each is an invocation of its own",
      source: cloudflareHandler,
    },
    failed: {
      text: "the run is recorded as failed and not made again: the next one comes at its time",
      source: cloudflareHandler,
    },
    skippedHour: { text: "the run is skipped, which the function decides", source: cloudflareCron },
    repeatedHour: { text: "the run happens once, which the function decides", source: cloudflareCron },
  },
};
