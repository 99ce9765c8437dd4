import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { HttpHandler, StoredResource, World } from "../../../contract.ts";
import type { LambdaHost } from "../../../hosts/lambda/index.ts";
import { CorsRules } from "../http/cors.ts";
import { eventV2 } from "../http/event.ts";
import { type FrontRequest, readRequest, tooLarge } from "../http/request.ts";
import { type FrontResponse, frontMessage, readResponse, send } from "../http/response.ts";
import { type Caller, gather, type Invoked, invokeFunction, newTraceId, requireFunction } from "../lambda/index.ts";
import { objectOf } from "../names.ts";
import { payloadRules } from "./payload.ts";
import { type Decorate, sendStream } from "./stream.ts";

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const largestBody = 6 * 1_024 * 1_024;

/** Since October 2025 both are needed: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html */
const publicCaller: Caller = {
  principal: { type: "Anonymous", id: "*" },
  actions: [
    { action: "lambda:InvokeFunctionUrl", context: { "lambda:FunctionUrlAuthType": "NONE" } },
    { action: "lambda:InvokeFunction", context: { "lambda:InvokedViaFunctionUrl": "true" } },
  ],
};

const forbidden = frontMessage(403, {
  Message:
    "Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
});

/** What a request came to, when there is no response of the function. The statuses are AWS's; the texts are observed. */
const failures: Readonly<Record<Exclude<Invoked["kind"], "response" | "stream">, FrontResponse>> = {
  denied: forbidden,
  throttled: frontMessage(429, {
    Reason: "ConcurrentInvocationLimitExceeded",
    Type: "User",
    message: "Rate Exceeded.",
  }),
  "too large": frontMessage(413, {
    Message: "Request must be smaller than 6291556 bytes for the InvokeFunction operation",
  }),
  error: { status: 502, headers: [["content-type", "text/plain"]], body: Buffer.from("Internal Server Error") },
};

/** Answers the requests to one Function URL. */
export class UrlFront {
  readonly #url: StoredResource;
  readonly #world: World;
  readonly #host: LambdaHost;

  constructor(url: StoredResource, world: World, host: LambdaHost) {
    this.#url = url;
    this.#world = world;
    this.#host = host;
  }

  readonly handle: HttpHandler = async (incoming: IncomingMessage, response: ServerResponse) => {
    const now = this.#world.clock.now();
    const traceId = newTraceId(now);
    const request = await readRequest(incoming, largestBody, now, traceId);
    if (request === tooLarge) return send(response, failures["too large"]);
    const settings = this.#url.inputs.cors;
    const cors = settings === undefined ? undefined : new CorsRules(objectOf(settings));
    if (cors?.isPreflight(request))
      return send(response, { status: 200, headers: cors.preflight(request), body: Buffer.alloc(0) });
    const decorate: Decorate = (headers) => cors?.apply(request, headers) ?? headers;
    await this.#forward(request, response, traceId, decorate);
  };

  async #forward(request: FrontRequest, response: ServerResponse, traceId: string, decorate: Decorate): Promise<void> {
    const invoked = await this.#invoke(request, traceId);
    const isStreaming = this.#url.inputs.invokeMode === "RESPONSE_STREAM";
    if (isStreaming && invoked.kind === "stream") {
      const isSent = await sendStream(response, invoked.contentType, invoked.body, decorate);
      return isSent ? undefined : send(response, failures.error);
    }
    const outcome = await gather(invoked);
    if (outcome.kind !== "response") return send(response, failures[outcome.kind]);
    const answer = readResponse(outcome.payload, payloadRules) ?? failures.error;
    send(response, { ...answer, headers: decorate(answer.headers) });
  }

  async #invoke(request: FrontRequest, traceId: string): Promise<Invoked> {
    const { inputs, outputs, scope } = this.#url;
    // A signed request needs a caller with credentials; nobody has any here but functions, which cannot call URLs yet.
    if (inputs.authorizationType !== "NONE") return { kind: "denied" };
    const fn = requireFunction(this.#world, String(inputs.functionName), scope);
    const event = eventV2(request, {
      accountId: "anonymous",
      apiId: String(outputs.urlId),
      routeKey: "$default",
      stage: "$default",
      requestId: randomUUID(),
      path: request.rawPath,
    });
    return invokeFunction(this.#world, this.#host, fn, publicCaller, event, traceId);
  }
}
