import type { LambdaHandler } from "../../../kit/runtime/adapters/aws.ts";
import { capture, type Driver, type Received, type Sent, useLightClasses } from "./drivers.ts";

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
export const httpApiEvent = {
  version: "2.0",
  routeKey: "$default",
  rawPath: "/my/path",
  rawQueryString: "parameter1=value1&parameter1=value2&parameter2=value",
  cookies: ["cookie1", "cookie2"],
  headers: { header1: "value1", header2: "value1,value2" },
  queryStringParameters: { parameter1: "value1,value2", parameter2: "value" },
  requestContext: {
    accountId: "123456789012",
    apiId: "api-id",
    domainName: "id.execute-api.us-east-1.amazonaws.com",
    domainPrefix: "id",
    http: { method: "POST", path: "/my/path", protocol: "HTTP/1.1", sourceIp: "192.0.2.1", userAgent: "agent" },
    requestId: "id",
    routeKey: "$default",
    stage: "$default",
    time: "12/Mar/2020:19:03:58 +0000",
    timeEpoch: 1583348638390,
  },
  body: "eyJ0ZXN0IjoiYm9keSJ9",
  pathParameters: { parameter1: "value1" },
  isBase64Encoded: true,
  stageVariables: { stageVariable1: "value1", stageVariable2: "value2" },
};

/** https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads */
export const functionUrlEvent = {
  version: "2.0",
  routeKey: "$default",
  rawPath: "/my/path",
  rawQueryString: "parameter1=value1&parameter1=value2&parameter2=value",
  cookies: ["cookie1", "cookie2"],
  headers: { header1: "value1", header2: "value1,value2" },
  queryStringParameters: { parameter1: "value1,value2", parameter2: "value" },
  requestContext: {
    accountId: "123456789012",
    apiId: "<urlid>",
    authentication: null,
    domainName: "example.lambda-url.us-west-2.on.aws",
    domainPrefix: "<url-id>",
    http: { method: "POST", path: "/my/path", protocol: "HTTP/1.1", sourceIp: "123.123.123.123", userAgent: "agent" },
    requestId: "id",
    routeKey: "$default",
    stage: "$default",
    time: "12/Mar/2020:19:03:58 +0000",
    timeEpoch: 1583348638390,
  },
  body: "Hello from client!",
  pathParameters: null,
  isBase64Encoded: false,
  stageVariables: null,
};

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
