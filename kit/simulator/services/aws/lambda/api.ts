import { parseJson } from "../../../contract/read.ts";
import { CloudError, type StoredResource, type World } from "../../../contract.ts";
import type { LambdaHost } from "../../../hosts/lambda/index.ts";
import { callLimit } from "../../../limits.ts";
import type { Api, ApiAnswer, ApiCall } from "../api/index.ts";
import { accessDenied } from "../iam/index.ts";
import { requireFunction } from "./functions.ts";
import { type Gathered, gather, type Invoker, invokeFunction, newTraceId, sendEvent } from "./invoke.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_RequestSyntax */
const invocations = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

const action = "lambda:InvokeFunction";

/** Codes and statuses: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors */
function refused(kind: "denied" | "throttled" | "too large", fn: StoredResource, { caller }: ApiCall): CloudError {
  if (kind === "throttled") return new CloudError("TooManyRequestsException", "Rate Exceeded.", 429);
  if (kind === "too large") return new CloudError("RequestTooLargeException", "The request payload is too large.", 413);
  return accessDenied(caller.identity, action, fn.outputs.arn);
}

/** The event, which may be any JSON. @throws CloudError `InvalidRequestContentException` */
function eventOf({ request }: ApiCall): unknown {
  const text = Buffer.from(request.body).toString();
  if (text === "") return {};
  const event = parseJson(text);
  if (event !== undefined) return event;
  throw new CloudError("InvalidRequestContentException", "Could not parse request body into json.");
}

function answer(outcome: Extract<Gathered, { readonly payload: string }>): ApiAnswer {
  const failed = outcome.kind === "error" ? { "x-amz-function-error": "Unhandled" } : {};
  const headers = { "content-type": "application/json", "x-amz-executed-version": "$LATEST", ...failed };
  return { status: 200, headers, body: outcome.payload };
}

/** Lambda's API, which only has `Invoke` here. @param host - Runs the functions. */
export function lambdaApi(world: World, host: LambdaHost): Api {
  const invoke = async (fn: StoredResource, call: ApiCall, type: string): Promise<ApiAnswer> => {
    const { principal, context } = call.caller;
    const caller: Invoker = { principal, actions: [{ action, context }] };
    const traceId = newTraceId(world.clock.now());
    const event = eventOf(call);
    if (type === "Event") {
      const { kind } = sendEvent(world, host, fn, caller, JSON.stringify(event), traceId);
      if (kind !== "accepted") throw refused(kind, fn, call);
      return { status: 202, headers: {}, body: "" };
    }
    const outcome = await gather(await invokeFunction(world, host, fn, caller, event, traceId));
    if (!("payload" in outcome)) throw refused(outcome.kind, fn, call);
    return answer(outcome);
  };
  return {
    service: "lambda",
    async handle(call) {
      const { method, target, headers } = call.request;
      const [, name] = invocations.exec(URL.parse(target, "http://127.0.0.1")?.pathname ?? "") ?? [];
      if (method !== "POST" || name === undefined) throw callLimit("of Lambda's API the simulator has only Invoke");
      const scope = { region: call.region, account: call.caller.identity.accountId };
      const fn = requireFunction(world, decodeURIComponent(name), scope);
      const type = headers["x-amz-invocation-type"]?.[0] ?? "RequestResponse";
      if (type !== "RequestResponse" && type !== "Event") {
        throw callLimit(`the simulator's Lambda has no invocation type ${type}`);
      }
      return invoke(fn, call, type);
    },
  };
}
