import type { IncomingMessage } from "node:http";
import type { StoredResource, World } from "../../../contract.ts";
import type { AccessRequest } from "../../../iam/aws/index.ts";
import type { FrontRequest } from "../http/request.ts";
import { type CallerIdentity, callerIdentity, contextOf, signerOf } from "../iam/index.ts";
import type { Invoker } from "../lambda/index.ts";

/** A caller whose policies are to be evaluated. */
export interface Admitted {
  readonly caller: Invoker;
  /** The signer of the request. */
  readonly identity?: CallerIdentity;
}

/** Both actions have been required since October 2025: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html */
function actionsFor(authType: "NONE" | "AWS_IAM", context: AccessRequest["context"]): Invoker["actions"] {
  return [
    { action: "lambda:InvokeFunctionUrl", context: { ...context, "lambda:FunctionUrlAuthType": authType } },
    { action: "lambda:InvokeFunction", context: { ...context, "lambda:InvokedViaFunctionUrl": "true" } },
  ];
}

/** The anonymous caller of a URL without authorization. */
export function admitPublic(): Admitted {
  return { caller: { principal: { type: "Anonymous", id: "*" }, actions: actionsFor("NONE", {}) } };
}

/**
 * The signer of a request to a URL of type AWS_IAM. `undefined`: the request is not signed.
 * @throws CloudError when the signature is not valid.
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
