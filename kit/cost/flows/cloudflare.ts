import { type Flow, source, type Timer, users } from "./contract.ts";
import { runsOfCron } from "./times.ts";

const script = "cloudflare:index/workersScript:WorkersScript";
const queue = "cloudflare:index/queue:Queue";
const consumer = "cloudflare:index/queueConsumer:QueueConsumer";
const cronTrigger = "cloudflare:index/workersCronTrigger:WorkersCronTrigger";

/** https://developers.cloudflare.com/workers/configuration/cron-triggers/#supported-cron-expressions */
export const timers: readonly Timer[] = [
  {
    type: cronTrigger,
    runs: (inputs) =>
      inputs
        .list("schedules")
        .map((each) => runsOfCron(each.text("cron"), { weekdaysFromOne: true }))
        .reduce((total, runs) => (total === undefined || runs === undefined ? undefined : total + runs), 0),
  },
];

export const flows: readonly Flow[] = [
  {
    type: script,
    key: "requests",
    from: [
      { path: [users(cronTrigger, "scriptName")], key: "requests" },
      { path: [users(consumer, "scriptName")], key: "requests" },
    ],
    unless: [
      ...[users("cloudflare:index/workersRoute:WorkersRoute", "script"), users(script, "bindings", "all")],
      users("cloudflare:index/workersCustomDomain:WorkersCustomDomain", "service"),
      {
        ...users("cloudflare:index/workersScriptSubdomain:WorkersScriptSubdomain", "scriptName"),
        where: (inputs) => inputs.flag("enabled"),
      },
    ],
  },
  // As if each message came alone: a batch is a run of as many.
  { type: consumer, key: "requests", from: [{ path: [source("queueId", queue)], key: "messages", times: "attempts" }] },
  {
    type: queue,
    key: "messages",
    // The meter of a queue counts what of it fails.
    from: [{ path: [users(consumer, "deadLetterQueue", "last"), source("queueId", queue)], key: "messages" }],
  },
];
