import type { CallerCheck, Operation } from "../../../contract.ts";

const guide = "https://docs.aws.amazon.com/scheduler/latest/UserGuide";

/** What the service does besides storing resources. Operations that are not listed are not simulated. */
export const operations: readonly Operation[] = [
  {
    operation: "Calls at the times of cron, rate and at, in a time zone",
    source: `${guide}/schedule-types.html`,
    test: "scheduler/schedules.test.ts",
    shows: "calls its function at the minute, with the scheduled time in its input",
    gap: "Functions are the only targets, and there are no flexible time windows. Times at which the simulator did not run are not made up for.",
  },
  {
    operation: "Run a schedule's function by hand",
    source: "https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html",
    test: "scheduler/schedules.test.ts",
    shows: "runs by hand for a time, as its role, and says what came of it",
    gap: "EventBridge Scheduler has no such call: the simulator's control address is asked for it. On AWS somebody who may invoke the function does it.",
  },
  {
    operation: "Context attributes in the input",
    source: `${guide}/managing-schedule-context-attributes.html`,
    test: "scheduler/schedules.test.ts",
    shows: "calls its function at the minute, with the scheduled time in its input",
  },
  {
    operation: "The execution role: its trust, and its permissions at each call",
    source: `${guide}/setting-up.html`,
    test: "scheduler/schedules.test.ts",
    shows: "needs a role that trusts EventBridge Scheduler for this account's schedules",
  },
  {
    operation: "Retries of calls that are not taken",
    source: "https://docs.aws.amazon.com/scheduler/latest/APIReference/API_RetryPolicy.html",
    test: "scheduler/undelivered.test.ts",
    shows: "is tried again as often as its retry policy says, and then sent to the dead-letter queue",
    gap: "Every refusal is tried again. AWS does not document its waits: here they are 1 s, doubled each time up to 8 min.",
  },
  {
    operation: "Dead-letter queue",
    source: `${guide}/configuring-schedule-dlq.html`,
    test: "scheduler/undelivered.test.ts",
    shows: "is tried again as often as its retry policy says, and then sent to the dead-letter queue",
    gap: "A call that is lost for good is noted in the function's log; AWS counts it in a metric.",
  },
];

export const callers: readonly CallerCheck[] = [
  {
    who: "a schedule of EventBridge Scheduler",
    calls: "a function, or its dead-letter queue",
    shows: "its execution role",
    checked:
      "the role's trust for the account's group of schedules, and whether it may `lambda:InvokeFunction` or `sqs:SendMessage`",
    source: `${guide}/setting-up.html`,
    code: "services/aws/scheduler/call.ts",
    test: [
      "aws/scheduler/schedules.test.ts",
      "needs a role that trusts EventBridge Scheduler for this account's schedules",
    ],
  },
];
