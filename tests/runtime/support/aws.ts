import type { LambdaHandler } from "../../../kit/runtime/triggers/http/adapters/aws.ts";
import functionUrl from "../fixtures/aws-function-url.json" with { type: "json" };
import httpApi from "../fixtures/aws-http-api.json" with { type: "json" };
import { capture, type Driver, type Received, type Sent, useLightClasses } from "./drivers.ts";

/** The documents' own events; each file names its source. */
export const httpApiEvent = httpApi.event;
export const functionUrlEvent = functionUrl.event;

export const lambdaContext = {
  awsRequestId: "8476a536-e9f4-11e8-9739-2dfe598c3fcd",
  getRemainingTimeInMillis: () => 600,
};

/** What an HTTP API sends to a function, and what it makes of the result. */
export interface LambdaResult {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

export function isLambdaResult(value: unknown): value is LambdaResult {
  return typeof value === "object" && value !== null && "statusCode" in value && "body" in value;
}

export function toEvent({ method = "GET", target, headers = {}, body }: Sent) {
  const [path = "/", query = ""] = target.split(/\?(.*)/s);
  const { cookie, ...others } = headers;
  const http = { ...httpApiEvent.requestContext.http, method, path };
  return {
    ...httpApiEvent,
    rawPath: path,
    rawQueryString: query,
    headers: { host: httpApiEvent.requestContext.domainName, ...others },
    cookies: cookie?.split("; "),
    requestContext: { ...httpApiEvent.requestContext, http },
    body: body === undefined ? undefined : Buffer.from(body).toString("base64"),
    isBase64Encoded: body !== undefined,
  };
}

export function createAwsDriver(serve: () => Promise<LambdaHandler>): Driver {
  let restore = () => {};
  let handler: LambdaHandler | undefined;
  return {
    cloud: "aws",
    async open() {
      restore = await useLightClasses();
      handler = await serve();
    },
    async send(sent): Promise<Received> {
      const [result, logs] = await capture(async () => handler?.(toEvent(sent), lambdaContext));
      if (!isLambdaResult(result)) throw new TypeError("The function returned no HTTP result.");
      const { statusCode, headers, cookies, body, isBase64Encoded } = result;
      return {
        status: statusCode,
        headers: new Headers(headers),
        cookies,
        body: Buffer.from(body, isBase64Encoded ? "base64" : "utf8"),
        logs,
      };
    },
    async close() {
      restore();
    },
  };
}
