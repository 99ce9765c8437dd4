import type { IncomingMessage } from "node:http";
import { Transform } from "node:stream";
import { quotas } from "./configuration.ts";

/**
 * The body of a streamed response, which ends in an error when it grows too large or the function breaks off.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html
 *
 * @param report - Receives that error even when nobody reads the body: it must not end the simulator.
 */
export function createStream(request: IncomingMessage, report: (message: string) => void): Transform {
  let size = 0;
  const body = new Transform({
    transform(part: Buffer, _encoding, done) {
      size += part.length;
      if (size <= quotas.stream) done(null, part);
      else done(new Error(`Response payload size exceeded maximum allowed payload size (${quotas.stream} bytes).`));
    },
  });
  body.on("error", (error) => report(error.message));
  request.on("error", () => body.destroy(new Error("The function ended before its response did.")));
  request.pipe(body);
  return body;
}
