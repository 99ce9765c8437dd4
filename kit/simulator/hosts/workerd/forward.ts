import { type Agent, type ClientRequest, type IncomingMessage, type ServerResponse, request as send } from "node:http";
import { passedHeaders } from "../headers.ts";
import { type Answer, cloudflareHeaders, give, newRay, threw, tooLarge } from "./answers.ts";
import { outcomeHeader, targetHeader } from "./edge.ts";

/** The largest request of free and pro plans. https://developers.cloudflare.com/workers/platform/limits/#request-and-response-limits */
const largestRequest = 100_000_000;

/** Headers that Cloudflare sets itself, whatever the client says. https://developers.cloudflare.com/fundamentals/reference/http-headers/ */
function cloudflareRequestHeaders(request: IncomingMessage, ray: string): readonly string[] {
  const client = request.socket.remoteAddress ?? "";
  const scheme = "encrypted" in request.socket ? "https" : "http";
  const before = request.headers["x-forwarded-for"];
  return [
    ...["cf-connecting-ip", client, "x-real-ip", client],
    ...["x-forwarded-for", before === undefined ? client : `${before},${client}`],
    ...["x-forwarded-proto", scheme, "cf-visitor", JSON.stringify({ scheme })],
    ...["cf-ray", ray, "cf-ipcountry", "XX", "cdn-loop", "cloudflare; loops=1"],
  ];
}

const replaced: readonly string[] = [
  ...["cf-connecting-ip", "x-real-ip", "x-forwarded-for", "x-forwarded-proto", "cf-visitor", "cf-ray", "cf-ipcountry"],
  ...["cdn-loop", targetHeader],
];

/** Where a request goes: the port of a runtime, one of its Workers, and the host that the Worker sees. */
export interface Target {
  readonly port: number;
  readonly worker: string;
  readonly host: string;
  readonly agent: Agent;
}

/** Passes a request to a Worker and its response back, as both come. Resolves when the exchange is over. */
export function forward(request: IncomingMessage, response: ServerResponse, target: Target): Promise<void> {
  return new Promise((resolve) => {
    const ray = newRay();
    const headers = [
      ...passedHeaders(request.rawHeaders, [...replaced, "host"]),
      ...["host", target.host, targetHeader, target.worker],
      ...cloudflareRequestHeaders(request, ray),
    ];
    const { method = "GET" } = request;
    const path = pathOf(request);
    const { port, agent } = target;
    const onward = send({ host: "127.0.0.1", port, agent, method, path, headers }, (back) =>
      passBack(back, response, ray),
    );
    const finish = (): void => {
      onward.destroy();
      resolve();
    };
    const fail = (answer: Answer): void => {
      give(answer, response);
      request.resume();
      finish();
    };
    onward.on("error", () => fail(threw));
    response.once("close", finish);
    pass(request, onward, () => fail(tooLarge));
  });
}

/** The path with its query. A request line may also have a whole URL: https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2 */
function pathOf({ url = "/" }: IncomingMessage): string {
  if (url.startsWith("/") || !URL.canParse(url)) return url;
  const { pathname, search } = new URL(url);
  return pathname + search;
}

/** Whether a request names a host and a path. Cloudflare itself answers those that do not. */
export function isWellFormed(request: IncomingMessage, host: string): boolean {
  return pathOf(request).startsWith("/") && /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i.test(host);
}

/** Whether a request says of itself that it is too large. */
export function isTooLarge(request: IncomingMessage): boolean {
  return Number(request.headers["content-length"] ?? 0) > largestRequest;
}

/** Writes the request's body on, up to the largest size. */
function pass(request: IncomingMessage, onward: ClientRequest, onTooLarge: () => void): void {
  let size = 0;
  request.on("data", (part: Buffer) => {
    const before = size;
    size += part.byteLength;
    if (size > largestRequest) {
      if (before <= largestRequest) onTooLarge();
      return;
    }
    if (onward.destroyed || onward.write(part)) return;
    request.pause();
    onward.once("drain", () => request.resume());
  });
  request.once("end", () => onward.end());
  request.once("error", () => onward.destroy());
}

/** Sends the Worker's response on while it comes. */
function passBack(back: IncomingMessage, response: ServerResponse, ray: string): void {
  if (back.headers[outcomeHeader] !== undefined) {
    back.resume();
    give(threw, response);
    return;
  }
  response.writeHead(back.statusCode ?? threw.status, [
    ...passedHeaders(back.rawHeaders, ["server", "cf-ray"]),
    ...cloudflareHeaders(ray),
  ]);
  response.flushHeaders();
  // A Worker that fails in the middle breaks the response as well, so that nobody takes a part for the whole.
  back.once("aborted", () => response.destroy());
  back.pipe(response);
}
