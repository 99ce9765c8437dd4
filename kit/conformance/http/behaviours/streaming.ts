import assert from "node:assert/strict";
import { type HttpGroup, isAlive } from "../behaviour.ts";

/** The events of a response, each with the time of its arrival here: the function's clock may differ. */
async function readEvents({ body }: Response) {
  assert.ok(body);
  const events: { readonly index: number; readonly cameAt: number }[] = [];
  let rest = "";
  for await (const text of body.pipeThrough(new TextDecoderStream())) {
    const parts = (rest + text).split("\n\n");
    rest = parts.pop() ?? "";
    for (const part of parts) events.push({ ...JSON.parse(part.split("data: ")[1] ?? ""), cameAt: performance.now() });
  }
  return events;
}

export const streaming: HttpGroup = {
  subject: "responses in pieces",
  behaviours: [
    {
      name: "sends server-sent events while they are made",
      source: "https://html.spec.whatwg.org/multipage/server-sent-events.html",
      streaming: true,
      async run({ ask }) {
        const response = await ask("/streams/events?count=4&every=300");

        assert.match(response.headers.get("content-type") ?? "", /^text\/event-stream/);
        const events = await readEvents(response);
        assert.deepEqual(
          events.map(({ index }) => index),
          [0, 1, 2, 3],
        );
        const [first, last] = [events[0], events[3]];
        assert.ok(first !== undefined && last !== undefined);
        // They are produced within 900 ms. A response that is held back comes all at once, however far away the function is.
        const during = last.cameAt - first.cameAt;
        assert.ok(during > 450, `all events came within ${Math.round(during)} ms: they were held back`);
      },
    },
    {
      name: "sends server-sent events whole and in order, at once or while they are made",
      streaming: false,
      async run({ ask }) {
        const events = await readEvents(await ask("/streams/events?count=4&every=10"));

        assert.deepEqual(
          events.map(({ index }) => index),
          [0, 1, 2, 3],
        );
      },
    },
    {
      name: "sends a thousand lines in order",
      async run({ ask }) {
        const response = await ask("/streams/lines?count=1000");

        const lines = (await response.text()).trimEnd().split("\n");
        assert.equal(response.headers.get("content-type"), "application/x-ndjson");
        assert.deepEqual(
          lines.map((line) => JSON.parse(line)),
          Array.from({ length: 1_000 }, (_, index) => ({ index, text: "zwölf" })),
        );
      },
    },
    {
      name: "sends a binary stream byte for byte",
      async run({ ask }) {
        const bytes = new Uint8Array(await (await ask("/streams/bytes")).arrayBuffer());

        assert.deepEqual(
          [...bytes],
          Array.from({ length: 256 }, (_, index) => index),
        );
      },
    },
    {
      name: "goes on after a client went away in the middle",
      requests: 2,
      async run(target) {
        const leaving = new AbortController();
        const response = await target.ask("/streams/events?count=20&every=50", { signal: leaving.signal });
        leaving.abort();
        // A response that was held back may be here already.
        await Promise.allSettled([response.text()]);

        await isAlive(target);
      },
    },
    {
      name: "does not pass off a stream that failed for a whole one",
      requests: 2,
      source: "https://www.rfc-editor.org/rfc/rfc9112#section-8",
      streaming: true,
      async run(target) {
        const read = async () => {
          const response = await target.ask("/streams/broken");
          await response.text();
          return response.status;
        };
        const [reading] = await Promise.allSettled([read()]);

        // A platform that has not sent anything yet can still say that it failed. Later it can only break off.
        assert.ok(reading.status === "rejected" || reading.value >= 500, "it ended like a whole one");
        await isAlive(target);
      },
      except: {
        cloudflare: {
          reason: "Workers end a response whose stream failed like a whole one",
          source: "https://github.com/cloudflare/workerd/issues/6818",
          requests: 1,
          async run({ ask }) {
            assert.equal(await (await ask("/streams/broken")).text(), "the beginning");
          },
        },
      },
    },
    {
      name: "sends the headers of a stream, and its request id",
      async run({ ask }) {
        const response = await ask("/streams/lines?count=1");

        assert.equal(response.headers.get("cache-control"), "no-store");
        assert.ok(response.headers.get("x-request-id"));
        await response.text();
      },
    },
  ],
};
