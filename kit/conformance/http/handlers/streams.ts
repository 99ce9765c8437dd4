import type { Part } from "./part.ts";

const encoder = new TextEncoder();

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function streamOf(chunks: AsyncIterator<string | Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(typeof value === "string" ? encoder.encode(value) : value);
    },
    async cancel() {
      await chunks.return?.();
    },
  });
}

async function* events(count: number, every: number) {
  for (let index = 0; index < count; index++) {
    if (index > 0) await pause(every);
    yield `id: ${index}\ndata: ${JSON.stringify({ index })}\n\n`;
  }
}

async function* lines(count: number) {
  for (let index = 0; index < count; index++) yield `${JSON.stringify({ index, text: "zwölf" })}\n`;
}

async function* bytes() {
  for (let byte = 0; byte < 256; byte += 64) yield Uint8Array.from({ length: 64 }, (_, index) => byte + index);
}

async function* broken() {
  yield "the beginning";
  await pause(100);
  throw new Error("the middle fails");
}

/** Answers in pieces. */
export const streams: Part = (request, _context, [kind]) => {
  const { searchParams } = new URL(request.url);
  const count = Number(searchParams.get("count") ?? 3);
  const every = Number(searchParams.get("every") ?? 10);
  const send = (chunks: AsyncIterator<string | Uint8Array>, type: string) =>
    new Response(streamOf(chunks), { headers: { "content-type": type, "cache-control": "no-store" } });
  if (kind === "events") return send(events(count, every), "text/event-stream");
  if (kind === "lines") return send(lines(count), "application/x-ndjson");
  if (kind === "bytes") return send(bytes(), "application/octet-stream");
  if (kind === "broken") return send(broken(), "text/plain");
  return new Response("no such stream", { status: 404 });
};
