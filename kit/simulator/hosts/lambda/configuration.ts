import type { Readable } from "node:stream";
import type { Content } from "../../contract.ts";

/** What a sandbox needs to know about a function: the part of its configuration that affects how it runs. */
export interface FunctionConfiguration {
  /** The unqualified ARN, unique for each function of an account and region. */
  readonly arn: string;
  readonly name: string;
  readonly region: string;
  readonly handler: string;
  /** `nodejs24.x` */
  readonly runtime: string;
  /** In MB. */
  readonly memory: number;
  /** In seconds. */
  readonly timeout: number;
  /** The function's own environment variables. */
  readonly variables: Readonly<Record<string, string>>;
  /** The execution role that its credentials stand for. */
  readonly role: string;
  readonly logGroup: string;
  readonly logFormat: "Text" | "JSON";
  /** With the JSON format: the lowest level of the function's own lines. */
  readonly applicationLogLevel?: string;
  /** With the JSON format: the lowest level of the platform's lines. */
  readonly systemLogLevel?: string;
  /** Reserved concurrency: the maximum number of concurrent requests. */
  readonly reserved?: number;
  readonly code: Content;
}

/** What a sandbox signs its own requests with. */
export interface RoleCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** One request to a function. */
export interface Invocation {
  /** The event, as JSON. */
  readonly payload: string;
  readonly requestId: string;
  /** The ARN that was invoked, with the qualifier if the caller gave one. */
  readonly invokedArn: string;
  /** The X-Ray header: `Root=1-…;Sampled=0`. */
  readonly traceId: string;
}

/** The outcome of an invocation. */
export type LambdaResult =
  | { readonly kind: "response"; readonly payload: string }
  | { readonly kind: "stream"; readonly contentType: string; readonly body: Readable }
  | { readonly kind: "error"; readonly type: string; readonly message: string; readonly payload: string };

/** An error outcome as Lambda reports it: a JSON object with `errorType` and `errorMessage`. */
export function failed(type: string, message: string): LambdaResult {
  return { kind: "error", type, message, payload: JSON.stringify({ errorType: type, errorMessage: message }) };
}

/** The log stream of a line, and the hash of the code in its sandbox: `undefined` before the code is loaded. */
export interface LineOrigin {
  readonly stream: string;
  readonly code: string | undefined;
}

/** Receives the lines of a sandbox, both the platform's and the function's. */
export type LogSink = (line: string, origin: LineOrigin) => void;

/** Quotas that the host enforces. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const quotas = {
  /** Largest buffered request and response, in bytes. */
  payload: 6 * 1_024 * 1_024,
  /** Largest event of an asynchronous invocation, in bytes. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
  event: 1_024 * 1_024,
  /** Largest streamed response, in bytes. */
  stream: 20 * 1_024 * 1_024,
  /** Concurrent executions of an account. */
  concurrency: 1_000,
  /** Concurrent executions that reservations must leave to other functions. */
  unreserved: 100,
  /**
   * How long a sandbox is used, in milliseconds: "Lambda terminates execution environments every few hours".
   * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
   */
  sandboxTime: 6 * 3_600_000,
  /** How long a function may take to initialise, in milliseconds. */
  initialisation: 10_000,
} as const;
