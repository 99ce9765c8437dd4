import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { functionSet, queue, type } from "fourfold";
import { consumer, http, limitBody, scheduled } from "fourfold/runtime";
import { open } from "../../kit/runtime/drivers/queue/cloudflare.ts";
import type { Invocation } from "../../kit/runtime/invocation.ts";
import { fromText } from "../../kit/runtime/messages/text.ts";
import { start as startConsumer } from "../../kit/runtime/triggers/consumes/start.ts";
import { start as startHttp } from "../../kit/runtime/triggers/http/start.ts";
import { start as startScheduled } from "../../kit/runtime/triggers/schedule/start.ts";

const shop = functionSet("shop", {
  root: import.meta.url,
  resources: { placed: queue(type<string>()), paid: queue(type<string>()) },
  functions: {
    api: { handler: "./x.ts", http: true, links: { placed: ["send"] } },
    nightly: { handler: "./x.ts", schedule: "every day", links: { placed: ["send"] } },
    fulfil: { handler: "./x.ts", consumes: "placed", links: { paid: ["send"] } },
  },
});
const links = (name: string) => ({ [name]: { kind: "queue", verbs: ["send"] } }) as const;
const consumes = { queue: "placed", attempts: 5, timeLimit: 5, backoff: { from: 10, to: 60 }, delays: false };
// https://www.w3.org/TR/trace-context/#examples-of-http-traceparent-headers
const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
const traceparent = `00-${traceId}-00f067aa0ba902b7-01`;

/** A function's surroundings: queues that keep what they are sent, and its log. */
function surroundings() {
  const sent: string[] = [];
  const lines: object[] = [];
  const binding = {
    sendBatch: async (batch: readonly { body: string }[]) => sent.push(...batch.map(({ body }) => body)),
  };
  const invoked = (id: string): Invocation => ({
    id,
    deadline: Date.now() + 5_000,
    write: (_level, line) => lines.push(JSON.parse(line)),
    waitUntil: () => {},
  });
  const environment = { FOURFOLD_PLACED: binding, FOURFOLD_PAID: binding };
  return { sent, lines, invoked, platform: { cloud: "cloudflare", environment } as const, drivers: { queue: open } };
}

type Surroundings = ReturnType<typeof surroundings>;

/** Answers requests by a function that sends their paths. */
function startApi({ drivers, platform, invoked }: Surroundings) {
  const api = http(shop, "api", ({ placed }) => ({
    async fetch({ url }) {
      await setTimeout(5);
      await placed.send(new URL(url).pathname);
      return new Response("ok");
    },
  }));
  const answer = startHttp(api, { http: { streaming: false, maxBody: 1_000 }, links: links("placed") }, drivers, {
    ...platform,
    limitBody,
  });
  return (path: string, headers: Record<string, string> = {}) =>
    answer(() => new Request(`https://shop.example${path}`, { headers }), {
      ...invoked(`run${path}`),
      clientAddress: undefined,
    });
}

/** Has what was sent processed by a function that sends on. Answers what its handler was told of where it comes from. */
async function process({ drivers, platform, invoked, sent }: Surroundings): Promise<readonly object[]> {
  const told: object[] = [];
  const fulfil = consumer(shop, "fulfil", ({ paid }) => async (_, { id, requestId, traceparent: trace, log }) => {
    told.push({ id, requestId, traceparent: trace });
    log.info("at work");
    await paid.send("on");
  });
  const processOne = startConsumer(fulfil, { consumes, links: links("paid") }, drivers, platform);
  for (const text of sent.splice(0)) {
    await processOne({ ...fromText(text, { id: "other", sent: 0 }), attempt: 1 }, invoked("consumption"));
  }
  return told;
}

describe("what a run goes back to", () => {
  it("travels with messages, from queue to queue, and is in the log of each function", async () => {
    const here = surroundings();

    await startApi(here)("/a", { "x-request-id": "checkout-7", traceparent });
    const first = await process(here);
    const second = await process(here);

    const told = { id: "consumption", requestId: "checkout-7", traceparent };
    assert.deepEqual([first, second], [[told], [told]]);
    const labels = here.lines.map((line) => ({
      requestId: Reflect.get(line, "requestId"),
      traceId: Reflect.get(line, "traceId"),
    }));
    assert.equal(labels.length, 5);
    assert.deepEqual(
      new Set(labels.map((each) => JSON.stringify(each))),
      new Set([JSON.stringify({ requestId: "checkout-7", traceId })]),
    );
  });

  it("is that of each request, when several are answered at the same time", async () => {
    const here = surroundings();
    const request = startApi(here);

    await Promise.all(["/a", "/b", "/c"].map((path) => request(path)));

    const origins = here.sent.map((text) => {
      const { body, envelope } = fromText(text, { id: "other", sent: 0 });
      return [JSON.parse(body), envelope.request, envelope.trace];
    });
    assert.deepEqual(
      origins.toSorted(),
      ["/a", "/b", "/c"].map((path) => [path, `run${path}`, undefined]),
    );
  });

  it("is the run itself of a schedule, and of a message that somebody else has sent", async () => {
    const here = surroundings();
    const nightly = scheduled(
      shop,
      "nightly",
      ({ placed }) =>
        async () =>
          void (await placed.send("night")),
    );
    const run = startScheduled(nightly, { links: links("placed") }, here.drivers, here.platform);

    await run(new Date(), here.invoked("run-9"));
    here.sent.push('"from elsewhere"');

    assert.deepEqual(await process(here), [
      { id: "consumption", requestId: "run-9", traceparent: undefined },
      { id: "consumption", requestId: "consumption", traceparent: undefined },
    ]);
  });

  for (const [title, header] of [
    ["is too short", traceparent.slice(0, -1)],
    ["has no trace id", traceparent.replace(traceId, "0".repeat(32))],
    ["has no parent", traceparent.replace("00f067aa0ba902b7", "0".repeat(16))],
    ["is of version ff", traceparent.replace(/^00/, "ff")],
  ] as const) {
    it(`is in no trace by a header that ${title}`, async () => {
      const here = surroundings();

      await startApi(here)("/a", { traceparent: header });

      assert.equal(fromText(here.sent[0], { id: "other", sent: 0 }).envelope.trace, undefined);
    });
  }
});
