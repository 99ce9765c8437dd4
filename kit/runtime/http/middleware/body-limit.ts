import { HttpError } from "../errors.ts";
import type { HttpMiddleware } from "./compose.ts";

function tooLarge(most: number): HttpError {
  return new HttpError(413, { detail: `The body is larger than ${most} bytes.` });
}

/** The body again, which breaks off once it has more bytes than it may. */
function limited(body: ReadableStream, most: number, exceed: () => HttpError): ReadableStream {
  let size = 0;
  const count = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      size += chunk.byteLength;
      if (size > most) controller.error(exceed());
      else controller.enqueue(chunk);
    },
  });
  return body.pipeThrough(count);
}

/**
 * Answers 413 to bodies over a size: at once where the length is declared, otherwise when too much has been read.
 *
 * @param most - In bytes.
 */
export function limitBody(most: number): HttpMiddleware {
  return async (request, _context, next) => {
    const declared = request.headers.get("content-length");
    if (declared !== null && /^\d+$/.test(declared)) {
      if (Number(declared) > most) throw tooLarge(most);
      return next(request);
    }
    if (request.body === null) return next(request);
    let exceeded: HttpError | undefined;
    const body = limited(request.body, most, () => {
      exceeded = tooLarge(most);
      return exceeded;
    });
    try {
      const response = await next(new Request(request, { body, duplex: "half" }));
      if (exceeded === undefined) return response;
    } catch (error) {
      if (exceeded === undefined) throw error;
    }
    // Whatever the app made of a body that broke off.
    throw exceeded;
  };
}
