import { unknown } from "../../../../kit/cost/resources/resource.ts";
import { gigabyte, month, one, user } from "../../support/aws.ts";
import { type Case, theyAreNotPriced, theyTake } from "../../support/metered.ts";

const million = 1_000_000;
const message = { messages: million, attempts: 1 };

describe("what queues, topics, buses and schedules of AWS take", () => {
  theyTake([
    [
      "messages by 64 KB: sent, received and deleted",
      [one("sqs/queue")],
      { ...message, messageSize: 65 },
      { "sqs.standard": 5 * million },
    ],
    [
      "each attempt as one more request",
      [one("sqs/queue")],
      { ...message, attempts: 2 },
      { "sqs.standard": 4 * million },
    ],
    ["a FIFO queue", [one("sqs/queue", { fifoQueue: true })], message, { "sqs.fifo": 3 * million }],
    [
      "what Lambda asks while nothing comes",
      [one("sqs/queue"), user("lambda/eventSourceMapping", "eventSourceArn")],
      { messages: 0 },
      { "sqs.standard": 657_000 },
    ],
    [
      "nothing while Lambda does not ask",
      [one("sqs/queue"), user("lambda/eventSourceMapping", "eventSourceArn", { enabled: false })],
      { messages: 0 },
      {},
    ],
    ...(
      [
        ["sqs/queue", "redrivePolicy"],
        ["sqs/redrivePolicy", "redrivePolicy"],
        ["sns/topicSubscription", "redrivePolicy"],
        ["cloudwatch/eventTarget", "deadLetterConfig"],
        ["lambda/function", "deadLetterConfig"],
        ["lambda/functionEventInvokeConfig", "destinationConfig"],
      ] as const
    ).map(
      ([token, property]): Case => [
        `no more than failures in the dead letters of ${token}`,
        [one("sqs/queue"), user(token, property, { protocol: "sqs" })],
        { ...message, attempts: 1.5 },
        { "sqs.standard": 1.75 * million },
      ],
    ),
    [
      "messages of a topic by 64 KB",
      [one("sns/topic")],
      { ...message, messageSize: 65 },
      { "sns.publishes": 2 * million },
    ],
    ["deliveries to queues", [one("sns/topicSubscription", { protocol: "sqs" })], message, {}],
    ["deliveries to functions", [one("sns/topicSubscription", { protocol: "lambda" })], message, {}],
    [
      "deliveries by HTTP, and their transfer",
      [one("sns/topicSubscription", { protocol: "https" })],
      { messages: gigabyte, messageSize: 2 },
      { "sns.http": gigabyte, egress: 2 },
    ],
    [
      "deliveries by email",
      [one("sns/topicSubscription", { protocol: "email-json" })],
      message,
      { "sns.email": million },
    ],
    [
      "events of a bus by 64 KB",
      [one("cloudwatch/eventBus")],
      { ...message, messageSize: 129 },
      { "eventbridge.events": 3 * million },
    ],
    ...(
      [
        ["rate(5 minutes)", 8_760],
        ["rate(1 hour)", 730],
        ["rate(2 days)", 365 / 24],
        ["cron(30 2 ? * MON-FRI *)", 365 / 12],
        ["cron(0/15 8-17 * * ? *)", 40 * (365 / 12)],
        ["cron(0,30 * * * ? *)", 2 * month],
        ["at(2026-12-01T00:00:00)", 1],
      ] as const
    ).map(
      ([scheduleExpression, runs]): Case => [
        `the runs of ${scheduleExpression}`,
        [one("scheduler/schedule", { scheduleExpression })],
        { attempts: 1 },
        { "scheduler.invocations": runs },
      ],
    ),
    [
      "a schedule's attempts",
      [one("scheduler/schedule", { scheduleExpression: "rate(1 hour)" })],
      { attempts: 2 },
      { "scheduler.invocations": 2 * month },
    ],
    [
      "nothing for a schedule that is off",
      [one("scheduler/schedule", { scheduleExpression: "rate(1 hour)", state: "DISABLED" })],
      {},
      {},
    ],
  ]);
});

describe("what cannot be priced of queues, topics, buses and schedules of AWS", () => {
  theyAreNotPriced([
    [one("sns/topic", { fifoTopic: true }), "fifoTopic"],
    [one("sns/topic", { archivePolicy: "{}" }), "archivePolicy"],
    [one("sns/topicSubscription", { protocol: "sms" }), "protocol"],
    [one("sns/topicSubscription", { protocol: "sqs", filterPolicyScope: "MessageBody" }), "filterPolicyScope"],
    [one("scheduler/schedule", { scheduleExpression: "hourly" }), "scheduleExpression"],
    [one("scheduler/schedule", { scheduleExpression: unknown }), "scheduleExpression"],
  ]);
});
