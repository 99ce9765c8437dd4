import { findPattern, type Pattern } from "../spec/routes/pattern.ts";
import { HttpError, problem } from "./triggers/http/errors.ts";
import { toRequestId } from "./triggers/http/middleware/request-id.ts";

/** A pattern, with the binding of the Worker that answers. */
export interface RouterEntry extends Pattern {
  readonly target: string;
}

/** A binding to another Worker: https://developers.cloudflare.com/workers/runtime-apis/bindings/service-bindings/http/ */
interface Service {
  fetch(request: Request): Promise<Response>;
}

type Bindings = Readonly<Record<string, Service>>;

/** The answer where no route leads to a function: an error in the shape of all others. */
function notFound(request: Request): Response {
  const id = toRequestId(request, request.headers.get("cf-ray") ?? crypto.randomUUID());
  const headers = { "x-request-id": id };
  return problem(new HttpError(404, { detail: "No route leads to this path.", headers }), id);
}

/**
 * Makes the Worker in front of the Workers of a set. It passes each request on unchanged, to the one that its path leads to, and
 * the response back as it comes.
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
