import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { recordAt } from "../../../contract/read.ts";
import { CloudError, type HttpHandler, type StoredResource, type World } from "../../../contract.ts";
import type { LambdaHost } from "../../../hosts/lambda/index.ts";
import { CorsRules } from "../http/cors.ts";
import { eventV2 } from "../http/event.ts";
import { type FrontRequest, readRequest, tooLarge } from "../http/request.ts";
import { type FrontResponse, frontMessage, readResponse, send } from "../http/response.ts";
import { gather, type Invoked, invokeFunction, newTraceId, requireFunction } from "../lambda/index.ts";
import { type Admitted, admitPublic, admitSigned } from "./admission.ts";
import { payloadRules } from "./payload.ts";
import { type Decorate, sendStream } from "./stream.ts";

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const largestBody = 6 * 1_024 * 1_024;

const forbidden = frontMessage(403, {
  Message:
    "Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
});

/** The responses when the function does not respond. The statuses are documented by AWS; the texts are observed. */
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

/** The error for a signature that is not valid, in the form of Lambda's errors. https://docs.aws.amazon.com/lambda/latest/api/CommonErrors.html */
function refusal({ status, code, message }: CloudError): FrontResponse {
  const { headers, body } = frontMessage(status, { message });
  return { status, headers: [...headers, ["x-amzn-errortype", code]], body };
}

interface Visit {
  readonly request: FrontRequest;
  readonly admitted: Admitted;
  readonly traceId: string;
}

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
    const cors = settings === undefined ? undefined : new CorsRules(recordAt(settings));
    if (cors?.isPreflight(request))
      return send(response, { status: 200, headers: cors.preflight(request), body: Buffer.alloc(0) });
    const decorate: Decorate = (headers) => cors?.apply(request, headers) ?? headers;
    const admitted = this.#admit(incoming, request);
    if (admitted === undefined) return send(response, failures.denied);
    if (admitted instanceof CloudError) return send(response, refusal(admitted));
    await this.#forward({ request, admitted, traceId }, response, decorate);
  };

  /** The caller, or why authentication fails. `undefined`: a required signature is missing. */
  #admit(incoming: IncomingMessage, request: FrontRequest): Admitted | CloudError | undefined {
    if (this.#url.inputs.authorizationType === "NONE") return admitPublic();
    try {
      return admitSigned(this.#world, this.#url, incoming, request);
    } catch (error) {
      if (error instanceof CloudError) return error;
      throw error;
    }
  }

  async #forward(visit: Visit, response: ServerResponse, decorate: Decorate): Promise<void> {
    const invoked = await this.#invoke(visit);
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

  async #invoke({ request, admitted, traceId }: Visit): Promise<Invoked> {
    const { inputs, outputs, scope } = this.#url;
    const fn = requireFunction(this.#world, String(inputs.functionName), scope);
    const event = eventV2(request, {
      accountId: admitted.identity === undefined ? "anonymous" : scope.account,
      apiId: String(outputs.urlId),
      routeKey: "$default",
      stage: "$default",
      requestId: randomUUID(),
      path: request.rawPath,
      ...(admitted.identity === undefined ? {} : { identity: admitted.identity }),
    });
    return invokeFunction(this.#world, this.#host, fn, admitted.caller, event, traceId);
  }
}
