import type { ServeSettings } from "../../../../spec/index.ts";
import { LightBody } from "../../../light/body.ts";
import type { Drivers } from "../../../links.ts";
import { begin, type LambdaContext } from "../../../platform/runs/aws.ts";
import type { Background } from "../../../platform/runs/background.ts";
import type { HttpDefinition } from "../definition.ts";
import { limitWholeBody } from "../middleware/body-limit.ts";
import type { HttpMiddleware } from "../middleware/compose.ts";
import { buildRequest, type Drop, toHeaders, toUrl } from "../request.ts";
import { plainHeaders } from "../response.ts";
import { type Respond, start } from "../start.ts";

/**
 * The event of an HTTP API with payload format 2.0, and of a Function URL, which has the same form.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
 */
interface HttpEvent {
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
  readonly body?: string | null;
  readonly isBase64Encoded?: boolean;
  readonly requestContext: {
    readonly domainName: string;
    readonly http: { readonly method: string; readonly sourceIp: string };
  };
}

/** What goes before a body: also the prelude of a streamed response. */
export interface ResultHead {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
}

interface HttpResult extends ResultHead {
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

/** What Lambda calls. */
export type LambdaHandler = (event: unknown, context: LambdaContext) => Promise<unknown>;

/** Makes the handler that Lambda calls, which answers whole responses. */
export function serve(
  definition: HttpDefinition,
  settings: ServeSettings<"http">,
  drivers: Drivers = {},
  layers: readonly HttpMiddleware[] = [],
): LambdaHandler {
  const answer = start(definition, settings, drivers, {
    ...{ layers, limitBody: limitWholeBody, cloud: "aws", environment: process.env },
  });
  return async (event, context) => {
    const { response, settled } = await respond(answer, event, context);
    const result = await toResult(response);
    await settled();
    return result;
  };
}

/** The response to an event, and what waits for the work that it leaves behind. */
interface Handled extends Pick<Background, "settled"> {
  readonly response: Response;
}

export async function respond(answer: Respond, given: unknown, context: LambdaContext): Promise<Handled> {
  const { settled, ...invocation } = begin(context);
  const event = isHttpEvent(given) ? given : undefined;
  const clientAddress = event?.requestContext.http.sourceIp;
  const response = await answer((drop) => toRequest(event, drop), { ...invocation, clientAddress });
  return { response, settled };
}

function areStrings(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.values(value).every((item) => typeof item === "string");
}

function isHttpEvent(event: unknown): event is HttpEvent {
  const given: Partial<HttpEvent> = Object(event);
  const { rawPath, rawQueryString, headers, cookies = [], body } = given;
  const { domainName, http }: Partial<HttpEvent["requestContext"]> = Object(given.requestContext);
  const { method, sourceIp }: Partial<HttpEvent["requestContext"]["http"]> = Object(http);
  return (
    areStrings([rawPath, rawQueryString, domainName, method, sourceIp, body ?? ""]) &&
    areStrings(headers) &&
    Array.isArray(cookies) &&
    areStrings(cookies)
  );
}

/**
 * An HTTP API hands over the path decoded, a Function URL as it was sent. Characters that are allowed in a path stay as they are;
 * others are encoded again, so that neither a `?` nor an incomplete escape is taken for something else.
 */
function toPath(path: string): string {
  // Nearly every path is of this kind, and the expression below takes time to compile in a cold start.
  if (/^[!$&-;=@-Z[\]_a-z~]*$/.test(path)) return path;
  return path.toWellFormed().replace(/%(?![\da-f]{2})|[^!$-;=@-Z[\]_a-z~%]/giu, encodeURIComponent);
}

/** A string stays one, unless there is no content type: `Request` would add one. */
function toBody({ body, isBase64Encoded }: HttpEvent, headers: Headers): string | Uint8Array | null {
  if (!body) return null;
  if (isBase64Encoded) return Buffer.from(body, "base64");
  return headers.has("content-type") ? body : Buffer.from(body);
}

/**
 * A header's value as every HTTP server of Node shows it, one character for each byte. AWS hands it over as the text that the
 * bytes are in UTF-8, as Cloudflare sends cities.
 * https://developers.cloudflare.com/rules/transform/managed-transforms/reference/#encoding-of-non-ascii-header-values
 * https://github.com/honojs/hono/issues/4432
 */
function toBytes(text: string): string {
  return Buffer.byteLength(text) === text.length ? text : Buffer.from(text).toString("latin1");
}

function toRequest(event: HttpEvent | undefined, drop: Drop): Request {
  if (event === undefined) throw new TypeError("The event is not from an HTTP API or a Function URL.");
  const { rawPath, rawQueryString, cookies, requestContext } = event;
  const given = Object.entries(event.headers);
  if (cookies !== undefined && cookies.length > 0) given.push(["cookie", cookies.join("; ")]);
  const headers = toHeaders(
    given.map(([name, value]) => [name, toBytes(value)] as const),
    drop,
  );
  const protocol = headers.get("x-forwarded-proto") === "http" ? "http" : "https";
  const query = rawQueryString === "" ? "" : `?${rawQueryString}`;
  return buildRequest({
    url: toUrl(protocol, headers.get("host") ?? requestContext.domainName, `${toPath(rawPath)}${query}`),
    method: requestContext.http.method,
    headers,
    body: toBody(event, headers),
  });
}

const isUtf8 = (bytes: Uint8Array): boolean => process.getBuiltinModule("node:buffer").isUtf8(bytes);

/**
 * Header values have one character for each byte, and AWS writes the text of an answer's headers as UTF-8: bytes that are UTF-8
 * already are decoded first, so that they arrive unchanged.
 */
function toText(value: string): string {
  if (Buffer.byteLength(value) === value.length) return value;
  const bytes = Buffer.from(value, "latin1");
  return isUtf8(bytes) ? bytes.toString() : value;
}

export function toHead(response: Response): ResultHead {
  const headers = plainHeaders(response);
  for (const name in headers) headers[name] = toText(headers[name] ?? "");
  return { statusCode: response.status, headers, cookies: response.headers.getSetCookie().map(toText) };
}

/** A body that is valid UTF-8 travels as it is, whatever it is; any other as base64. */
async function toResult(response: Response): Promise<HttpResult> {
  const head = toHead(response);
  const content = response instanceof LightBody ? await LightBody.content(response) : await response.bytes();
  if (typeof content === "string") return { ...head, body: content, isBase64Encoded: false };
  const isText = isUtf8(content);
  const { buffer, byteOffset, byteLength } = content;
  const body = Buffer.from(buffer, byteOffset, byteLength).toString(isText ? "utf8" : "base64");
  return { ...head, body, isBase64Encoded: !isText };
}
