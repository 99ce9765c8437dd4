import { textAt } from "../../../contract/read.ts";
import type { Reference, Scope, StoredResource } from "../../../contract.ts";
import { CloudError } from "../../../contract.ts";
import { parseAwsSchedule } from "../../../schedules/aws.ts";
import type { Timer } from "../../../schedules/timer.ts";
import { roleWithArn, trusts } from "../iam/index.ts";
import { arnOf } from "../names.ts";

export const scheduleToken = "aws:scheduler/schedule:Schedule";

/** The group that every account has: others are not simulated. */
export const defaultGroup = "default";

export function scheduleArn(name: string, scope: Scope): string {
  return arnOf("scheduler", scope, `schedule/${defaultGroup}/${name}`);
}

export const untrusted = "The execution role you provide must allow AWS EventBridge Scheduler to assume the role.";

/**
 * Whether EventBridge Scheduler may assume a role for the schedules of an account: it names their group in `aws:SourceArn`.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
 */
export function trustsScheduler(role: StoredResource, scope: Scope): boolean {
  return trusts(role, "scheduler.amazonaws.com", arnOf("scheduler", scope, `schedule-group/${defaultGroup}`));
}

/** The role must exist and let EventBridge Scheduler assume it. */
export const toTrustingRole: Reference = {
  find(arn, { scope }, world) {
    const role = roleWithArn(world, arn);
    return role !== undefined && trustsScheduler(role, scope) ? role : undefined;
  },
  missing: () => new CloudError("ValidationException", untrusted),
};

/**
 * When a schedule is due, between its start and end dates. These do not apply to one-time schedules.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 * @param created - When rates without a start date begin, in epoch milliseconds.
 */
export function timerOf({ inputs }: Pick<StoredResource, "inputs">, created: number): Timer {
  const expression = textAt(inputs, "scheduleExpression") ?? "";
  const timeZone = textAt(inputs, "scheduleExpressionTimezone") ?? "UTC";
  const [from, to] = [dateAt(inputs, "startDate"), dateAt(inputs, "endDate") ?? Number.POSITIVE_INFINITY];
  const parsed = parseAwsSchedule(expression, { timeZone, start: from ?? created });
  if (parsed.kind !== "timer") throw new CloudError("ValidationException", parsed.message);
  const { timer } = parsed;
  if (expression.startsWith("at(")) return timer;
  return {
    next(after) {
      const due = timer.next(from === undefined ? after : Math.max(after, from - 1));
      return due === undefined || due > to ? undefined : due;
    },
  };
}

function dateAt(inputs: unknown, property: string): number | undefined {
  const text = textAt(inputs, property);
  return text === undefined ? undefined : Date.parse(text);
}
