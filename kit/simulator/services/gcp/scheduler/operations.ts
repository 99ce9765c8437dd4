import type { Operation } from "../../../contract.ts";

/** What the service does besides storing resources. Operations that are not listed are not simulated. */
export const operations: readonly Operation[] = [
  {
    operation: "Call a function at the times of a job",
    source: "https://cloud.google.com/scheduler/docs/configuring/cron-job-schedules",
    test: "scheduler.test.ts",
    shows: "calls its function at its times, in its time zone, and says which time it is for",
    gap: "Functions that are deployed here are the only targets. Times at which the simulator did not run are not made up for.",
  },
  {
    operation: "Call as a service account, with an identity token",
    source: "https://cloud.google.com/scheduler/docs/http-target-auth",
    test: "scheduler.test.ts",
    shows: "is let in only as an account that may call the function",
  },
  {
    operation: "Try a failed call again",
    source: "https://cloud.google.com/scheduler/docs/configuring/retry-jobs",
    test: "scheduler.test.ts",
    shows: "tries a failed call again as often as it may, and waits longer each time",
    gap: "Of a job's retry settings, only the number of retries and the shortest wait are kept.",
  },
  {
    operation: "Force a job to run now",
    source: "https://cloud.google.com/scheduler/docs/reference/rest/v1/projects.locations.jobs/run",
    test: "scheduler.test.ts",
    shows: "runs when somebody forces it to, and says how that went",
    gap: "The simulator's control address is asked for it, and may name the time that the run is for. A forced run is not tried again.",
  },
  {
    operation: "jobs.get and jobs.run of its API, by roles on the project",
    source: "https://cloud.google.com/scheduler/docs/reference/rest/v1/projects.locations.jobs/run",
    test: "api/scheduler.test.ts",
    shows: "runs a job for who may run it, and shows it to who may look at it",
    gap: "A job shows what was deployed, without the times and the result of its last attempt.",
  },
  {
    operation: "Run one execution of a job at a time",
    source: "https://cloud.google.com/scheduler/docs/overview",
    test: "scheduler.test.ts",
    shows: "does not call a function that is still at work for the time before",
  },
];
