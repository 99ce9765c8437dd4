import { findPattern, type Pattern } from "../spec/routes/pattern.ts";
import { HttpError, problem } from "./triggers/http/errors.ts";
import { toRequestId } from "./triggers/http/middleware/request-id.ts";

/** What the router is given for each pattern: the binding of the Worker that answers. */
export interface RouterEntry extends Pattern {
  readonly target: string;
}

/** A binding to another Worker: https://developers.cloudflare.com/workers/runtime-apis/bindings/service-bindings/http/ */
interface Service {
  fetch(request: Request): Promise<Response>;
}

type Bindings = Readonly<Record<string, Service>>;

/** What a client gets where no route leads: a failure in the one shape that all have. */
function notFound(request: Request): Response {
  const id = toRequestId(request, request.headers.get("cf-ray") ?? crypto.randomUUID());
  const headers = { "x-request-id": id };
  return problem(new HttpError(404, { detail: "No route leads to this path.", headers }), id);
}

/**
 * Makes the Worker that stands before the Workers of a set. It hands each request on as it came, to the one that its path
 * leads to, and the response back as it comes.
 *
 * @param entries - The most specific first.
 */
export function serve(entries: readonly RouterEntry[]) {
  return {
    fetch(request: Request, bindings: Bindings): Response | Promise<Response> {
      const found = findPattern(entries, new URL(request.url).pathname);
      const service = found && bindings[found.target];
      return service?.fetch(request) ?? notFound(request);
    },
  };
}
