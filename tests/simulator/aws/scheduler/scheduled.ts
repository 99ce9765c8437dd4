import { ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { until } from "../../../support/until.ts";
import type { Deployed, Deployment } from "../../deployment.ts";
import { deployFunction, linesOf, tokens } from "../shop.ts";
import { deployQueue, openClient } from "../sqs/client.ts";

type Properties = Readonly<Record<string, unknown>>;

export const account = "123456789012";
const group = `arn:aws:scheduler:eu-central-1:${account}:schedule-group/default`;

/** What a function wrote of its events: `{"at":"…"}`. */
export const logging = "async (event) => { console.log('event ' + JSON.stringify(event)); }";

/** An action, and the resource that it is allowed on. */
export type Grant = readonly [action: string, resource: unknown];

/** A policy document that allows actions on resources. */
export function allow(...grants: readonly Grant[]): string {
  const Statement = grants.map(([Action, Resource]) => ({ Effect: "Allow", Action, Resource }));
  return JSON.stringify({ Version: "2012-10-17", Statement });
}

/** The trust policy that AWS's page on the confused deputy shows. */
export function schedulerTrust(sourceArn = group, sourceAccount = account): string {
  const Condition = { StringEquals: { "aws:SourceAccount": sourceAccount, "aws:SourceArn": sourceArn } };
  const Principal = { Service: "scheduler.amazonaws.com" };
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal, Action: "sts:AssumeRole", Condition }],
  });
}

/** A function, a queue for dead letters, and a role that may call the one and send to the other. */
export interface Ground {
  readonly fn: Deployed;
  readonly dead: Deployed;
  readonly role: Deployed;
  readonly policy: Deployed;
}

export async function deployGround(aws: Deployment, handler = logging): Promise<Ground> {
  const dead = await deployQueue(aws, "dead");
  const fn = await deployFunction(aws, handler);
  const role = await aws.create(tokens.role, "scheduler", { name: "scheduler", assumeRolePolicy: schedulerTrust() });
  const policy = await aws.create(tokens.rolePolicy, "scheduler", {
    ...{ name: "own", role: "scheduler" },
    policy: allow(["lambda:InvokeFunction", fn.outputs.arn], ["sqs:SendMessage", dead.outputs.arn]),
  });
  return { fn, dead, role, policy };
}

/** A schedule that calls the function with the time, unless `inputs` and `target` say otherwise. */
export function deploySchedule(
  aws: Deployment,
  { fn, role, dead }: Ground,
  inputs: Properties = {},
  target: Properties = {},
): Promise<Deployed> {
  return aws.create(tokens.schedule, "nightly", {
    name: "nightly",
    scheduleExpression: "cron(* * * * ? *)",
    flexibleTimeWindow: { mode: "OFF" },
    target: {
      arn: fn.outputs.arn,
      roleArn: role.outputs.arn,
      input: JSON.stringify({ at: "<aws.scheduler.scheduled-time>" }),
      retryPolicy: { maximumEventAgeInSeconds: 3_600, maximumRetryAttempts: 2 },
      deadLetterConfig: { arn: dead.outputs.arn },
      ...target,
    },
    ...inputs,
  });
}

/** The events that the function has logged. */
export function eventsOf(aws: Deployment): readonly Properties[] {
  return linesOf(aws, "/aws/lambda/worker").flatMap((line) => {
    const [, text] = /event (\{.*\})/.exec(line) ?? [];
    return text === undefined ? [] : [JSON.parse(text)];
  });
}

/** Waits until the function has logged so many. */
export async function untilEvents(aws: Deployment, count: number): Promise<void> {
  await until(() => eventsOf(aws).length >= count);
}

/** The messages of a queue. */
export async function messagesOf(aws: Deployment, queue: Deployed) {
  const client = await openClient(aws);
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({
      ...{ QueueUrl: queue.id, MaxNumberOfMessages: 10, VisibilityTimeout: 0 },
      MessageAttributeNames: ["All"],
    }),
  );
  client.destroy();
  return Messages.map(({ Body = "", MessageAttributes = {} }) => ({
    body: JSON.parse(Body),
    attributes: Object.fromEntries(Object.entries(MessageAttributes).map(([name, one]) => [name, one.StringValue])),
  }));
}
