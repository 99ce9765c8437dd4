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

/**
 * Whether a body's length is declared, and allowed.
 * @throws HttpError 413
 */
async function isDeclared(request: Request, most: number): Promise<boolean> {
  const declared = request.headers.get("content-length");
  if (declared === null || !/^\d+$/.test(declared)) return false;
  if (Number(declared) <= most) return true;
  // Not before: asking a light class for its body makes a stream of it, which takes some milliseconds of a cold start.
  if (request.body !== null) await drop(request.body.getReader());
  throw tooLarge(most);
}

/**
 * {@link limitBody} where a platform hands over bodies whole: then their length is always declared.
 *
 * @param most - In bytes.
 */
export function limitWholeBody(most: number): HttpMiddleware {
  return async (request, _context, next) => {
    await isDeclared(request, most);
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
    if ((await isDeclared(request, most)) || request.body === null) return next(request);
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
