import { type Flow, type Origin, type Step, source, type Timer, users } from "./contract.ts";
import { runsOfCron } from "./times.ts";

const job = "gcp:cloudscheduler/job:Job";
const topic = "gcp:pubsub/topic:Topic";
const subscription = "gcp:pubsub/subscription:Subscription";

/** https://cloud.google.com/scheduler/docs/configuring/cron-job-schedules */
export const timers: readonly Timer[] = [
  {
    type: job,
    runs: (inputs) => (inputs.flag("paused") ? 0 : runsOfCron(inputs.text("schedule"), { weekdaysFromOne: false })),
  },
];

/** What calls a function or a service. */
const callers: readonly Origin[] = [
  { path: [users(job, "httpTarget")], key: "requests" },
  { path: [users(subscription, "pushConfig")], key: "messages", times: "attempts" },
];

/** Whoever is on the internet may call it: https://cloud.google.com/run/docs/authenticating/public */
const public_ = (type: string, property: string): Step => ({
  ...users(type, property),
  where: (inputs) => inputs.text("member") === "allUsers",
});

const unless: readonly Step[] = [
  public_("gcp:cloudrunv2/serviceIamMember:ServiceIamMember", "name"),
  public_("gcp:cloudfunctionsv2/functionIamMember:FunctionIamMember", "cloudFunction"),
];

export const flows: readonly Flow[] = [
  {
    type: "gcp:cloudfunctionsv2/function:Function",
    key: "requests",
    from: [...callers, { path: [source("eventTrigger", topic)], key: "messages" }],
    unless,
  },
  { type: "gcp:cloudrunv2/service:Service", key: "requests", from: callers, unless },
  { type: subscription, key: "messages", from: [{ path: [source("topic", topic)], key: "messages" }] },
  {
    type: topic,
    key: "messages",
    // The meter of a topic counts what of it fails.
    from: [{ path: [users(subscription, "deadLetterPolicy", "last")], key: "messages" }],
  },
];
