import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { InvocationResult } from "../../contract.ts";
import {
  type AdmittedRequest,
  type FrontEndResponse,
  responseTooLarge,
  unavailable,
  upstreamTimeout,
} from "./answers.ts";
import { countTime, type Forwarding, largestMessage, reports, traceHeaders } from "./forward.ts";
import type { Instance } from "./instance.ts";

/** A request of one of Google's own services: Cloud Scheduler, a push subscription of Pub/Sub, Eventarc. */
export interface Call {
  /** The function's URL, which may have a path and a query. */
  readonly url: string;
  /** @default "POST" */
  readonly method?: string;
  /** Includes a token in `authorization`, unless anyone may call the function. */
  readonly headers?: Readonly<Record<string, string>>;
  /** @default empty */
  readonly body?: string | Uint8Array;
}

/** The result of a call. It succeeded if its status is from 200 to 299. Its id is in every log line as `execution_id`. */
export type CallResult = InvocationResult & { readonly status: number; readonly body: string };

/** A call as the function receives it. */
export interface PreparedCall extends AdmittedRequest {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly body: Uint8Array;
}

/** Prepares a call as the front of a function does. https://cloud.google.com/functions/docs/reference/headers */
export function prepare({ url, method = "POST", headers = {}, body = "" }: Call): PreparedCall {
  const { host, pathname, search } = new URL(url);
  const id = randomBytes(6).toString("hex");
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  const given = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  const own = { host, "content-length": String(bytes.byteLength), "x-forwarded-proto": "https" };
  const all: Record<string, string> = { ...Object.fromEntries(given), ...own, "function-execution-id": id };
  const path = pathname + search;
  return {
    id,
    method,
    path,
    url: path,
    body: bytes,
    headers: all,
    rawHeaders: Object.entries(all).flat(),
    isInternal: true,
  };
}

/** The result when the platform answers instead of the function. */
export function answered({ id }: PreparedCall, { status, body }: FrontEndResponse): CallResult {
  return resultOf(id, status, body);
}

function resultOf(id: string, status: number, body: string): CallResult {
  if (status >= 200 && status < 300) return { ok: true, id, status, body };
  return { ok: false, id, status, body, failure: `The function answered ${status}.` };
}

/** Passes a call to an instance. Resolves with its complete response. */
export function passCall(prepared: PreparedCall, instance: Instance, how: Forwarding): Promise<CallResult> {
  const { id, method, path, headers, rawHeaders, body } = prepared;
  return new Promise((resolve) => {
    let over = false;
    const settle = (result: () => CallResult): void => {
      if (over) return;
      over = true;
      cancel();
      onward.destroy();
      resolve(result());
    };
    const fail = (answer: FrontEndResponse, message: string): void =>
      settle(() => {
        how.report("ERROR", message);
        return answered(prepared, answer);
      });
    const breakOff = (): void => void instance.settled().then(() => fail(unavailable, reports.broken));
    const trace = traceHeaders(headers, randomBytes(16).toString("hex"));
    let returned: IncomingMessage | undefined;
    const onward = instance.request({ method, path, headers: [...rawHeaders, ...trace] }, (response) => {
      returned = response;
      const tooLarge = (): void => fail(responseTooLarge, reports.responseTooLarge);
      gather(response, tooLarge).then((text) => settle(() => resultOf(id, response.statusCode ?? 0, text)), breakOff);
    });
    const cancel = countTime(onward, how, () => returned?.complete || fail(upstreamTimeout, reports.timedOut));
    onward.on("error", breakOff);
    onward.on("upgrade", breakOff);
    onward.end(body);
  });
}

async function gather(response: IncomingMessage, onTooLarge: () => void): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response) {
    size += part.length;
    if (size > largestMessage) onTooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}

/** An event with its context. https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md */
export interface CloudEvent {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  /** Further attributes: `time`, `subject`, and extensions of the source. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** JSON. @default none */
  readonly data?: unknown;
}

/**
 * The request that delivers an event: its context in headers, its data as the body.
 * https://cloud.google.com/eventarc/docs/event-format, https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md#31-binary-content-mode
 */
export function cloudEventCall(url: string, event: CloudEvent, headers: Readonly<Record<string, string>> = {}): Call {
  const { id, source, type, attributes = {}, data } = event;
  const context = Object.entries({ ...attributes, id, source, type, specversion: "1.0" });
  const content = data === undefined ? {} : { "content-type": "application/json" };
  return {
    url,
    headers: {
      ...headers,
      ...content,
      ...Object.fromEntries(context.map(([name, value]) => [`ce-${name}`, encodeValue(value)])),
    },
    ...(data === undefined ? {} : { body: JSON.stringify(data) }),
  };
}

/** Percent-encodes what an event's headers must not contain. https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md#3132-http-header-values */
function encodeValue(value: string): string {
  return value.replace(/[^\x21\x23\x24\x26-\x7e]/gu, (character) =>
    [...Buffer.from(character)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join(""),
  );
}
