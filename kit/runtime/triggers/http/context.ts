import type { Cloud } from "../../../spec/index.ts";
import type { Logger } from "../../logger.ts";

/** What a handler knows of the request it answers, besides the request. */
export interface HttpContext {
  /** The request's id: the caller's `x-request-id`, otherwise the platform's. It is in every log line and answer. */
  readonly requestId: string;
  /** When the request must be answered, in milliseconds since 1970. Then it is answered 504. */
  readonly deadline: number;
  /** Writes log lines that carry the request's id. */
  readonly log: Logger;
  /** Whether this is the first request of this instance. */
  readonly coldStart: boolean;
  readonly cloud: Cloud;
  /** The name of the function set. */
  readonly set: string;
  /** The name of the function. */
  readonly function: string;
  /** The client's IP address as the platform saw it, `undefined` if it did not say. */
  readonly clientAddress: string | undefined;
  /** Milliseconds until {@link deadline}, never below 0. */
  remaining(): number;
  /**
   * Work that the answer does not need. Its failure is logged.
   *
   * AWS, Google Cloud and Azure may stop an instance once it has answered, so there the end of the answer waits for
   * the work, until the deadline at most. Workers answer at once and go on for up to 30 seconds:
   * https://developers.cloudflare.com/workers/runtime-apis/context/#waituntil
   */
  waitUntil(work: Promise<unknown>): void;
}

/** Anything that answers requests: a Hono app, or an object with a `fetch`. */
export interface HttpApp {
  /** @param execution - The context once more: Hono looks there for `waitUntil`. */
  fetch(request: Request, context: HttpContext, execution?: object): Response | Promise<Response>;
}
