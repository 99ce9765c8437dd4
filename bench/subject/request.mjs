import { Buffer } from "node:buffer";

/** The request that all subjects of a comparison answer. */
export const body = JSON.stringify({
  customer: "ada",
  items: [
    { sku: "tea-pot", quantity: 2, price: 1999 },
    { sku: "cup-blue", quantity: 6, price: 450 },
  ],
});

const host = "abcde12345.execute-api.eu-central-1.amazonaws.com";

export const headers = {
  accept: "*/*",
  "content-length": String(Buffer.byteLength(body)),
  "content-type": "application/json",
  host,
  "user-agent": "bench/1.0",
  "x-forwarded-for": "203.0.113.7",
  "x-forwarded-port": "443",
  "x-forwarded-proto": "https",
};

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
export const lambdaEvent = {
  version: "2.0",
  routeKey: "$default",
  rawPath: "/orders",
  rawQueryString: "",
  headers,
  requestContext: {
    accountId: "123456789012",
    apiId: "abcde12345",
    domainName: host,
    domainPrefix: "abcde12345",
    http: {
      method: "POST",
      path: "/orders",
      protocol: "HTTP/1.1",
      sourceIp: "203.0.113.7",
      userAgent: "bench/1.0",
    },
    requestId: "JKJaXmPLvHcESHA=",
    routeKey: "$default",
    stage: "$default",
    time: "12/Mar/2026:19:03:58 +0000",
    timeEpoch: 1773342238390,
  },
  body,
  isBase64Encoded: false,
};

/** https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
export const lambdaContext = {
  awsRequestId: "8476a536-e9f4-11e8-9739-2dfe598c3fcd",
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis: () => 30_000,
};
