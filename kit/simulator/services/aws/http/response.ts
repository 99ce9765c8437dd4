import { type ServerResponse, validateHeaderName, validateHeaderValue } from "node:http";
import { parseJson } from "../../../contract/read.ts";
import { toHeaderBytes } from "./header-text.ts";

/** A response that is ready to be sent. */
export interface FrontResponse {
  readonly status: number;
  /** In order, with lower-case names; a name may occur several times. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
}

/**
 * Headers of the connection between the front and its client, and the length, which the front computes.
 * https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1
 */
const dropped = new Set([
  ...[
    "connection",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "content-length",
  ],
]);

/** How a front reads what a function returned. */
export interface ResponseRules {
  /** What a result that is a JSON string becomes: the text, or JSON again. The vendor's pages differ. */
  readonly bareString: "text" | "json";
  /** Whether `multiValueHeaders` is read: payload format 1.0. */
  readonly multiValueHeaders: boolean;
  /** Whether a result without `statusCode` is the body: payload format 2.0. */
  readonly infers: boolean;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function headersOf(
  answer: Readonly<Record<string, unknown>>,
  rules: ResponseRules,
): readonly (readonly [string, string])[] {
  const { headers, multiValueHeaders, cookies } = answer;
  const many = rules.multiValueHeaders && isObject(multiValueHeaders) ? multiValueHeaders : {};
  const single = Object.entries(isObject(headers) ? headers : {})
    .filter(([name, value]) => value !== null && value !== undefined && !Object.hasOwn(many, name))
    .map(([name, value]) => [name.toLowerCase(), textOf(value)] as const);
  const multiple = Object.entries(many).flatMap(([name, values]) =>
    (Array.isArray(values) ? values : [values]).map((value) => [name.toLowerCase(), textOf(value)] as const),
  );
  const set =
    rules.infers && Array.isArray(cookies) ? cookies.map((cookie) => ["set-cookie", textOf(cookie)] as const) : [];
  return [...single, ...multiple, ...set].filter(([name]) => !dropped.has(name));
}

/** A value of JSON as the text of a header. */
function textOf(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function bodyOf(body: unknown, isBase64: boolean): Buffer {
  if (body === undefined || body === null) return Buffer.alloc(0);
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return Buffer.from(text, isBase64 ? "base64" : "utf8");
}

function isValidStatus(status: unknown): boolean {
  return Number.isInteger(Number(status)) && Number(status) >= 200 && Number(status) <= 599;
}

function areValid(headers: FrontResponse["headers"]): boolean {
  try {
    for (const [name, value] of headers) {
      validateHeaderName(name);
      validateHeaderValue(name, toHeaderBytes(value));
    }
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** The head of a response, from what a function returned or from the prelude of a stream. `undefined`: it is malformed. */
export function readHead(answer: unknown, rules: ResponseRules): Omit<FrontResponse, "body"> | undefined {
  if (!isObject(answer)) return undefined;
  const status = answer.statusCode ?? 200;
  const headers = headersOf(answer, rules);
  if (!isValidStatus(status) || !areValid(headers)) return undefined;
  return { status: Number(status), headers };
}

/** A response from what a function returned, as JSON. `undefined`: it is malformed, which is an error for the client. */
export function readResponse(payload: string, rules: ResponseRules): FrontResponse | undefined {
  const answer = parseJson(payload);
  if (answer === undefined) return undefined;
  if (!isObject(answer) || answer.statusCode === undefined) {
    return rules.infers ? infer(answer, payload, rules) : undefined;
  }
  const head = readHead(answer, rules);
  if (head === undefined) return undefined;
  const { body, isBase64Encoded } = answer;
  const hasType = head.headers.some(([name]) => name === "content-type");
  const type = hasType ? [] : [["content-type", "text/plain;charset=UTF-8"] as const];
  return { ...head, headers: [...head.headers, ...type], body: bodyOf(body, isBase64Encoded === true) };
}

/** "If your function returns valid JSON and doesn't return a statusCode", the result is the body. */
function infer(answer: unknown, payload: string, rules: ResponseRules): FrontResponse {
  const isText = typeof answer === "string" && rules.bareString === "text";
  const body = answer === null ? "" : isText ? answer : payload;
  return { status: 200, headers: [["content-type", "application/json"]], body: Buffer.from(body) };
}

/** A message of the front itself. */
export function frontMessage(status: number, body: object | string): FrontResponse {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return { status, headers: [["content-type", "application/json"]], body: Buffer.from(text) };
}

/** Statuses that have no body: https://www.rfc-editor.org/rfc/rfc9110#section-6.4.1 */
export function hasNoBody(status: number): boolean {
  return status < 200 || status === 204 || status === 304;
}

/** Headers as Node.js expects them: values as bytes, and a list of values for a repeated name. */
export function toNodeHeaders(headers: FrontResponse["headers"]): Record<string, string | string[]> {
  const all: Record<string, string | string[]> = {};
  for (const [name, text] of headers) {
    const value = toHeaderBytes(text);
    const before = all[name];
    all[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  }
  return all;
}

/** Sends a response. */
export function send(response: ServerResponse, { status, headers, body }: FrontResponse): void {
  const length = hasNoBody(status) ? {} : { "content-length": body.length };
  response.writeHead(status, { ...toNodeHeaders(headers), ...length });
  response.end(hasNoBody(status) ? undefined : body);
}
