import { request as requestPlain } from "node:http";
import { request as requestSecure } from "node:https";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import * as v from "valibot";
import { FourfoldError } from "../../spec/index.ts";
import { createMask, isSecretName } from "../terminal/secrets.ts";
import type { ApiAnswer } from "./contract.ts";

/** A request to a URL. */
export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** Whether it is retried, for minutes, when there were too many requests. @default false */
  readonly isPatient?: boolean | undefined;
}

/**
 * The URL of a path of an API. The base may have a path itself, as Cloudflare's API does.
 * @throws FourfoldError `ERR_USAGE` if the base, which may come from a variable, is not a URL.
 */
export function addressIn(where: string, base: string, path: string): URL {
  const url = URL.parse(base.replace(/\/$/, "") + path);
  if (url !== null && /^https?:$/.test(url.protocol)) return url;
  const what = `${JSON.stringify(base)} is not an HTTP address.`;
  throw new FourfoldError("ERR_USAGE", { where, what, fix: "Correct the variable that names it." });
}

/** The interval of keep-alive packets while a response is awaited, in milliseconds: routers drop silent connections. */
const sign = 30_000;

/**
 * The maximum size of a response's headers, in bytes. Node's default is 16 KB, and Service Bus puts 64 KB of a message's properties there:
 * https://learn.microsoft.com/azure/service-bus-messaging/service-bus-quotas
 */
const mostHeaders = 131_072;

/**
 * Sends a request and waits for its response as long as it takes. `fetch` gives up after five minutes without headers, and a
 * function may run for longer: https://nodejs.org/api/globals.html#fetch (undici's `headersTimeout`)
 */
export async function sendHttp({ method, url, headers, body }: HttpRequest): Promise<ApiAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<ApiAnswer>();
  const options = { method, headers, maxHeaderSize: mostHeaders };
  const request = (url.protocol === "https:" ? requestSecure : requestPlain)(url, options, (response) => {
    const { statusCode: status = 0, headersDistinct, rawHeaders } = response;
    const answer = { status, headers: flat(headersDistinct), sent: pairsOf(rawHeaders) };
    text(response).then((whole) => resolve({ ...answer, body: whole }), reject);
  });
  // https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html: "configure your HTTP client … to allow for long connections"
  request.setSocketKeepAlive(true, sign);
  request.once("error", reject).end(body);
  return promise;
}

const flat = (headers: NodeJS.Dict<string[]>): ApiAnswer["headers"] =>
  Object.fromEntries(Object.entries(headers).map(([name, values]) => [name, values?.join(", ")]));

const pairsOf = (list: readonly string[]): ApiAnswer["sent"] =>
  list.flatMap((name, index) => (index % 2 === 0 ? [[name, list[index + 1] ?? ""] as const] : []));

/** Where the vendors' APIs put an error's message. */
const messages = [
  /"(?:m|M)essage"\s*:\s*("(?:[^"\\]|\\.)*")/, // JSON of all four
  /"error_description"\s*:\s*("(?:[^"\\]|\\.)*")/, // https://www.rfc-editor.org/rfc/rfc6749#section-5.2
  /<Message>([^<]*)<\/Message>/, // AWS's older services
  /<Detail>([^<]*)<\/Detail>/, // Service Bus: https://learn.microsoft.com/rest/api/servicebus/send-message-to-queue
];

/** The message of a vendor's error. */
function messageIn(body: string): string {
  const found = messages.map((pattern) => pattern.exec(body)?.[1]).find((text) => text !== undefined);
  if (found === undefined) return body.trim().slice(0, 200);
  const quoted = v.safeParse(v.pipe(v.string(), v.parseJson(), v.string()), found);
  return quoted.success ? quoted.output : found;
}

/**
 * The response of a vendor's API, whatever its status.
 * @param where - The API, as messages name it: `AWS, lambda`.
 * @throws FourfoldError `ERR_CLOUD` when nothing answers.
 */
export async function tryApi(where: string, request: HttpRequest): Promise<ApiAnswer> {
  try {
    return await sendHttp(request);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const what = `${request.url.host} does not answer: ${reason}.`;
    throw new FourfoldError("ERR_CLOUD", { where, what, fix: "See whether it can be reached from here.", cause });
  }
}

/**
 * Masks the secrets of a request in texts of its response. AWS quotes the session token when a signature is wrong:
 * https://github.com/amzn/selling-partner-api-models/issues/1900
 */
function maskOf({ headers }: HttpRequest): (text: string) => string {
  const secrets = Object.entries(headers).flatMap(([name, value]) => (isSecretName(name) ? [value] : []));
  // Also without the authentication scheme: https://www.rfc-editor.org/rfc/rfc9110#section-11.4
  return createMask([...secrets, ...secrets.map((value) => value.replace(/^\S+ /, ""))]);
}

/** The waits after each response that there were too many requests, in seconds. */
const waits = [1, 2, 4, 8, 16, 32, 60, 60, 60, 60];

/** Retries until there are not too many requests any more, or after the last wait. */
async function askPatiently(where: string, request: HttpRequest): Promise<ApiAnswer> {
  for (const wait of waits) {
    const answer = await tryApi(where, request);
    if (answer.status !== 429) return answer;
    // https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3: seconds, or a date, which none of these vendors sends
    const asked = Number(answer.headers["retry-after"] ?? Number.NaN);
    await sleep(1_000 * (asked >= 0 ? Math.min(asked, 300) : wait));
  }
  return tryApi(where, request);
}

/**
 * The successful response of a vendor's API.
 * @throws FourfoldError `ERR_CLOUD` when nothing answers, or the status is 400 or higher.
 */
export async function askApi(where: string, request: HttpRequest): Promise<ApiAnswer> {
  const answer = await (request.isPatient ? askPatiently : tryApi)(where, request);
  if (answer.status < 400) return answer;
  const said = messageIn(maskOf(request)(answer.body)).replace(/\.$/, "");
  throw new FourfoldError("ERR_CLOUD", {
    where,
    what: `it answered ${answer.status}${said === "" ? "" : `: ${said}`}.`,
    fix: [401, 403].includes(answer.status)
      ? "Act as somebody who may do that: docs/invoke.md says where credentials are taken from."
      : "See whether the stack is deployed as its state says: `pulumi refresh`.",
  });
}
