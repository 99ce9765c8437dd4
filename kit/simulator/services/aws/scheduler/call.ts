import { textAt } from "../../../contract/read.ts";
import { CloudError, type StoredResource, type World } from "../../../contract.ts";
import type { Message } from "../../../engines/messages.ts";
import type { LambdaHost } from "../../../hosts/lambda/index.ts";
import { callerIdentity, roleWithArn } from "../iam/index.ts";
import { functionWithArn, newTraceId, sendEvent } from "../lambda/index.ts";
import { trustsScheduler, untrusted } from "./schedules.ts";

/** One time that a schedule was due. */
export interface Run {
  /** Epoch milliseconds. */
  readonly scheduledTime: number;
  readonly executionId: string;
}

/** Calls a schedule's target once. @throws CloudError when it does not take the call. */
export type CallTarget = (schedule: StoredResource, payload: string) => void;

/** `2022-03-22T18:59:43Z` */
export function timeText(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, "Z");
}

/** What a target gets that has no input: https://docs.aws.amazon.com/lambda/latest/dg/with-eventbridge-scheduler.html */
function eventOf({ outputs, scope: { account, region } }: StoredResource, { scheduledTime, executionId }: Run): object {
  return {
    ...{ version: "0", id: executionId, "detail-type": "Scheduled Event", source: "aws.scheduler", account },
    ...{ time: timeText(scheduledTime), region, resources: [outputs.arn], detail: "{}" },
  };
}

/** What a target gets: https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html */
export function payloadOf(schedule: StoredResource, { body, notes, attempts }: Message): string {
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

/** Calls functions with the schedule's role: https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-templated.html */
export function callFunctions(world: World, host: LambdaHost): CallTarget {
  return ({ inputs, scope }, payload) => {
    const [arn = "", roleArn = ""] = [textAt(inputs, "target.arn"), textAt(inputs, "target.roleArn")];
    const role = roleWithArn(world, roleArn);
    if (role === undefined || !trustsScheduler(role, scope))
      throw new CloudError("AccessDeniedException", untrusted, 403);
    const fn = functionWithArn(world, arn);
    if (fn === undefined || !host.isDeployed(arn)) {
      throw new CloudError("ResourceNotFoundException", `Function not found: ${arn}`, 404);
    }
    const { userArn, accountId } = callerIdentity(world, {
      principal: roleArn,
      name: "scheduler",
      accessKeyId: "",
      expires: 0,
    });
    const context = { "aws:PrincipalArn": roleArn, "aws:PrincipalAccount": accountId };
    const action = "lambda:InvokeFunction";
    const caller = { principal: { type: "AWS", id: roleArn }, actions: [{ action, context }] } as const;
    const { kind } = sendEvent(world, host, fn, caller, payload, newTraceId(world.clock.now()));
    if (kind === "denied") {
      const message = `User: ${userArn} is not authorized to perform: ${action} on resource: ${arn} because no identity-based policy allows the ${action} action`;
      throw new CloudError("AccessDeniedException", message, 403);
    }
    if (kind === "too large")
      throw new CloudError("RequestTooLargeException", "Request must be smaller than 1048576 bytes.", 413);
  };
}
