import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Invocation } from "../invocation.ts";
import type { LogLevel } from "../logger.ts";
import { type Background, collectBackground } from "./background.ts";
import { deadlineIn } from "./deadline.ts";

/**
 * What the Functions Framework hands over: Express's request, whose body was read.
 * https://cloud.google.com/functions/docs/writing/write-http-functions#parsing_http_requests
 */
export interface FunctionRequest extends IncomingMessage {
  readonly originalUrl?: string;
  readonly rawBody?: Buffer;
  /** The platform's id of the request; the framework generates one where it is missing. */
  readonly executionId?: string;
}

/** What the Functions Framework calls. */
export type CloudFunction = (request: FunctionRequest, response: ServerResponse) => Promise<void>;

/** https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry#LogSeverity */
export const severity: Readonly<Record<LogLevel, string>> = {
  debug: "DEBUG",
  info: "INFO",
  warn: "WARNING",
  error: "ERROR",
};

/** Writes a line to where Cloud Logging reads. https://cloud.google.com/functions/docs/monitoring/logging#writing_structured_logs */
export function write(_level: LogLevel, line: string): void {
  process.stdout.write(`${line}\n`);
}

/**
 * When requests arrived, in milliseconds since 1970. The platform's timeout counts from then, and the framework reads the
 * whole body before it calls the function. https://nodejs.org/api/diagnostics_channel.html#http
 */
function noteArrivals(): WeakMap<object, number> {
  const arrivals = new WeakMap<object, number>();
  subscribe("http.server.request.start", (message) => {
    arrivals.set((message as { readonly request: IncomingMessage }).request, Date.now());
  });
  return arrivals;
}

/** Begins a run, whatever has triggered it. */
export type Begin = (request: FunctionRequest) => Invocation & Background;

/**
 * Called once for each instance, before the first request arrives.
 *
 * @param timeout - In seconds.
 */
export function createBegin(timeout: number): Begin {
  const arrivals = noteArrivals();
  return (request) => {
    const { executionId = "" } = request;
    const deadline = deadlineIn(timeout * 1_000, arrivals.get(request));
    return {
      // It comes from a header, in which a client can send anything.
      id: /^[\w-]{8,64}$/.test(executionId) ? executionId : crypto.randomUUID(),
      deadline,
      write,
      ...collectBackground(deadline),
    };
  };
}
