import { parseJson } from "../../../contract/read.ts";
import { CloudError, type Constraint, type Limit, type Properties, type ResourceType } from "../../../contract.ts";
import { parseAwsSchedule } from "../../../schedules/aws.ts";
import { atMost, between, type Fill, fill, matches, oneOf, runsOnly, simulated } from "../../rules.ts";
import { nameFrom } from "../names.ts";
import { regionLimit } from "../rules.ts";
import type { Runner } from "./runner.ts";
import { defaultGroup, scheduleArn, scheduleToken, toTrustingRole } from "./schedules.ts";

const reference = "https://docs.aws.amazon.com/scheduler/latest/APIReference";
const source = `${reference}/API_CreateSchedule.html`;
const targetSource = `${reference}/API_Target.html`;
const retrySource = `${reference}/API_RetryPolicy.html`;

const arn = (service: string, resource: string): string => `arn:aws:${service}:123456789012:${resource}`;

const exampleTarget: Properties = {
  arn: arn("lambda:us-east-1", "function:worker"),
  roleArn: arn("iam:", "role/scheduler"),
};

/** The example's target with one change. */
const inTarget =
  (member: string): Fill =>
  (value) => ({ target: { ...exampleTarget, ...fill(member)(value) } });

function isZone(name: unknown): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: String(name) });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

const expressionRule: Constraint = {
  property: "scheduleExpression",
  rule: "must be cron(…) with six fields of which one is ?, rate(…) with a number and a unit, or at(…) with a time",
  source: "https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html",
  accepts: (value) => parseAwsSchedule(String(value), { start: 0 }).kind === "timer",
  refused: [
    { scheduleExpression: "* * * * *" },
    { scheduleExpression: "cron(0 0 * * * *)" },
    { scheduleExpression: "rate(0 minutes)" },
  ],
};

const zoneRule: Constraint = {
  property: "scheduleExpressionTimezone",
  rule: "must be the name of a time zone",
  source,
  accepts: isZone,
  refused: { scheduleExpressionTimezone: "Europe/Atlantis" },
};

const inputRule: Constraint = {
  property: "target.input",
  rule: "must be well-formed JSON",
  source: targetSource,
  accepts: (value) => parseJson(String(value)) !== undefined,
  refused: inTarget("input")("<aws.scheduler.scheduled-time>"),
};

const constraints: readonly Constraint[] = [
  expressionRule,
  zoneRule,
  inputRule,
  ...["startDate", "endDate"].map((date) =>
    matches(
      date,
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
      "must be a time in UTC: 2030-01-01T01:00:00Z",
      source,
      "2030-01-01",
    ),
  ),
  oneOf("state", ["ENABLED", "DISABLED"], source),
  oneOf("flexibleTimeWindow.mode", ["OFF", "FLEXIBLE"], `${reference}/API_FlexibleTimeWindow.html`),
  matches("target.arn", /^arn:[\w-]+:[\w-]+:\S+$/, "must be an ARN", targetSource, "worker", {
    filled: inTarget("arn"),
  }),
  matches(
    "target.roleArn",
    /^arn:[\w-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/,
    "must be the ARN of a role",
    targetSource,
    "worker",
    { filled: inTarget("roleArn") },
  ),
  matches(
    "target.deadLetterConfig.arn",
    /^arn:[\w-]+:sqs:[a-z0-9-]+:\d{12}:[\w-]+$/,
    "must be the ARN of a standard queue",
    `${reference}/API_DeadLetterConfig.html`,
    "dead",
    { filled: inTarget("deadLetterConfig.arn") },
  ),
  between(
    "target.retryPolicy.maximumEventAgeInSeconds",
    60,
    86_400,
    retrySource,
    inTarget("retryPolicy.maximumEventAgeInSeconds"),
  ),
  between("target.retryPolicy.maximumRetryAttempts", 0, 185, retrySource, inTarget("retryPolicy.maximumRetryAttempts")),
  atMost("description", 512, source),
];

const limits: readonly Limit[] = [
  regionLimit,
  runsOnly("groupName", [defaultGroup], "shop", "the group default"),
  runsOnly("flexibleTimeWindow.mode", ["OFF"], "FLEXIBLE"),
  {
    property: "target.arn",
    only: "targets that are Lambda functions",
    runs: (value) => /^arn:[\w-]+:lambda:[\w-]+:\d{12}:function:[\w-]+$/.test(String(value)),
    refused: inTarget("arn")("arn:aws:sqs:us-east-1:123456789012:orders"),
  },
];

/** Known gap: `actionAfterCompletion` and `kmsKeyArn` are refused. */
export function scheduleType(runner: Runner): ResourceType {
  return {
    token: scheduleToken,
    source,
    naming: {
      property: "name",
      prefix: "namePrefix",
      max: 64,
      pattern: /^[\w.-]+$/,
      refused: ["shop/nightly"],
      source,
    },
    replaceOn: ["name", "namePrefix", "groupName"],
    properties: simulated(
      ...["name", "namePrefix", "groupName", "region", "description", "state", "startDate", "endDate"],
      ...["scheduleExpression", "scheduleExpressionTimezone", "flexibleTimeWindow.mode"],
      ...["target.arn", "target.roleArn", "target.input", "target.deadLetterConfig.arn"],
      ...["target.retryPolicy.maximumEventAgeInSeconds", "target.retryPolicy.maximumRetryAttempts"],
    ),
    constraints,
    limits,
    example: {
      name: "nightly",
      scheduleExpression: "cron(0 3 * * ? *)",
      flexibleTimeWindow: { mode: "OFF" },
      target: exampleTarget,
    },
    refers: { "target.roleArn": toTrustingRole },
    once: { name: nameFrom },
    id: ({ once }) => `${defaultGroup}/${once.name}`,
    taken: ({ once }) => new CloudError("ConflictException", `Schedule ${once.name} already exists.`, 409),
    defaults: {
      ...{ groupName: defaultGroup, scheduleExpressionTimezone: "UTC", state: "ENABLED" },
      ...{ description: "", actionAfterCompletion: "NONE" },
    },
    outputs: ({ once, scope }) => ({ arn: scheduleArn(String(once.name), scope) }),
    apply: (resource) => runner.arm(resource),
    run: (resource, { scheduledTime }, { clock }) => runner.force(resource, scheduledTime ?? clock.now()),
    remove: (resource) => runner.remove(resource),
  };
}
