import assert from "node:assert/strict";
import { serve } from "../../../../../kit/runtime/triggers/consumes/adapters/cloudflare.ts";
import { ownVariables } from "../../../../../kit/spec/messages/variables.ts";
import { capture } from "../../../support/drivers.ts";
import { envelope, recording, settings } from "./support.ts";

const whole = (id: string) => `{"fourfold":${envelope(`m-${id}`)},"attributes":{"by":"web"},"item":{"id":"${id}"}}`;

type Said = readonly [id: string, said: "ack" | "retry", delaySeconds?: number];

/** Hands messages to the adapter, and answers what it has said of each and what was put into the dead letters. */
async function handing(bodies: Readonly<Record<string, unknown>>, attempts = 1, isFull = false) {
  const { given, definition } = recording();
  const said: Said[] = [];
  const letters: string[] = [];
  // https://developers.cloudflare.com/queues/configuration/javascript-apis/#message
  const messages = Object.entries(bodies).map(([id, body]) => ({
    ...{ id, timestamp: new Date("2026-11-28T10:00:00Z"), body, attempts },
    ack: () => void said.push([id, "ack"]),
    retry: ({ delaySeconds }: { readonly delaySeconds: number }) => void said.push([id, "retry", delaySeconds]),
  }));
  const deadLetters = {
    async sendBatch(batch: readonly { readonly body: string }[]) {
      if (isFull) throw new Error("No. (10252)");
      letters.push(...batch.map(({ body }) => body));
    },
  };
  const bindings = { [ownVariables.deadLetters]: deadLetters };
  await capture(() => serve(definition, settings).queue({ messages }, bindings, { waitUntil: () => {} }));
  return { given, said, letters };
}

describe("the adapter for batches of Workers", () => {
  it("hands over each message with what is known of it, and acknowledges it by itself", async () => {
    const { given, said } = await handing({ 1: whole("a"), 2: whole("b") }, 2);

    assert.deepEqual(given, [
      [{ id: "a" }, { id: "m-a", attempt: 2, enqueuedAt: new Date("2026-11-29"), attributes: { by: "web" } }],
      [{ id: "b" }, { id: "m-b", attempt: 2, enqueuedAt: new Date("2026-11-29"), attributes: { by: "web" } }],
    ]);
    assert.deepEqual(said, [
      ["1", "ack"],
      ["2", "ack"],
    ]);
  });

  // https://developers.cloudflare.com/queues/configuration/batching-retries/#explicit-acknowledgement-and-retries
  it("has only the message tried again that has failed, after its backoff", async () => {
    const { said } = await handing({ 1: whole("a"), 2: whole("bad"), 3: whole("c") }, 3);

    assert.deepEqual(said.toSorted(), [
      ["1", "ack"],
      ["2", "retry", 40],
      ["3", "ack"],
    ]);
  });

  it("puts what the handler gives up into the dead letters with the reason, and acknowledges it", async () => {
    const { said, letters } = await handing({ 1: whole("wrong") });

    assert.deepEqual(said, [["1", "ack"]]);
    assert.partialDeepStrictEqual(JSON.parse(letters[0] ?? ""), {
      fourfold: { id: "m-wrong", reason: "It is wrong." },
      item: { id: "wrong" },
    });
  });

  it("loses nothing that cannot be put there: it is tried again", async () => {
    const { said } = await handing({ 1: whole("wrong") }, 1, true);

    assert.deepEqual(said, [["1", "retry", 10]]);
  });

  it("takes what somebody else has sent, as text or as JSON, by what Queues say of it", async () => {
    const { given } = await handing({ 1: '{"id":"a"}', 2: { id: "b" } });

    const message = { attempt: 1, enqueuedAt: new Date("2026-11-28T10:00:00Z"), attributes: {} };
    assert.deepEqual(given, [
      [{ id: "a" }, { id: "1", ...message }],
      [{ id: "b" }, { id: "2", ...message }],
    ]);
  });

  it("says what to do where the binding to the dead letters is missing", async () => {
    const { definition } = recording();
    const call = serve(definition, settings).queue({ messages: [] }, {}, { waitUntil: () => {} });

    await assert.rejects(call, /FOURFOLD_0_DEAD_LETTERS is not a binding to a queue\. Deploy the function again\./);
  });
});
