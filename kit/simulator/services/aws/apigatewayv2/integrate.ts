import { numberAt } from "../../../contract/read.ts";
import type { StoredResource, World } from "../../../contract.ts";
import type { LambdaHost } from "../../../hosts/lambda/index.ts";
import type { EventContext } from "../http/event.ts";
import { eventV2 } from "../http/event.ts";
import { eventV1 } from "../http/event-v1.ts";
import type { FrontRequest } from "../http/request.ts";
import { type FrontResponse, readResponse } from "../http/response.ts";
import { type Gathered, gather, type Invoker, invokeFunction, lambdaTypes } from "../lambda/index.ts";
import type { AccessRecord } from "./access-log.ts";
import { executionArn, messages, quotas } from "./apis.ts";
import { functionArnIn } from "./integration.ts";

/** A response, and what the access log records about it. */
export type IntegrationResponse = { readonly response: FrontResponse } & Partial<
  Pick<AccessRecord, "routeKey" | "integrationLatency" | "integrationStatus" | "integrationError" | "errorMessage">
>;

/** A request to a function. */
export interface Call {
  readonly api: StoredResource;
  readonly integration: StoredResource;
  readonly request: FrontRequest;
  readonly context: EventContext;
  readonly traceId: string;
}

type Invocation = Gathered | { readonly kind: "timeout" };

/** Why the function did not respond: for the client, and for the log. */
interface Failure {
  readonly response: FrontResponse;
  readonly status: number;
  readonly error: string;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html */
const failures: Readonly<Record<Exclude<Invocation["kind"], "response">, Failure>> = {
  timeout: { response: messages.unavailable, status: 504, error: "The integration timed out." },
  denied: {
    response: messages.failed,
    status: 403,
    error: `The IAM role configured on the integration or API Gateway doesn't have permissions to call the integration. Check the permissions and try again.`,
  },
  throttled: { response: messages.unavailable, status: 429, error: "The function has no concurrency left." },
  "too large": { response: messages.tooLarge, status: 413, error: "The request is too large for the function." },
  error: { response: messages.failed, status: 200, error: "The Lambda function returned an error." },
};

const malformed: Failure = {
  response: messages.failed,
  status: 200,
  error: `The response from the Lambda function doesn't match the format that API Gateway expects. Lambda.InternalError`,
};

/** API Gateway calls as itself, for one route of one API: the function's resource-based policy must allow it. */
function callerFor({ api, request, context }: Call): Invoker {
  const [, path] = context.routeKey.split(" ");
  const route = path === undefined ? context.routeKey : `${request.method}${path}`;
  const sourceArn = `${executionArn(api.id, api.scope)}/${context.stage}/${route}`;
  return {
    principal: { type: "Service", id: "apigateway.amazonaws.com" },
    actions: [
      {
        action: "lambda:InvokeFunction",
        context: { "aws:SourceArn": sourceArn, "aws:SourceAccount": api.scope.account },
      },
    ],
  };
}

async function invoke(call: Call, event: object, world: World, host: LambdaHost): Promise<Invocation> {
  const { integration, traceId } = call;
  const arn = functionArnIn(integration.inputs.integrationUri);
  const fn = world.store.find(lambdaTypes.function, ({ outputs }) => outputs.arn === arn)[0];
  if (fn === undefined) return { kind: "denied" };
  const limit = numberAt(integration.outputs.timeoutMilliseconds) ?? quotas.timeout;
  let cancel = (): void => undefined;
  const timeout = new Promise<Invocation>((resolve) => {
    cancel = world.clock.after(limit, () => resolve({ kind: "timeout" }));
  });
  const invoked = invokeFunction(world, host, fn, callerFor(call), event, traceId).then(gather);
  return Promise.race([invoked, timeout]).finally(cancel);
}

/** Calls the function behind an integration, and turns its result into a response. */
export async function integrate(call: Call, world: World, host: LambdaHost): Promise<IntegrationResponse> {
  const started = performance.now();
  const isV1 = call.integration.outputs.payloadFormatVersion === "1.0";
  const event = isV1 ? eventV1(call.request, call.context) : eventV2(call.request, call.context);
  const came = await invoke(call, event, world, host);
  const integrationLatency = Math.round(performance.now() - started);
  const response =
    came.kind === "response"
      ? readResponse(came.payload, { bareString: "text", multiValueHeaders: isV1, infers: !isV1 })
      : undefined;
  if (response !== undefined) return { response, integrationLatency, integrationStatus: 200 };
  const failure = came.kind === "response" ? malformed : failures[came.kind];
  return {
    response: failure.response,
    integrationLatency,
    integrationStatus: failure.status,
    integrationError: came.kind === "error" ? came.message : failure.error,
    errorMessage: "Internal Server Error",
  };
}
