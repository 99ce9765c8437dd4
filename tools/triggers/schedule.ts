import {
  clouds,
  type PerCloud,
  type ScheduleSemantics,
  type Statement,
  scheduleSemantics,
  scheduleTimeouts,
} from "fourfold";
import { table, timeCell, titles } from "../markdown.ts";
import type { TriggerDocuments } from "./documents.ts";

/** The questions that users have, in their usual order. */
const questions: Readonly<Record<keyof ScheduleSemantics, string>> = {
  precision: "When a run starts",
  missed: "A run whose time came while none could be made",
  overlapping: "A run that is due while the one before is not done",
  failed: "A run that failed",
  skippedHour: "A time in the hour that clocks leave out",
  repeatedHour: "A time in the hour that clocks repeat",
  changed: "When the schedule changes",
  outside: "Whoever else calls the function",
};

const deployed: PerCloud<Statement> = {
  aws: {
    text: "a schedule of EventBridge Scheduler with a role that may invoke this one function, and an SQS queue for runs that failed for good",
    source: "https://docs.aws.amazon.com/scheduler/latest/UserGuide/what-is-scheduler.html",
  },
  gcp: {
    text: "a job of Cloud Scheduler with a service account that may invoke this one function",
    source: "https://cloud.google.com/scheduler/docs/http-target-auth",
  },
  azure: {
    text: "nothing besides the function: its code registers a timer trigger",
    source: "https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer",
  },
  cloudflare: {
    text: "a cron trigger of the Worker",
    source: "https://developers.cloudflare.com/workers/configuration/cron-triggers/",
  },
};

const cell = ({ text, source }: Statement) => `[${text}](${source})`;

/** The semantics of schedules on each cloud. */
function scheduleTable(): string {
  const keys = Object.keys(questions) as readonly (keyof ScheduleSemantics)[];
  const rows = keys.map((key) => [questions[key], ...clouds.map((cloud) => cell(scheduleSemantics[cloud][key]))]);
  const first = ["What is deployed", ...clouds.map((cloud) => cell(deployed[cloud]))];
  return table(["", ...clouds.map((cloud) => titles[cloud])], [first, ...rows]);
}

export const documents: TriggerDocuments = {
  limits: [{ title: "Timeout of a scheduled run", cell: (cloud) => timeCell(scheduleTimeouts[cloud]) }],
  parts: [{ file: "docs/schedules.md", name: "schedules", text: scheduleTable }],
};
