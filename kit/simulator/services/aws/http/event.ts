import { type FrontRequest, isTextual } from "./request.ts";

/** What an event contains about the front that it came through. */
export interface EventContext {
  readonly accountId: string;
  /** The API's id, or the Function URL's. */
  readonly apiId: string;
  readonly routeKey: string;
  readonly stage: string;
  readonly requestId: string;
  /** As the function sees it: decoded by an HTTP API, as sent by a Function URL. */
  readonly path: string;
  readonly pathParameters?: Readonly<Record<string, string>>;
  readonly stageVariables?: Readonly<Record<string, string>>;
  /** The signer of the request. */
  readonly identity?: Readonly<Record<"accessKey" | "accountId" | "userArn" | "userId", string>>;
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** The time as in access logs: `12/Mar/2020:19:03:58 +0000`. */
export function clfTime(epoch: number): string {
  const [date = "", time = ""] = new Date(epoch).toISOString().split(/[T.]/);
  const [year, month, day] = date.split("-");
  return `${day}/${months[Number(month) - 1]}/${year}:${time} +0000`;
}

/** Decodes a part of a query. Text whose encoding is not valid stays as it is. */
function decode(text: string): string {
  const spaced = text.replaceAll("+", " ");
  try {
    return decodeURIComponent(spaced);
  } catch (error) {
    if (error instanceof URIError) return spaced;
    throw error;
  }
}

/** The parameters of a query, decoded, each with all of its values. */
export function parseQuery(rawQuery: string): Readonly<Record<string, readonly string[]>> {
  const all: Record<string, string[]> = Object.create(null);
  for (const pair of rawQuery.split("&").filter((part) => part !== "")) {
    const [name = "", ...rest] = pair.split("=");
    const values = all[decode(name)] ?? [];
    values.push(decode(rest.join("=")));
    all[decode(name)] = values;
  }
  return all;
}

/** The host name that the request was sent to. */
export function domainOf(request: FrontRequest): string {
  return request.headers.host ?? "";
}

/** The body as an event contains it. */
export function bodyOf(request: FrontRequest): { readonly body?: string; readonly isBase64Encoded: boolean } {
  if (request.body.length === 0) return { isBase64Encoded: false };
  const isText = isTextual(request.headers);
  return { body: request.body.toString(isText ? "utf8" : "base64"), isBase64Encoded: !isText };
}

/** What an event contains about the signer. https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads */
function authorizerOf({ userId, ...identity }: NonNullable<EventContext["identity"]>): object {
  const iam = { ...identity, callerId: userId, userId, cognitoIdentity: null, principalOrgId: null };
  return { authentication: null, authorizer: { iam } };
}

/**
 * The event of payload format 2.0.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function eventV2(request: FrontRequest, context: EventContext): object {
  const query = Object.entries(parseQuery(request.rawQuery)).map(([name, values]) => [name, values.join(",")]);
  const { accountId, apiId, routeKey, stage, requestId, path, pathParameters, stageVariables, identity } = context;
  return {
    version: "2.0",
    routeKey,
    rawPath: path,
    rawQueryString: request.rawQuery,
    ...(request.cookies.length > 0 ? { cookies: request.cookies } : {}),
    headers: request.headers,
    ...(query.length > 0 ? { queryStringParameters: Object.fromEntries(query) } : {}),
    requestContext: {
      accountId,
      apiId,
      ...(identity === undefined ? {} : authorizerOf(identity)),
      domainName: domainOf(request),
      domainPrefix: apiId,
      http: {
        method: request.method,
        path,
        protocol: request.protocol,
        sourceIp: request.sourceIp,
        userAgent: request.headers["user-agent"] ?? "",
      },
      requestId,
      routeKey,
      stage,
      time: clfTime(request.received),
      timeEpoch: request.received,
    },
    ...(pathParameters === undefined ? {} : { pathParameters }),
    ...(stageVariables === undefined ? {} : { stageVariables }),
    ...bodyOf(request),
  };
}
