import { type IncomingMessage, type ServerResponse, request as send } from "node:http";
import { passedHeaders } from "../headers.ts";
import { passOn } from "../pass-on.ts";
import { cloudflareHeaders, type ErrorResponse, newRay, sendAnswer, threw, tooLarge } from "./answers.ts";
import { type Bodies, hasBody } from "./bodies.ts";
import { bodyHeader, lengthHeader, outcomeHeader, targetHeader } from "./edge.ts";

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
  ...["cdn-loop", "host", "content-length", "transfer-encoding", targetHeader, bodyHeader, lengthHeader],
];

/** The target of a request: the port of a runtime, one of its Workers, and the host that the Worker sees. */
export interface WorkerAddress {
  readonly port: number;
  readonly worker: string;
  readonly host: string;
}

/** Streams a request to a Worker, and its response back. Resolves when the exchange is over. */
export function forward(
  request: IncomingMessage,
  response: ServerResponse,
  { port, worker, host }: WorkerAddress,
  bodies: Bodies,
): Promise<void> {
  return new Promise((resolve) => {
    // The client has disconnected while the request waited: its "close" event will not come again.
    if (response.destroyed) return resolve();
    const ray = newRay();
    const body = hasBody(request) ? bodies.offer(request, () => fail(tooLarge)) : undefined;
    const headers = [
      ...passedHeaders(request.rawHeaders, replaced),
      ...["host", host, targetHeader, worker],
      ...cloudflareRequestHeaders(request, ray),
      ...bodyHeaders(request, body),
    ];
    const { method = "GET" } = request;
    const path = pathOf(request);
    // A connection of its own: workerd might close a kept-alive one just when it is used again.
    const options = { host: "127.0.0.1", port, agent: false, method, path, headers } as const;
    const onward = send(options, (back) => {
      if (!passBack(back, response, ray)) fail(threw);
    });
    const finish = (): void => {
      if (body === undefined) request.resume();
      else bodies.withdraw(body);
      onward.destroy();
      resolve();
    };
    const fail = (answer: ErrorResponse): void => {
      sendAnswer(answer, response);
      finish();
    };
    onward.on("error", () => fail(threw));
    // The header that asks for a protocol switch is not forwarded, so the Worker must not switch.
    onward.on("upgrade", () => fail(threw));
    response.once("close", finish);
    onward.end();
  });
}

/** Tells the edge where the body is, and the length that the client declared. */
function bodyHeaders({ headers }: IncomingMessage, body: string | undefined): readonly string[] {
  const length = headers["content-length"];
  return [
    ...["content-length", "0"],
    ...(body === undefined ? [] : [bodyHeader, body]),
    ...(length === undefined ? [] : [lengthHeader, length]),
  ];
}

/** The path with its query. A request line may also contain an absolute URL: https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2 */
function pathOf({ url = "/" }: IncomingMessage): string {
  if (url.startsWith("/") || !URL.canParse(url)) return url;
  const { pathname, search } = new URL(url);
  return pathname + search;
}

/** Whether a request names a host and a path. Cloudflare itself answers those that do not. */
export function isWellFormed(request: IncomingMessage, host: string): boolean {
  return pathOf(request).startsWith("/") && /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i.test(host);
}

/** Streams the Worker's response back. Returns whether there is one. */
function passBack(back: IncomingMessage, response: ServerResponse, ray: string): boolean {
  if (back.headers[outcomeHeader] !== undefined) return false;
  const headers = [...cloudflareHeaders(ray), ...passedHeaders(back.rawHeaders, ["server", "cf-ray"])];
  return passOn(back, response, headers);
}
