import { ServiceIamMember, type ServiceIamMemberArgs } from "@pulumi/gcp/cloudrunv2/serviceIamMember.js";
import { Job, type JobArgs } from "@pulumi/gcp/cloudscheduler/job.js";
import { type AccountArgs, Account as ServiceAccount } from "@pulumi/gcp/serviceaccount/account.js";
import type { ComponentResource } from "@pulumi/pulumi";
import { scheduleSemantics } from "fourfold";
import { physicalName } from "../support/naming.ts";
import { type Transform, transformed } from "../support/transform.ts";
import type { ScheduleBuilder, SchedulePlan } from "./plan.ts";

export interface GcpScheduleNodes {
  readonly account: ServiceAccount;
  readonly access: ServiceIamMember;
  readonly timer: Job;
}

export interface GcpScheduleTransform {
  /** The service account that calls the function. @default unchanged */
  readonly account?: Transform<AccountArgs>;
  /** What lets it call. @default unchanged */
  readonly access?: Transform<ServiceIamMemberArgs>;
  /** The job. @default unchanged */
  readonly timer?: Transform<JobArgs>;
}

type Plan = SchedulePlan<GcpScheduleTransform>;

/** Its only role is to call this one function. */
function createAccount(self: ComponentResource, { name, target, transform }: Plan): ServiceAccount {
  const args: AccountArgs = {
    project: target("project"),
    // 6 to 30 characters: https://cloud.google.com/iam/docs/service-accounts-create
    accountId: physicalName(self, `${name}-account-id`, name, { max: 30, separator: "-", letterFirst: true }),
    displayName: `Fourfold schedule ${name}`,
  };
  return new ServiceAccount(...transformed(transform.account, `${name}-account`, args, { parent: self }));
}

function createAccess(
  self: ComponentResource,
  { name, target, transform }: Plan,
  account: ServiceAccount,
): ServiceIamMember {
  const args: ServiceIamMemberArgs = {
    project: target("project"),
    location: target("region"),
    name: target("name"),
    role: "roles/run.invoker",
    member: account.member,
  };
  return new ServiceIamMember(...transformed(transform.access, `${name}-access`, args, { parent: self }));
}

/** A job waits for its answer from 15 seconds to 30 minutes: https://cloud.google.com/scheduler/docs/reference/rest/v1/projects.locations.jobs */
const leastPatience = 15;

function createTimer(
  self: ComponentResource,
  { name, target, settled, timeout, transform }: Plan,
  { account, access }: Pick<GcpScheduleNodes, "account" | "access">,
): Job {
  const { retries } = scheduleSemantics.gcp.failed;
  const args: JobArgs = {
    project: target("project"),
    region: target("region"),
    schedule: settled.expression,
    timeZone: settled.timeZone,
    attemptDeadline: `${Math.max(leastPatience, timeout)}s`,
    retryConfig: { retryCount: retries.length, minBackoffDuration: `${retries[0]}s` },
    httpTarget: {
      uri: target("url"),
      httpMethod: "POST",
      oidcToken: { serviceAccountEmail: account.email, audience: target("url") },
    },
  };
  // It calls as soon as it exists.
  const options = { parent: self, dependsOn: [access] };
  return new Job(...transformed(transform.timer, `${name}-timer`, args, options));
}

/** Cloud Scheduler, as an account of its own: https://cloud.google.com/scheduler/docs/http-target-auth */
export const build: ScheduleBuilder<GcpScheduleNodes, GcpScheduleTransform> = (self, plan) => {
  const account = createAccount(self, plan);
  const access = createAccess(self, plan, account);
  const timer = createTimer(self, plan, { account, access });
  return { id: timer.id, attributes: { name: timer.name }, nodes: { account, access, timer } };
};
