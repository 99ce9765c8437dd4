import { at, requiredText, textAt } from "../../../contract/read.ts";
import type { Constraint, Limit, Properties, ResourceType, StoredResource } from "../../../contract.ts";
import { parseGoogleSchedule } from "../../../schedules/google.ts";
import type { Parsed } from "../../../schedules/timer.ts";
import type { Timetable } from "../../../schedules/timetable.ts";
import { atMost, between, oneOf, simulated } from "../../rules.ts";
import { duration } from "../durations.ts";
import { toAccount } from "../iam/index.ts";
import { deletionPolicy, everywhere, projectOf, projectRules } from "../project.ts";
import { jobToken } from "../tokens.ts";
import type { Runner } from "./runner.ts";

const reference = "https://cloud.google.com/scheduler/docs/reference/rest/v1/projects.locations.jobs";
const formats = "https://cloud.google.com/scheduler/docs/configuring/cron-job-schedules";

const parse = (inputs: Properties): Parsed =>
  parseGoogleSchedule(textAt(inputs, "schedule") ?? "", textAt(inputs, "timeZone") ?? "");

const constraints: readonly Constraint[] = [
  {
    property: "schedule",
    rule: "must be a unix-cron expression of five fields in a time zone of the tz database",
    source: formats,
    accepts: (_value, inputs) => parse(inputs).kind !== "refusal",
    refused: [{ schedule: "* * * *" }, { schedule: "60 * * * *" }, { schedule: "0 2 * * *", timeZone: "Mars/Olympus" }],
    accepted: { schedule: "0 2 * * sun", timeZone: "Europe/Vienna" },
  },
  duration("attemptDeadline", 15, 1_800, reference, [{ attemptDeadline: "14s" }, { attemptDeadline: "1801s" }]),
  duration("retryConfig.minBackoffDuration", 5, 3_600, reference, [{ retryConfig: { minBackoffDuration: "4s" } }]),
  between("retryConfig.retryCount", 0, 5, reference, (retryCount) => ({ retryConfig: { retryCount } })),
  oneOf(
    "httpTarget.httpMethod",
    ["POST", "GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"],
    reference,
    "post",
    (httpMethod) => ({ httpTarget: { uri: "https://shop.example", httpMethod } }),
  ),
  atMost("description", 500, reference),
  ...projectRules,
];

const fiveFields: Limit = {
  property: "schedule",
  only: "five fields",
  runs: (_value, inputs) => parse(inputs).kind !== "limit",
  refused: { schedule: "every 24 hours" },
};

/** https://cloud.google.com/scheduler/docs/reference/rest/v1/projects.locations.jobs */
export function jobType(timetable: Timetable, runner: Runner): ResourceType {
  return {
    token: jobToken,
    source: "https://www.pulumi.com/registry/packages/gcp/api-docs/cloudscheduler/job/",
    naming: {
      property: "name",
      max: 500,
      pattern: /^[\w-]+$/,
      refused: ["shop/nightly", "shop nightly"],
      source: reference,
    },
    replaceOn: ["name", "project", "region"],
    properties: {
      ...simulated("name", "project", "region", "schedule", "timeZone", "attemptDeadline", "paused", "description"),
      ...simulated("retryConfig.retryCount", "retryConfig.minBackoffDuration"),
      ...simulated("httpTarget.uri", "httpTarget.httpMethod", "httpTarget.body", "httpTarget.headers"),
      ...simulated("httpTarget.oidcToken.serviceAccountEmail", "httpTarget.oidcToken.audience"),
      ...deletionPolicy,
    },
    constraints,
    limits: [fiveFields],
    example: { name: "nightly", schedule: "0 2 * * *", httpTarget: { uri: "https://shop.example/" } },
    refers: { "httpTarget.oidcToken.serviceAccountEmail": toAccount },
    id: ({ inputs, scope }) =>
      `projects/${projectOf(inputs, scope)}/locations/${textAt(inputs, "region") ?? scope.region}/jobs/${requiredText(inputs, "name")}`,
    unique: [everywhere],
    defaults: { timeZone: "Etc/UTC", attemptDeadline: "180s", paused: false },
    outputs: ({ inputs, scope }) => ({
      project: projectOf(inputs, scope),
      region: textAt(inputs, "region") ?? scope.region,
      state: at(inputs, "paused") === true ? "PAUSED" : "ENABLED",
    }),
    apply(job) {
      const parsed = parse(job.inputs);
      if (parsed.kind !== "timer" || at(job.inputs, "paused") === true) return timetable.remove(job.id);
      // Runs that were missed while the simulator was not running are not made up for: https://cloud.google.com/scheduler/docs/overview
      timetable.set(job.id, { timer: parsed.timer, missed: "skip", run: (time) => void runner.run(job, time) });
    },
    run: (job, { scheduledTime }, { clock }) => runner.force(job, scheduledTime ?? clock.now()),
    logGroup: ({ inputs }) => requiredText(inputs, "name"),
    remove({ id }: StoredResource) {
      timetable.remove(id);
      runner.forget(id);
    },
  };
}
