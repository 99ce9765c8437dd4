import type { PerCloud } from "../../clouds.ts";

/** One thing that a cloud does, and the vendor's page that says so. */
export interface Statement {
  readonly text: string;
  readonly source: string;
}

/** How often a run may happen: as often as the vendor promises, or in a range where nothing is promised. */
export interface Occurrences {
  readonly least: number;
  readonly most: number;
}

/** How a cloud keeps to a schedule: what is said about it, and what can be counted. */
export interface ScheduleSemantics {
  /** How exactly it keeps to the minute. */
  readonly precision: Statement;
  /** What becomes of runs whose time came while none could be made. */
  readonly missed: Statement & {
    /** How many of them are made up for after more than an hour. */
    readonly madeUpFor: number;
  };
  /** What happens when a run is due while the one before is not done. */
  readonly overlapping: Statement & {
    /** Whether both are at work then. */
    readonly atOnce: boolean;
  };
  /** What happens after a run that failed. */
  readonly failed: Statement & {
    /** The seconds after which it is made again, each time that it fails. */
    readonly retries: readonly number[];
    /** Whether a run that fails for good is kept. */
    readonly deadLetter: boolean;
  };
  /** What happens to a run in the hour that is left out when clocks are put forward. */
  readonly skippedHour: Statement & Occurrences;
  /** What happens to a run in the hour that is repeated when clocks are put back. */
  readonly repeatedHour: Statement & Occurrences;
  /** What deploying another time does. */
  readonly changed: Statement & {
    /** Whether the time is part of the function's code. */
    readonly inCode: boolean;
  };
  /** What anybody else who calls the function gets. */
  readonly outside: Statement & {
    /** The status of the answer, or false where the function has no address. */
    readonly status: number | false;
  };
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
const never = { least: 0, most: 0 } as const;
const once = { least: 1, most: 1 } as const;
const noAddress = { text: "the function has no address", status: false } as const;
const cloudflareCron = "https://developers.cloudflare.com/workers/configuration/cron-triggers/";

/** What a cloud's timer and the run time's own gate do together. Texts are clauses: they are used in tables and in notes. */
export const scheduleSemantics: PerCloud<ScheduleSemantics> = {
  aws: {
    precision: { text: "a run starts within the minute that it is scheduled for", source: awsTypes },
    missed: {
      text: "a call that Lambda does not take is made again for up to an hour, and then becomes a dead letter",
      source: awsRetries,
      madeUpFor: 0,
    },
    overlapping: {
      text: "two runs can be at work at once: each is an invocation of its own",
      source: "https://docs.aws.amazon.com/lambda/latest/dg/invocation-async.html",
      atOnce: true,
    },
    failed: {
      text: "the run is made again twice, after one and two minutes, and then becomes a dead letter",
      source: lambdaRetries,
      retries: [60, 120],
      deadLetter: true,
    },
    skippedHour: { text: "the run is skipped", source: awsClocks, ...never },
    repeatedHour: { text: "the run happens once", source: awsClocks, ...once },
    changed: { text: "the schedule changes, the function does not", source: awsTypes, inCode: false },
    outside: { ...noAddress, source: "https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html" },
  },
  gcp: {
    precision: {
      text: "a run starts in the minute that it is scheduled for, later when the one before is not done",
      source: googleJob,
    },
    missed: {
      text: "a run happens at least once, in rare cases more than once; of a job that was paused no run is made up for",
      source: googleOverview,
      madeUpFor: 0,
    },
    overlapping: {
      text: "never two at once: the next run waits until the one before is done",
      source: googleJob,
      atOnce: false,
    },
    failed: {
      text: "the run is made again twice, a minute apart or more, unless the next one is due",
      source: googleRetries,
      retries: [60, 120],
      deadLetter: false,
    },
    skippedHour: {
      text: "the run may be skipped: Google promises nothing, and recommends UTC",
      source: googleClocks,
      least: 0,
      most: 1,
    },
    repeatedHour: {
      text: "the run may happen once or twice: Google promises nothing, and recommends UTC",
      source: googleClocks,
      least: 1,
      most: 2,
    },
    changed: { text: "the job changes, the function does not", source: googleJob, inCode: false },
    outside: {
      text: "Cloud Run lets nobody in but the job's service account",
      source: "https://cloud.google.com/run/docs/authenticating/service-to-service",
      status: 403,
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
      madeUpFor: 1,
    },
    overlapping: {
      text: "never two at once: a lock leaves it to one instance, and the next run waits until the one before is done",
      source: `${azureTimer}#scale-out`,
      atOnce: false,
    },
    failed: {
      text: "the run is made again twice, a minute apart",
      source: "https://learn.microsoft.com/azure/azure-functions/functions-bindings-error-pages#retry-policies",
      retries: [60, 60],
      deadLetter: false,
    },
    skippedHour: { text: "the run is skipped, which the function decides", source: azureZones, ...never },
    repeatedHour: { text: "the run happens once, which the function decides", source: azureZones, ...once },
    changed: { text: "the function's code changes, which says when it runs", source: azureTimer, inCode: true },
    outside: {
      text: "the function app answers 404, and Azure's own page at /",
      source: "https://learn.microsoft.com/azure/azure-functions/functions-app-settings#azurewebjobsdisablehomepage",
      status: 404,
    },
  },
  cloudflare: {
    precision: {
      text: "a run starts in the minute that it is scheduled for; a changed schedule takes up to 15 minutes to be known everywhere",
      source: cloudflareCron,
    },
    missed: {
      text: "the run is not made up for: Cloudflare promises nothing",
      source: cloudflareCron,
      madeUpFor: 0,
    },
    overlapping: {
      text: "two runs can be at work at once: each is an invocation of its own",
      source: cloudflareHandler,
      atOnce: true,
    },
    failed: {
      text: "the run is recorded as failed and not made again: the next one comes at its time",
      source: cloudflareHandler,
      retries: [],
      deadLetter: false,
    },
    skippedHour: { text: "the run is skipped, which the function decides", source: cloudflareCron, ...never },
    repeatedHour: { text: "the run happens once, which the function decides", source: cloudflareCron, ...once },
    changed: { text: "the cron trigger changes, the Worker does not", source: cloudflareCron, inCode: false },
    outside: { ...noAddress, source: "https://developers.cloudflare.com/workers/configuration/routing/" },
  },
};
