import { textAt } from "../../../contract/read.ts";
import { CloudError, type InvocationResult, type StoredResource, type World } from "../../../contract.ts";
import type { Message } from "../../../engines/messages.ts";
import type { LambdaHost } from "../../../hosts/lambda/index.ts";
import { accessDenied, callerIdentity, roleWithArn } from "../iam/index.ts";
import { functionWithArn, gather, type Invoker, invokeFunction, newTraceId, sendEvent } from "../lambda/index.ts";
import { trustsScheduler, untrusted } from "./schedules.ts";

/** One run of a schedule. */
export interface Run {
  /** Epoch milliseconds. */
  readonly scheduledTime: number;
  readonly executionId: string;
}

/** Calls a schedule's target once. @throws CloudError when it refuses the call. */
export type CallTarget = (schedule: StoredResource, payload: string) => void;

/** Calls a schedule's target once and waits for the result. @throws CloudError when it refuses the call. */
export type RunTarget = (schedule: StoredResource, payload: string) => Promise<InvocationResult>;

/** `2022-03-22T18:59:43Z` */
export function timeText(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, "Z");
}

/** The default payload of a target: https://docs.aws.amazon.com/lambda/latest/dg/with-eventbridge-scheduler.html */
function eventOf({ outputs, scope: { account, region } }: StoredResource, { scheduledTime, executionId }: Run): object {
  return {
    ...{ version: "0", id: executionId, "detail-type": "Scheduled Event", source: "aws.scheduler", account },
    ...{ time: timeText(scheduledTime), region, resources: [outputs.arn], detail: "{}" },
  };
}

/** The payload of a target: https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html */
export function payloadOf(
  schedule: StoredResource,
  { body, notes, attempts }: Pick<Message, "body" | "notes" | "attempts">,
): string {
  const run: Run = { scheduledTime: Number(notes.scheduledTime), executionId: String(notes.executionId) };
  if (body === "") return JSON.stringify(eventOf(schedule, run));
  const values: Readonly<Record<string, string>> = {
    "schedule-arn": String(schedule.outputs.arn),
    "scheduled-time": timeText(run.scheduledTime),
    "execution-id": run.executionId,
    "attempt-number": String(attempts),
  };
  return body.replace(/<aws\.scheduler\.([a-z-]+)>/g, (whole, name: string) => values[name] ?? whole);
}

/** A schedule's function, and its caller. */
interface ScheduleTarget {
  readonly fn: StoredResource;
  readonly caller: Invoker;
}

const action = "lambda:InvokeFunction";

/** @throws CloudError when the schedule may not assume its role, or when the function does not exist. */
function targetOf(world: World, host: LambdaHost, { inputs, scope }: StoredResource): ScheduleTarget {
  const [arn = "", roleArn = ""] = [textAt(inputs, "target.arn"), textAt(inputs, "target.roleArn")];
  const role = roleWithArn(world, roleArn);
  if (role === undefined || !trustsScheduler(role, scope))
    throw new CloudError("AccessDeniedException", untrusted, 403);
  const fn = functionWithArn(world, arn);
  if (fn === undefined || !host.isDeployed(arn)) {
    throw new CloudError("ResourceNotFoundException", `Function not found: ${arn}`, 404);
  }
  const context = { "aws:PrincipalArn": roleArn, "aws:PrincipalAccount": roleArn.split(":")[4] };
  return { fn, caller: { principal: { type: "AWS", id: roleArn }, actions: [{ action, context }] } };
}

/** Lambda's error when it refuses a schedule's call. */
function refused(world: World, kind: "denied" | "throttled" | "too large", { fn, caller }: ScheduleTarget): CloudError {
  if (kind === "throttled") return new CloudError("TooManyRequestsException", "Rate Exceeded.", 429);
  if (kind === "too large") {
    return new CloudError("RequestTooLargeException", "Request must be smaller than 1048576 bytes.", 413);
  }
  const signer = { principal: caller.principal.id, name: "scheduler", accessKeyId: "", expires: 0 };
  return accessDenied(callerIdentity(world, signer), action, fn.outputs.arn);
}

/** Calls functions with the schedule's role: https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-templated.html */
export function callFunctions(world: World, host: LambdaHost): CallTarget {
  return (schedule, payload) => {
    const target = targetOf(world, host, schedule);
    const { kind } = sendEvent(world, host, target.fn, target.caller, payload, newTraceId(world.clock.now()));
    if (kind !== "accepted") throw refused(world, kind, target);
  };
}

/**
 * Calls a schedule's function by hand, as the schedule does, but waits for the result and does not retry. EventBridge
 * Scheduler has no such call: on AWS the function is invoked directly instead.
 */
export function runFunctions(world: World, host: LambdaHost): RunTarget {
  return async (schedule, payload) => {
    const target = targetOf(world, host, schedule);
    const { fn, caller } = target;
    const traceId = newTraceId(world.clock.now());
    const outcome = await gather(await invokeFunction(world, host, fn, caller, JSON.parse(payload), traceId));
    if (!("payload" in outcome)) throw refused(world, outcome.kind, target);
    return outcome.kind === "response" ? { ok: true } : { ok: false, failure: outcome.message };
  };
}
