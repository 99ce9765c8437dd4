import { CloudError, type World } from "../../../contract.ts";
import type { AccessRequest } from "../../../iam/aws/index.ts";
import { globalArnOf } from "../names.ts";
import type { Signer } from "./credentials.ts";
import { roleWithArn } from "./identity.ts";

/** The signer of a request, as `GetCallerIdentity` and events of functions describe it. */
export interface CallerIdentity {
  readonly accessKey: string;
  readonly accountId: string;
  /** The ARN of the user, or of the role's session. */
  readonly userArn: string;
  /** `AROA…:session` */
  readonly userId: string;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
export function callerIdentity(world: World, { principal, name, accessKeyId: accessKey }: Signer): CallerIdentity {
  const accountId = principal.split(":")[4] ?? "";
  const role = roleWithArn(world, principal);
  if (role === undefined) return { accessKey, accountId, userArn: principal, userId: "AIDASIMULATEDDEPLOYER" };
  const userArn = globalArnOf("sts", accountId, `assumed-role/${role.id}/${name}`);
  return { accessKey, accountId, userArn, userId: `${role.outputs.uniqueId}:${name}` };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
export function accessDenied(
  { userArn }: Pick<CallerIdentity, "userArn">,
  action: string,
  resource: unknown,
): CloudError {
  const reason = `because no identity-based policy allows the ${action} action`;
  const message = `User: ${userArn} is not authorized to perform: ${action} on resource: ${resource} ${reason}`;
  return new CloudError("AccessDeniedException", message, 403);
}

/**
 * The condition keys that every request has, as far as policies can use them here.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function contextOf(
  world: World,
  { principal }: Signer,
  { accountId, userId }: CallerIdentity,
  request: { readonly sourceIp: string; readonly isSecure: boolean },
): AccessRequest["context"] {
  const now = world.clock.now();
  const isUser = principal.includes(":user/");
  return {
    "aws:PrincipalArn": principal,
    "aws:PrincipalAccount": accountId,
    "aws:PrincipalType": isUser ? "User" : "AssumedRole",
    "aws:userid": userId,
    ...(isUser ? { "aws:username": principal.split("/").at(-1) } : {}),
    "aws:SourceIp": request.sourceIp,
    "aws:SecureTransport": String(request.isSecure),
    "aws:CurrentTime": new Date(now).toISOString(),
    "aws:EpochTime": String(Math.floor(now / 1_000)),
  };
}
