import type { Inputs } from "../resources/inputs.ts";
import { type Flow, source, type Timer, users } from "./contract.ts";
import { runsOfCron, runsOfRate } from "./times.ts";

const fn = "aws:lambda/function:Function";
const queue = "aws:sqs/queue:Queue";
const topic = "aws:sns/topic:Topic";
const subscription = "aws:sns/topicSubscription:TopicSubscription";
const mapping = "aws:lambda/eventSourceMapping:EventSourceMapping";
const schedule = "aws:scheduler/schedule:Schedule";
const rule = "aws:cloudwatch/eventRule:EventRule";
const target = "aws:cloudwatch/eventTarget:EventTarget";
const functionUrl = "aws:lambda/functionUrl:FunctionUrl";
const httpApi = "aws:apigatewayv2/api:Api";
const integration = "aws:apigatewayv2/integration:Integration";

/** Six fields, of which the last is the year: https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html */
const cron = /^cron\((\S+(?: \S+){4})(?: \S+)?\)$/;
const rate = /^rate\((\d+) (\w+)\)$/;

/** Runs a month of an expression of EventBridge. One that is for a single time counts in a month. */
export function runsOf(expression: string): number | undefined {
  const [, fields] = cron.exec(expression) ?? [];
  if (fields !== undefined) return runsOfCron(fields, { weekdaysFromOne: true });
  const [, every, unit = ""] = rate.exec(expression) ?? [];
  if (every !== undefined) return runsOfRate(Number(every), unit);
  return expression.startsWith("at(") ? 1 : undefined;
}

const scheduled = (inputs: Inputs): number | undefined =>
  inputs.text("state", "ENABLED") === "DISABLED" ? 0 : runsOf(inputs.text("scheduleExpression"));

export const timers: readonly Timer[] = [
  { type: schedule, runs: scheduled },
  // Rules without a schedule are for events: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-rule-schedule.html
  { type: rule, runs: scheduled },
];

export const flows: readonly Flow[] = [
  {
    type: fn,
    key: "requests",
    from: [
      { path: [users(schedule, "target")], key: "requests" },
      { path: [users(target, "arn")], key: "requests" },
      { path: [users(mapping, "functionName")], key: "requests" },
      { path: [users(subscription, "endpoint")], key: "messages" },
    ],
    unless: [
      ...[users(functionUrl, "functionName"), users(integration, "integrationUri")],
      users("aws:apigateway/integration:Integration", "uri"),
      users("aws:lb/targetGroupAttachment:TargetGroupAttachment", "targetId"),
      users("aws:s3/bucketNotification:BucketNotification", "lambdaFunctions", "all"),
    ],
  },
  { type: target, key: "requests", from: [{ path: [source("rule", rule)], key: "requests" }] },
  // As if each message came alone: a batch is a run of as many.
  {
    type: mapping,
    key: "requests",
    from: [{ path: [source("eventSourceArn", queue)], key: "messages", times: "attempts" }],
  },
  { type: functionUrl, key: "requests", from: [{ path: [source("functionName", fn)], key: "requests" }] },
  {
    type: httpApi,
    key: "requests",
    from: [{ path: [users(integration, "apiId"), source("integrationUri", fn)], key: "requests" }],
  },
  { type: subscription, key: "messages", from: [{ path: [source("topic", topic)], key: "messages" }] },
  {
    type: queue,
    key: "messages",
    from: [
      { path: [users(subscription, "endpoint")], key: "messages" },
      // The meter of a queue counts what of it fails.
      { path: [users(queue, "redrivePolicy", "last")], key: "messages" },
    ],
    unless: [users("aws:s3/bucketNotification:BucketNotification", "queues", "all")],
  },
  {
    type: "aws:cloudwatch/logGroup:LogGroup",
    key: "requests",
    from: [{ path: [users(fn, "loggingConfig")], key: "requests" }],
  },
];
