import { request as requestPlain } from "node:http";
import { request as requestSecure } from "node:https";
import { text } from "node:stream/consumers";
import { FourfoldError } from "../../spec/index.ts";
import type { ApiAnswer } from "./contract.ts";

/** A request to a full address. */
export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** How often a connection says that it is still there while its answer is waited for, in milliseconds: routers forget silent ones. */
const sign = 30_000;

/**
 * Sends a request and waits for its answer as long as it takes. `fetch` gives up what sends no headers for five minutes, and a
 * function may run for longer: https://nodejs.org/api/globals.html#fetch (undici's `headersTimeout`)
 */
export async function sendHttp({ method, url, headers, body }: HttpRequest): Promise<ApiAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<ApiAnswer>();
  const request = (url.protocol === "https:" ? requestSecure : requestPlain)(url, { method, headers }, (response) => {
    const answer = { status: response.statusCode ?? 0, headers: flat(response.headersDistinct) };
    text(response).then((whole) => resolve({ ...answer, body: whole }), reject);
  });
  // https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html: "configure your HTTP client … to allow for long connections"
  request.setSocketKeepAlive(true, sign);
  request.once("error", reject).end(body);
  return promise;
}

const flat = (headers: NodeJS.Dict<string[]>): ApiAnswer["headers"] =>
  Object.fromEntries(Object.entries(headers).map(([name, values]) => [name, values?.join(", ")]));

/** Where the vendors' APIs say in an error what is wrong. */
const messages = [
  /"(?:m|M)essage"\s*:\s*("(?:[^"\\]|\\.)*")/, // JSON of all four
  /"error_description"\s*:\s*("(?:[^"\\]|\\.)*")/, // https://www.rfc-editor.org/rfc/rfc6749#section-5.2
  /<Message>([^<]*)<\/Message>/, // AWS's older services
];

/** What an error says, in a vendor's words. */
function messageIn(body: string): string {
  const found = messages.map((pattern) => pattern.exec(body)?.[1]).find((text) => text !== undefined);
  if (found === undefined) return body.trim().slice(0, 200);
  return found.startsWith('"') ? String(JSON.parse(found)) : found;
}

/**
 * What a vendor's API answers, whatever its status.
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
 * What a vendor's API answers when it does what is asked.
 * @throws FourfoldError `ERR_CLOUD` when nothing answers, or the answer is 400 or more.
 */
export async function askApi(where: string, request: HttpRequest): Promise<ApiAnswer> {
  const answer = await tryApi(where, request);
  if (answer.status < 400) return answer;
  const said = messageIn(answer.body).replace(/\.$/, "");
  throw new FourfoldError("ERR_CLOUD", {
    where,
    what: `it answered ${answer.status}${said === "" ? "" : `: ${said}`}.`,
    fix: [401, 403].includes(answer.status)
      ? "Act as somebody who may do that: docs/invoke.md says where credentials are taken from."
      : "See whether the stack is deployed as its state says: `pulumi refresh`.",
  });
}
