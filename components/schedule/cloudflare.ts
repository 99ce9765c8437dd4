import { WorkersCronTrigger, type WorkersCronTriggerArgs } from "@pulumi/cloudflare/workersCronTrigger.js";
import { type Transform, transformed } from "../support/transform.ts";
import type { ScheduleBuilder } from "./plan.ts";

export interface CloudflareScheduleNodes {
  readonly timer: WorkersCronTrigger;
}

export interface CloudflareScheduleTransform {
  /** The cron trigger. @default unchanged */
  readonly timer?: Transform<WorkersCronTriggerArgs>;
}

/** A cron trigger: https://developers.cloudflare.com/workers/configuration/cron-triggers/ */
export const build: ScheduleBuilder<CloudflareScheduleNodes, CloudflareScheduleTransform> = (self, plan) => {
  const { name, on, target, settled, transform } = plan;
  const args: WorkersCronTriggerArgs = {
    accountId: on("accountId"),
    scriptName: target("name"),
    schedules: [{ cron: settled.expression }],
  };
  const timer = new WorkersCronTrigger(...transformed(transform.timer, `${name}-timer`, args, { parent: self }));
  return { id: timer.id, attributes: { name: timer.scriptName }, nodes: { timer } };
};
