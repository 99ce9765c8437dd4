import type { StoredResource, World } from "../../../contract.ts";
import type { ApiCaller } from "../api/index.ts";
import { accessDenied, callerIdentity, mayAccess } from "../iam/index.ts";
import { policyOf } from "./queues.ts";

/** The caller of an operation on a queue. */
export type Requester = Pick<ApiCaller, "principal" | "context" | "identity">;

/** An AWS service that has assumed a role, or any principal on whose behalf SQS continues later, by its ARN. */
export function requesterWithArn(world: World, principal: string): Requester {
  const identity = callerIdentity(world, { principal, name: "aws", accessKeyId: "", expires: 0 });
  const context = { "aws:PrincipalArn": principal, "aws:PrincipalAccount": identity.accountId };
  return { principal: { type: "AWS", id: principal }, identity, context };
}

/** An AWS service that calls as itself, for one of its resources. */
export function requestingService({
  service,
  sourceArn,
}: {
  readonly service: string;
  readonly sourceArn: string;
}): Requester {
  const accountId = sourceArn.split(":")[4] ?? "";
  return {
    principal: { type: "Service", id: service },
    identity: { accessKey: "", accountId, userArn: service, userId: service },
    context: { "aws:SourceArn": sourceArn, "aws:SourceAccount": accountId },
  };
}

export function may(
  world: World,
  queue: StoredResource,
  action: string,
  { principal, context }: Pick<Requester, "principal" | "context">,
): boolean {
  const resource = String(queue.outputs.arn);
  return mayAccess(
    world,
    { principal, action, resource, context },
    { policy: policyOf(world, queue), owner: queue.scope.account },
  );
}

/** @throws CloudError `AccessDeniedException` */
export function requireAllowed(world: World, queue: StoredResource, action: string, requester: Requester): void {
  if (may(world, queue, action, requester)) return;
  throw accessDenied(requester.identity, action.toLowerCase(), queue.outputs.arn);
}
