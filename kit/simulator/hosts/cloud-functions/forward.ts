import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock } from "../../contract.ts";
import { passedHeaders } from "../headers.ts";
import { passOn } from "../pass-on.ts";
import {
  type FrontEndResponse,
  responseTooLarge,
  sendAnswer,
  tooLarge,
  unavailable,
  upstreamTimeout,
} from "./answers.ts";
import type { Instance } from "./instance.ts";

/** The largest request, and the largest response that is not sent in chunks. https://cloud.google.com/run/quotas */
export const largestMessage = 32 * 1_024 * 1_024;

/** Headers that the platform adds. https://cloud.google.com/functions/docs/reference/headers */
function platformHeaders(request: IncomingMessage, trace: string): readonly string[] {
  const client = request.socket.remoteAddress ?? "";
  const before = request.headers["x-forwarded-for"];
  return [
    ...["x-forwarded-for", before === undefined ? client : `${before}, ${client}`],
    ...["x-forwarded-proto", "encrypted" in request.socket ? "https" : "http"],
    ...traceHeaders(request.headers, trace),
  ];
}

/** The trace headers of a request, unless it has its own. https://cloud.google.com/run/docs/trace */
export function traceHeaders(given: IncomingMessage["headers"], trace: string): readonly string[] {
  const span = randomBytes(8);
  const added: string[] = [];
  if (given["x-cloud-trace-context"] === undefined) {
    added.push("x-cloud-trace-context", `${trace}/${span.readBigUInt64BE()}`);
  }
  if (given.traceparent === undefined) added.push("traceparent", `00-${trace}-${span.toString("hex")}-00`);
  return added;
}

/** The options of {@link forward}. */
export interface Forwarding {
  readonly clock: Clock;
  /** In seconds. */
  readonly timeout: number;
  report(severity: "WARNING" | "ERROR", message: string): void;
}

/** Streams a request to an instance, and its response back. Resolves when the exchange is over. */
export function forward(
  request: IncomingMessage,
  response: ServerResponse,
  instance: Instance,
  how: Forwarding,
): Promise<void> {
  return new Promise((resolve) => {
    // The client has disconnected while the request waited: its "close" event will not come again.
    if (response.destroyed) return resolve();
    const trace = randomBytes(16).toString("hex");
    const headers = [
      ...platformHeaders(request, trace),
      ...passedHeaders(request.rawHeaders, ["x-forwarded-for", "x-forwarded-proto"]),
    ];
    const { method = "GET", url: path = "/" } = request;
    let returned: IncomingMessage | undefined;
    const onward = instance.request({ method, path, headers }, (back) => {
      returned = back;
      if (Number(back.headers["content-length"] ?? 0) > largestMessage)
        fail(responseTooLarge, reports.responseTooLarge);
      else if (!passBack(back, response, trace)) fail(unavailable, reports.broken);
    });
    let over = false;
    const finish = (): void => {
      if (over) return;
      over = true;
      cancel();
      onward.destroy();
      resolve();
    };
    const fail = (answer: FrontEndResponse, message: string): void => {
      if (over) return;
      how.report("ERROR", message);
      sendAnswer(answer, response);
      request.resume();
      finish();
    };
    const cancel = countTime(onward, how, () => returned?.complete || fail(upstreamTimeout, reports.timedOut));
    onward.on("error", () => void instance.settled().then(() => fail(unavailable, reports.broken)));
    onward.on("upgrade", () => fail(unavailable, reports.broken));
    response.once("close", finish);
    pass(request, onward, () => fail(tooLarge, reports.requestTooLarge));
  });
}

/**
 * Starts the timeout of a request, from when it reaches the instance. Returns a function that ends it.
 * https://docs.cloud.google.com/run/docs/configuring/request-timeout
 */
export function countTime(
  onward: ReturnType<Instance["request"]>,
  { clock, timeout }: Forwarding,
  onTimeout: () => unknown,
): () => void {
  // A response that arrived in time counts, even if this process was too busy to read it: timers run before sockets are
  // read. https://nodejs.org/learn/asynchronous-work/event-loop-timers-and-nexttick#phases-overview
  const cut = (): unknown => setImmediate(onTimeout);
  let isOver = false;
  let cancel = (): void => {};
  const begin = (): void => {
    if (!isOver) cancel = clock.after(timeout * 1_000, cut);
  };
  onward.once("socket", (socket) => socket.once("connect", begin));
  return () => {
    isOver = true;
    cancel();
  };
}

/** The log lines of the platform about requests that it answers itself. */
export const reports = {
  timedOut:
    "The request has been terminated because it has reached the maximum request timeout. To change this limit, see " +
    "https://cloud.google.com/run/docs/configuring/request-timeout",
  broken:
    "The request failed because either the HTTP response was malformed or connection to the instance had an error.",
  responseTooLarge: "Response size was too large. Please consider reducing response size.",
  requestTooLarge: "The request was larger than 32 MiB. See https://cloud.google.com/run/quotas",
} as const;

/** Forwards the request's body, up to the largest size. */
function pass(request: IncomingMessage, onward: ReturnType<Instance["request"]>, onTooLarge: () => void): void {
  let size = 0;
  request.on("data", (part: Buffer) => {
    size += part.byteLength;
    if (size > largestMessage) {
      onTooLarge();
      return;
    }
    if (onward.destroyed || onward.write(part)) return;
    request.pause();
    onward.once("drain", () => request.resume());
  });
  request.once("end", () => onward.end());
  request.once("error", () => onward.destroy());
}

/** Whether a request declares a length that is too large. */
export function isTooLarge(request: IncomingMessage): boolean {
  return Number(request.headers["content-length"] ?? 0) > largestMessage;
}

/** Streams the instance's response back. Returns whether that could begin. */
function passBack(back: IncomingMessage, response: ServerResponse, trace: string): boolean {
  const own = ["x-cloud-trace-context", trace, "server", "Google Frontend"];
  return passOn(back, response, [...own, ...passedHeaders(back.rawHeaders, ["server", "x-cloud-trace-context"])]);
}
