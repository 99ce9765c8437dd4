import type { IncomingMessage } from "node:http";
import type { StoredResource, World } from "../../../contract.ts";
import type { AccessRequest } from "../../../iam/aws/index.ts";
import type { FrontRequest } from "../http/request.ts";
import { type CallerIdentity, callerIdentity, contextOf, signerOf } from "../iam/index.ts";
import type { Caller } from "../lambda/index.ts";

/** Somebody whose policies are asked next. */
export interface Admitted {
  readonly caller: Caller;
  /** Of whom signed the request. */
  readonly identity?: CallerIdentity;
}

/** Since October 2025 both are needed: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html */
function actionsFor(authType: "NONE" | "AWS_IAM", context: AccessRequest["context"]): Caller["actions"] {
  return [
    { action: "lambda:InvokeFunctionUrl", context: { ...context, "lambda:FunctionUrlAuthType": authType } },
    { action: "lambda:InvokeFunction", context: { ...context, "lambda:InvokedViaFunctionUrl": "true" } },
  ];
}

/** Everybody, as who calls a URL without authorization. */
export function admitPublic(): Admitted {
  return { caller: { principal: { type: "Anonymous", id: "*" }, actions: actionsFor("NONE", {}) } };
}

/**
 * Who signed a request to a URL with the type AWS_IAM. `undefined`: nobody did.
 * @throws CloudError when the signature is not right.
 */
export function admitSigned(
  world: World,
  url: StoredResource,
  incoming: IncomingMessage,
  request: FrontRequest,
): Admitted | undefined {
  const signed = {
    method: request.method,
    target: incoming.url ?? "/",
    headers: incoming.headersDistinct,
    body: request.body,
  };
  const signer = signerOf(world, signed, "lambda", url.scope);
  if (signer === undefined) return undefined;
  const identity = callerIdentity(world, signer);
  const isSecure = "encrypted" in incoming.socket;
  const context = contextOf(world, signer, identity, { sourceIp: request.sourceIp, isSecure });
  return {
    caller: { principal: { type: "AWS", id: signer.principal }, actions: actionsFor("AWS_IAM", context) },
    identity,
  };
}
