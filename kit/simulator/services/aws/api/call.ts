import { CloudError, type World } from "../../../contract.ts";
import type { AccessRequest, Principal, SignedRequest } from "../../../iam/aws/index.ts";
import { accessDenied, type CallerIdentity, mayAccess } from "../iam/index.ts";

/** The caller, as policies see it. */
export interface ApiCaller {
  readonly principal: Principal;
  readonly identity: CallerIdentity;
  /** The condition keys that every request has. */
  readonly context: AccessRequest["context"];
}

/** A call whose signature was verified. */
export interface ApiCall {
  readonly caller: ApiCaller;
  /** The region that it was signed for. */
  readonly region: string;
  readonly request: SignedRequest;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** The part of AWS's API that belongs to one service. */
export interface Api {
  /** The service's name in signatures: `sqs`. */
  readonly service: string;
  /** @throws CloudError which {@link refuse} serializes in the service's protocol. */
  handle(call: ApiCall): Promise<ApiAnswer>;
  /** @default the form that SDKs read in every protocol */
  refuse?(error: CloudError): ApiAnswer;
}

/**
 * Checks that the caller may do something to a resource without a policy of its own.
 *
 * @param resource - Its ARN.
 * @param own - The condition keys that the service has for this request.
 * @throws CloudError `AccessDeniedException` with status 400, as services with JSON protocols have it:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html,
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/CommonErrors.html
 */
export function requireAccess(
  world: World,
  caller: ApiCaller,
  action: string,
  resource: string,
  own: AccessRequest["context"] = {},
): void {
  const { principal, identity } = caller;
  const context = { ...caller.context, ...own };
  const owner = resource.split(":")[4] ?? "";
  if (mayAccess(world, { principal, action, resource, context }, { policy: [], owner })) return;
  const { code, message } = accessDenied(identity, action, resource);
  throw new CloudError(code, message, 400);
}
