import type { Writable } from "node:stream";

/**
 * Writes a body to a Node.js stream as fast as the client takes it. Does not end the stream.
 * When the client goes away the body is cancelled, so that its producer can stop.
 *
 * @throws whatever the body fails with.
 */
export async function pump(body: ReadableStream | null, sink: Writable): Promise<void> {
  if (body === null) return;
  const reader = body.getReader();
  let left: Promise<void> | undefined;
  // Ends the read below at once, even when the body is silent.
  const leave = () => {
    left = reader.cancel();
  };
  if (sink.destroyed) leave();
  else sink.once("close", leave);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return await left;
      if (!sink.write(value)) await drained(sink);
    }
  } finally {
    sink.off("close", leave);
  }
}

/** Resolves when a stream takes more, or never will. */
function drained(sink: Writable): Promise<void> {
  if (sink.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const go = () => {
      sink.off("drain", go).off("close", go);
      resolve();
    };
    sink.on("drain", go).on("close", go);
  });
}
