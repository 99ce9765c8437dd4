import { ServiceIamMember, type ServiceIamMemberArgs } from "@pulumi/gcp/cloudrunv2/serviceIamMember.js";
import type { ComponentResource } from "@pulumi/pulumi";
import { kebab } from "../support/naming.ts";
import { formerly } from "../support/options.ts";
import { type Transform, transformed } from "../support/transform.ts";
import type { GatewayBuilder, GatewayPlan, Target } from "./plan.ts";

export interface GcpGatewayNodes {
  /** Who may call the first function. */
  readonly invoker: ServiceIamMember;
  /** Who may call each function, by function, where there are several. */
  readonly invokers?: { readonly [target: string]: ServiceIamMember };
}

export interface GcpGatewayTransform {
  /** Who may call each function. @default unchanged: everyone */
  readonly invoker?: Transform<ServiceIamMemberArgs>;
}

type Plan = GatewayPlan<GcpGatewayTransform>;

/**
 * Where there are several functions, an invoker is named after its function. A role that two resources grant one after the other
 * is lost with the first one. So one invoker keeps what the only one granted, and is changed before the others are made.
 */
function optionsOf({ name, targets }: Plan, target: Target) {
  const alone = `${name}-invoker`;
  const named = [target.name, ...target.was].map((own) => `${name}-${kebab(own)}-invoker`);
  if (targets.length === 1) return { name: alone, former: named };
  const [own = alone, ...former] = named;
  return { name: own, former: target === targets[0] ? [...former, alone] : former };
}

function createInvoker(
  self: ComponentResource,
  plan: Plan,
  target: Target,
  before?: ServiceIamMember,
): ServiceIamMember {
  const args: ServiceIamMemberArgs = {
    project: target.function("project"),
    location: target.function("region"),
    name: target.function("name"),
    role: "roles/run.invoker",
    member: "allUsers",
  };
  const { name, former } = optionsOf(plan, target);
  const inTurn = { deleteBeforeReplace: true, ...(before === undefined ? {} : { dependsOn: before }) };
  const options = { ...formerly(self, former), ...(plan.targets.length > 1 ? inTurn : {}) };
  return new ServiceIamMember(...transformed(plan.transform.invoker, name, args, options));
}

/** A function has an address; that everyone may call it is a role on the service that runs it: https://cloud.google.com/functions/docs/securing/managing-access-iam */
export const build: GatewayBuilder<GcpGatewayNodes, GcpGatewayTransform> = (self, plan) => {
  const [first, ...others] = plan.targets;
  const invoker = createInvoker(self, plan, first);
  const invokers: { [target: string]: ServiceIamMember } = { [first.name]: invoker };
  let last = invoker;
  for (const target of others) {
    last = createInvoker(self, plan, target, last);
    invokers[target.name] = last;
  }
  const nodes = others.length === 0 ? { invoker } : { invoker, invokers };
  return { urlOf: (target) => target.function("url"), nodes };
};
