import { Role, type RoleArgs } from "@pulumi/aws/iam/role.js";
import { RolePolicy, type RolePolicyArgs } from "@pulumi/aws/iam/rolePolicy.js";
import {
  FunctionEventInvokeConfig,
  type FunctionEventInvokeConfigArgs,
} from "@pulumi/aws/lambda/functionEventInvokeConfig.js";
import { Schedule, type ScheduleArgs } from "@pulumi/aws/scheduler/schedule.js";
import { Queue, type QueueArgs } from "@pulumi/aws/sqs/queue.js";
import { type ComponentResource, jsonStringify } from "@pulumi/pulumi";
import { scheduleSemantics } from "fourfold";
import { kept } from "../support/options.ts";
import { type Transform, transformed } from "../support/transform.ts";
import type { ScheduleBuilder, SchedulePlan } from "./plan.ts";

export interface AwsScheduleNodes {
  readonly deadLetters: Queue;
  readonly failureAccess: RolePolicy;
  readonly failures: FunctionEventInvokeConfig;
  readonly role: Role;
  readonly policy: RolePolicy;
  readonly timer: Schedule;
}

export interface AwsScheduleTransform {
  /** The queue that keeps runs which failed for good. @default unchanged */
  readonly deadLetters?: Transform<QueueArgs>;
  /** What lets the function send to that queue. @default unchanged */
  readonly failureAccess?: Transform<RolePolicyArgs>;
  /** How often a failed run is tried again, and where it goes then. @default unchanged */
  readonly failures?: Transform<FunctionEventInvokeConfigArgs>;
  /** The role that the schedule calls the function with. @default unchanged */
  readonly role?: Transform<RoleArgs>;
  /** What that role may do. @default unchanged */
  readonly policy?: Transform<RolePolicyArgs>;
  /** The schedule. @default unchanged */
  readonly timer?: Transform<ScheduleArgs>;
}

type Plan = SchedulePlan<AwsScheduleTransform>;

/** The longest that a queue keeps messages: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html */
const twoWeeks = 14 * 24 * 60 * 60;

function createDeadLetters(self: ComponentResource, { name, tags, protection, transform }: Plan): Queue {
  const args: QueueArgs = { messageRetentionSeconds: twoWeeks, sqsManagedSseEnabled: true, tags };
  const options = kept(self, protection);
  return new Queue(...transformed(transform.deadLetters, `${name}-dead-letters`, args, options));
}

const statement = (Action: string, Resource: unknown) => ({ Effect: "Allow", Action, Resource });

/** What Lambda does with a run that fails: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-configuring.html */
function createFailures(self: ComponentResource, { name, target, transform }: Plan, queue: Queue) {
  const policy = jsonStringify({ Version: "2012-10-17", Statement: [statement("sqs:SendMessage", queue.arn)] });
  const role = target("identity").apply((arn) => arn.split("/").at(-1) ?? arn);
  const access: RolePolicyArgs = { role, policy };
  const failureAccess = new RolePolicy(
    ...transformed(transform.failureAccess, `${name}-failure-access`, access, { parent: self }),
  );
  const args: FunctionEventInvokeConfigArgs = {
    functionName: target("name"),
    maximumRetryAttempts: scheduleSemantics.aws.failed.retries.length,
    destinationConfig: { onFailure: { destination: queue.arn } },
  };
  // Lambda checks whether the function may send there.
  const options = { parent: self, dependsOn: [failureAccess] };
  const failures = new FunctionEventInvokeConfig(...transformed(transform.failures, `${name}-failures`, args, options));
  return { failureAccess, failures };
}

/**
 * Only schedules of this account and region may use the role. They are in the group that every account has.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
 */
function createRole(self: ComponentResource, { name, on, tags, transform }: Plan, queue: Queue): Role {
  const trust = queue.arn.apply((arn) => {
    const [, partition, , region, account = ""] = arn.split(":");
    const group = `arn:${partition}:scheduler:${region}:${account}:schedule-group/default`;
    const Condition = { StringEquals: { "aws:SourceAccount": account, "aws:SourceArn": group } };
    const Principal = { Service: "scheduler.amazonaws.com" };
    return { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal, Action: "sts:AssumeRole", Condition }] };
  });
  const permissionsBoundary = on("permissionsBoundary").apply((arn) => (arn === "" ? undefined : arn));
  const args: RoleArgs = { assumeRolePolicy: jsonStringify(trust), permissionsBoundary, tags };
  return new Role(...transformed(transform.role, `${name}-role`, args, { parent: self }));
}

/** This one function and this one queue: https://docs.aws.amazon.com/scheduler/latest/UserGuide/setting-up.html#setting-up-execution-role */
function createPolicy(
  self: ComponentResource,
  { name, target, transform }: Plan,
  { role, deadLetters }: Pick<AwsScheduleNodes, "role" | "deadLetters">,
): RolePolicy {
  const policy = jsonStringify({
    Version: "2012-10-17",
    Statement: [statement("lambda:InvokeFunction", target("arn")), statement("sqs:SendMessage", deadLetters.arn)],
  });
  const args: RolePolicyArgs = { role: role.name, policy };
  return new RolePolicy(...transformed(transform.policy, `${name}-policy`, args, { parent: self }));
}

/**
 * EventBridge Scheduler fills in the time:
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
 */
const input = JSON.stringify({ scheduledTime: "<aws.scheduler.scheduled-time>" });

function createTimer(
  self: ComponentResource,
  { name, target, settled, transform }: Plan,
  { role, policy, deadLetters }: Pick<AwsScheduleNodes, "role" | "policy" | "deadLetters">,
): Schedule {
  const args: ScheduleArgs = {
    scheduleExpression: settled.expression,
    scheduleExpressionTimezone: settled.timeZone,
    flexibleTimeWindow: { mode: "OFF" },
    target: {
      arn: target("arn"),
      roleArn: role.arn,
      input,
      // For calls that Lambda does not accept. A run that is an hour late is of no use any more.
      retryPolicy: { maximumEventAgeInSeconds: 3_600, maximumRetryAttempts: 10 },
      deadLetterConfig: { arn: deadLetters.arn },
    },
  };
  // It calls as soon as it exists.
  const options = { parent: self, dependsOn: [policy] };
  return new Schedule(...transformed(transform.timer, `${name}-timer`, args, options));
}

/** EventBridge Scheduler, as a role of its own: https://docs.aws.amazon.com/scheduler/latest/UserGuide/what-is-scheduler.html */
export const build: ScheduleBuilder<AwsScheduleNodes, AwsScheduleTransform> = (self, plan) => {
  const deadLetters = createDeadLetters(self, plan);
  const { failureAccess, failures } = createFailures(self, plan, deadLetters);
  const role = createRole(self, plan, deadLetters);
  const policy = createPolicy(self, plan, { role, deadLetters });
  const timer = createTimer(self, plan, { role, policy, deadLetters });
  return {
    id: timer.arn,
    attributes: { name: timer.name, deadLetters: deadLetters.url },
    nodes: { deadLetters, failureAccess, failures, role, policy, timer },
  };
};
