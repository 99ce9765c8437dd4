import type { HttpDefinition } from "../../runtime/triggers/http/definition.ts";
import { limitBody } from "../../runtime/triggers/http/middleware/body-limit.ts";
import { answerOrigins } from "../../runtime/triggers/http/middleware/cors.ts";
import { start } from "../../runtime/triggers/http/start.ts";
import { type HttpTrigger, settleFunction, triggers } from "../../spec/index.ts";
import { type HandlerOptions, invoke, linked } from "../invoke.ts";

/** How a handler is started for a test. */
export interface RequestToOptions extends HandlerOptions {
  /** How the set defines its trigger: CORS, streaming, the largest body. @default {} */
  readonly http?: HttpTrigger;
}

/** Sends a request to a handler: a path, and the options of `fetch`. */
export type RequestTo = (path: string, init?: RequestInit) => Promise<Response>;

/**
 * Starts a handler in this process, as a platform does: its app is made once from its links, inside the standard middleware for
 * request ids, log, CORS, errors, deadline and body limit. The response comes once work that was passed to `waitUntil` is done
 * too.
 *
 * @param handler - The default export of a handler's file.
 * @throws FourfoldError `ERR_HANDLER_EXPORT` when it makes nothing that can answer requests.
 *
 * @example
 * import api from "../functions/api.ts";
 *
 * const request = requestTo(api, { links: { flags: { beta: true } } });
 *
 * it("says what is on", async () => {
 *   const response = await request("/flags");
 *   assert.deepEqual(await response.json(), { beta: true });
 * });
 */
export function requestTo(handler: HttpDefinition, options: RequestToOptions = {}): RequestTo {
  const { http = {}, cloud = "aws" } = options;
  const where = `Function "${handler.name}"`;
  const { timeout } = settleFunction({ http }, cloud, where);
  const { settled } = triggers.http.settle(http, cloud, where);
  const { definition, links, drivers } = linked(handler, options);
  const answer = start(definition, { http: settled, links }, drivers, {
    cloud,
    environment: {},
    limitBody,
    layers: settled.cors === undefined ? [] : [answerOrigins(settled.cors)],
  });
  return (path, init) =>
    invoke(timeout, options, (invocation) =>
      answer(() => new Request(new URL(path, "https://function.example"), init), {
        ...invocation,
        clientAddress: "127.0.0.1",
      }),
    );
}
