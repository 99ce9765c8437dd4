import { cloudrunv2 } from "@pulumi/gcp";
import { type Transform, transformed } from "../support/transform.ts";
import type { GatewayBuilder } from "./plan.ts";

export interface GcpGatewayNodes {
  readonly invoker: cloudrunv2.ServiceIamMember;
}

export interface GcpGatewayTransform {
  /** Who may call the function. @default unchanged: everyone */
  readonly invoker?: Transform<cloudrunv2.ServiceIamMemberArgs>;
}

/** A function has an address; that everyone may call it is a role on the service that runs it: https://cloud.google.com/functions/docs/securing/managing-access-iam */
export const build: GatewayBuilder<GcpGatewayNodes, GcpGatewayTransform> = (
  self,
  { name, routes: [route], transform },
) => {
  const args: cloudrunv2.ServiceIamMemberArgs = {
    project: route.function("project"),
    location: route.function("region"),
    name: route.function("name"),
    role: "roles/run.invoker",
    member: "allUsers",
  };
  const invoker = new cloudrunv2.ServiceIamMember(
    ...transformed(transform.invoker, `${name}-invoker`, args, { parent: self }),
  );
  return { url: route.function("url"), nodes: { invoker } };
};
