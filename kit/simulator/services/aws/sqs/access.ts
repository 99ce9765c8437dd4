import type { StoredResource, World } from "../../../contract.ts";
import type { ApiCaller } from "../api/index.ts";
import { accessDenied, callerIdentity, mayAccess } from "../iam/index.ts";
import { policyOf } from "./queues.ts";

/** Somebody who wants to do something to a queue. */
export type Asking = Pick<ApiCaller, "principal" | "context" | "identity">;

/** A role that a service of AWS has taken, or anybody on whose behalf SQS goes on later, by their ARN. */
export function askingAs(world: World, principal: string): Asking {
  const identity = callerIdentity(world, { principal, name: "aws", accessKeyId: "", expires: 0 });
  const context = { "aws:PrincipalArn": principal, "aws:PrincipalAccount": identity.accountId };
  return { principal: { type: "AWS", id: principal }, identity, context };
}

export function may(
  world: World,
  queue: StoredResource,
  action: string,
  { principal, context }: Pick<Asking, "principal" | "context">,
): boolean {
  const resource = String(queue.outputs.arn);
  return mayAccess(
    world,
    { principal, action, resource, context },
    { policy: policyOf(world, queue), owner: queue.scope.account },
  );
}

/** @throws CloudError `AccessDeniedException` */
export function requireAllowed(world: World, queue: StoredResource, action: string, asking: Asking): void {
  if (may(world, queue, action, asking)) return;
  throw accessDenied(asking.identity, action.toLowerCase(), queue.outputs.arn);
}
