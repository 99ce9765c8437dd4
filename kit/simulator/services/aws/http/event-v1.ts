import { bodyOf, clfTime, domainOf, type EventContext, parseQuery } from "./event.ts";
import type { FrontRequest } from "./request.ts";

/** The identity of an anonymous caller: of HTTP APIs without authorization. */
const nobody = {
  accessKey: null,
  accountId: null,
  caller: null,
  cognitoAuthenticationProvider: null,
  cognitoAuthenticationType: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  principalOrgId: null,
  user: null,
  userArn: null,
} as const;

function lastOf(values: Readonly<Record<string, readonly string[]>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, list]) => [name, list.at(-1) ?? ""]));
}

/**
 * The event of payload format 1.0.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function eventV1(request: FrontRequest, context: EventContext): object {
  const query = parseQuery(request.rawQuery);
  const hasQuery = Object.keys(query).length > 0;
  const resource = context.routeKey.split(" ")[1] ?? context.routeKey;
  return {
    version: "1.0",
    resource,
    path: context.path,
    httpMethod: request.method,
    headers: lastOf(request.allHeaders),
    multiValueHeaders: request.allHeaders,
    queryStringParameters: hasQuery ? lastOf(query) : null,
    multiValueQueryStringParameters: hasQuery ? query : null,
    requestContext: {
      accountId: context.accountId,
      apiId: context.apiId,
      authorizer: { claims: null, scopes: null },
      domainName: domainOf(request),
      domainPrefix: context.apiId,
      extendedRequestId: context.requestId,
      httpMethod: request.method,
      identity: { ...nobody, sourceIp: request.sourceIp, userAgent: request.headers["user-agent"] ?? "" },
      path: context.path,
      protocol: request.protocol,
      requestId: context.requestId,
      requestTime: clfTime(request.received),
      requestTimeEpoch: request.received,
      resourceId: null,
      resourcePath: resource,
      stage: context.stage,
    },
    pathParameters: context.pathParameters ?? null,
    stageVariables: context.stageVariables ?? null,
    ...bodyOf(request),
    ...(request.body.length === 0 ? { body: null } : {}),
  };
}
