import { HttpError } from "../errors.ts";
import type { HttpMiddleware } from "./compose.ts";

function tooLarge(most: number): HttpError {
  return new HttpError(413, { detail: `The body is larger than ${most} bytes.` });
}

/** Reads and drops the rest: an unread body makes some platforms cut the connection, and the answer with it. */
async function drop(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  while (!(await reader.read()).done);
}

/** The same body, which fails once it exceeds the limit. */
function limited(body: ReadableStream<Uint8Array>, most: number, exceed: () => HttpError): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let size = 0;
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) return controller.close();
      size += value.byteLength;
      if (size <= most) return controller.enqueue(value);
      controller.error(exceed());
      await drop(reader);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

/** How long a request says that its body is, if it says so. */
function declaredLength({ headers }: Request): number | undefined {
  const declared = headers.get("content-length");
  return declared !== null && /^\d+$/.test(declared) ? Number(declared) : undefined;
}

/**
 * {@link limitBody} where a platform hands over bodies whole, and says how long they are.
 *
 * @param most - In bytes.
 */
export function limitWholeBody(most: number): HttpMiddleware {
  return async (request, _context, next) => {
    if ((declaredLength(request) ?? 0) > most) throw tooLarge(most);
    return next(request);
  };
}

/**
 * Answers 413 to bodies over a size: without the app where the length is declared, otherwise when it has read too much.
 *
 * @param most - In bytes.
 */
export function limitBody(most: number): HttpMiddleware {
  return async (request, _context, next) => {
    const declared = declaredLength(request);
    // Before anybody asks for the body: a light class makes a stream of it then, which takes some milliseconds of a cold start.
    if (declared !== undefined && declared <= most) return next(request);
    if (declared !== undefined && request.body !== null) await drop(request.body.getReader());
    if (declared !== undefined) throw tooLarge(most);
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
    // Whatever the app has made of a body that failed.
    throw exceeded;
  };
}
