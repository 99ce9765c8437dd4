import type { InvocationContext } from "../../invocation.ts";

/** What a handler knows of the request it answers, besides the request. A request that is late is answered 504. */
export interface HttpContext extends InvocationContext {
  /** The client's IP address as the platform saw it, `undefined` if it did not say. */
  readonly clientAddress: string | undefined;
}

/** Anything that answers requests: a Hono app, or an object with a `fetch`. */
export interface HttpApp {
  /** @param execution - The context once more: Hono looks there for `waitUntil`. */
  fetch(request: Request, context: HttpContext, execution?: object): Response | Promise<Response>;
}
