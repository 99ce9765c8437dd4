import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { functionSet, queue, type } from "fourfold";
import { consumer, type DelayedMessageContext, MessageError, type MessageHandler } from "fourfold/runtime";
import * as v from "valibot";
import type { Invocation } from "../../../../kit/runtime/invocation.ts";
import type { Delivered } from "../../../../kit/runtime/messages/process.ts";
import { start } from "../../../../kit/runtime/triggers/consumes/start.ts";

interface Order {
  readonly id: string;
}
const Order = v.object({ id: v.string(), count: v.optional(v.number()) });
const set = functionSet("shop", {
  root: import.meta.url,
  resources: { placed: queue(type<Order>(), { delays: true }) },
  functions: { fulfil: { handler: "./x.ts", consumes: "placed" } },
});
const platform = { cloud: "aws", environment: {} } as const;
const consumes = { queue: "placed", attempts: 5, timeLimit: 1, backoff: { from: 10, to: 60 }, delays: true };
const sent = Date.UTC(2026, 10, 29);

const message = (changes: Partial<Delivered> = {}): Delivered => ({
  envelope: { id: "m-1", sent },
  body: '{"id":"o-1"}',
  attributes: { by: "web" },
  attempt: 1,
  ...changes,
});

function invocation(lines: string[] = []): Invocation {
  return {
    id: "run-1",
    deadline: Date.now() + 5_000,
    write: (_level, line) => void lines.push(line),
    waitUntil: () => {},
  };
}

function starting(handler: MessageHandler<Order>, settings: Partial<typeof consumes> = {}, schema?: typeof Order) {
  const process = start(
    consumer(set, "fulfil", () => handler),
    { consumes: { ...consumes, ...settings } },
    {},
    platform,
    schema,
  );
  return async (...given: Parameters<typeof process>) => (await process(...given)).outcome;
}

describe("a message that is processed", () => {
  it("is handed over with what is known of it, and is done when its handler is", async () => {
    const seen: [Order, DelayedMessageContext][] = [];
    const process = starting(async (order, context) => {
      await setTimeout(1);
      seen.push([order, context]);
    });

    const outcome = await process(message({ attempt: 2 }), invocation());

    assert.deepEqual(outcome, { is: "done" });
    const [[order, context] = []] = seen;
    assert.deepEqual(order, { id: "o-1" });
    assert.deepEqual(context?.message, {
      ...{ id: "m-1", attempt: 2, attributes: { by: "web" } },
      enqueuedAt: new Date(sent),
    });
    assert.partialDeepStrictEqual(context, { id: "run-1", set: "shop", function: "fulfil", cloud: "aws" });
  });

  const again: Readonly<Record<number, number>> = { 1: 10, 2: 20, 3: 40, 4: 60 };
  for (const [attempt, after] of Object.entries(again)) {
    it(`is tried again ${after} seconds after attempt ${attempt} has failed`, async () => {
      const process = starting(() => {
        throw new Error("The card was refused.");
      });

      assert.deepEqual(await process(message({ attempt: Number(attempt) }), invocation()), { is: "again", after });
    });
  }

  it("goes to the dead letters after its last attempt, with what went wrong", async () => {
    const process = starting(() => {
      throw new Error("The card was refused.");
    });

    assert.deepEqual(await process(message({ attempt: 5 }), invocation()), {
      is: "dead",
      reason: "Attempt 5 of 5 failed: The card was refused.",
    });
  });

  it("goes to the dead letters at once when its handler gives it up, also when the handler goes on", async () => {
    const process = starting((_, { reject }) => {
      try {
        reject("The order is empty.");
      } catch {
        // As a handler does that catches everything.
      }
    });

    assert.deepEqual(await process(message(), invocation()), { is: "dead", reason: "The order is empty." });
  });

  it("is tried again when its handler says, and never after its last attempt", async () => {
    const process = starting((_, { retryAfter }) => retryAfter("5 minutes"));

    assert.deepEqual(await process(message(), invocation()), { is: "again", after: 300 });
    assert.deepEqual(await process(message({ attempt: 5 }), invocation()), {
      is: "dead",
      reason: "Attempt 5 of 5 asked for another one.",
    });
  });

  it("fails when its handler asks for another attempt later than in 15 minutes, and goes to the dead letters saying so", async () => {
    const thrown: unknown[] = [];
    const process = starting((_, { retryAfter }) => {
      try {
        retryAfter("1 hour");
      } catch (error) {
        thrown.push(error);
        throw error;
      }
    });

    assert.deepEqual(await process(message(), invocation()), { is: "again", after: 10 });
    assert.deepEqual(await process(message({ attempt: 5 }), invocation()), {
      is: "dead",
      reason: "Attempt 5 of 5 failed: A message can be delayed by at most 15 minutes, and not by 1 hour.",
    });
    assert.ok(thrown.every((error) => error instanceof MessageError && error.code === "Invalid"));
  });

  it("fails when it takes longer than its time limit", async () => {
    const process = starting(() => setTimeout(5_000, undefined, { ref: false }), { timeLimit: 0.05 });

    assert.deepEqual(await process(message({ attempt: 5 }), invocation()), {
      is: "dead",
      reason: "Attempt 5 of 5 failed: The message took longer than its time limit.",
    });
  });

  it("goes to the dead letters unseen when it is not JSON, or does not fit the schema, with the reason", async () => {
    const process = starting(() => assert.fail("It was handed over."), {}, Order);

    assert.deepEqual(await process(message({ body: "{" }), invocation()), {
      is: "dead",
      reason: "It is not valid JSON.",
    });
    assert.deepEqual(await process(message({ body: '{"id":"x","count":"many"}' }), invocation()), {
      is: "dead",
      reason: 'It does not fit the schema: count: Invalid type: Expected number but received "many".',
    });
  });

  it("says of an item that does not fit at most five things, and where", async () => {
    const wide = v.object({
      id: v.object({ a: v.string(), b: v.string(), c: v.string(), d: v.string(), e: v.string(), f: v.string() }),
    });
    const process = start(
      consumer(set, "fulfil", () => () => {}),
      { consumes },
      {},
      platform,
      wide,
    );
    const reasonOf = async (body: string) => Object((await process(message({ body }), invocation())).outcome).reason;

    assert.match(await reasonOf('{"id":{}}'), /schema: id\.a: .*; id\.e: [^;]*; and 1 more\.$/);
    assert.match(await reasonOf('"text"'), /^It does not fit the schema: Invalid type: Expected Object/);
  });

  it("is logged with its id, its attempt and what became of it", async () => {
    const lines: string[] = [];
    const process = starting((_, { log, message: { attempt }, reject }) => {
      log.info("at work");
      if (attempt === 2) reject("No.");
    });

    await process(message(), invocation(lines));
    await process(message({ attempt: 2 }), invocation(lines));

    assert.partialDeepStrictEqual(
      lines.map((line) => JSON.parse(line)),
      [
        { message: "at work", messageId: "m-1", invocationId: "run-1" },
        { message: "message", level: "info", fields: { attempt: 1, result: "done" } },
        { message: "at work" },
        { message: "message", level: "error", fields: { attempt: 2, result: "dead letter", reason: "No." } },
      ],
    );
  });

  it("is refused by what makes no handler", () => {
    assert.throws(
      () =>
        start(
          { ...consumer(set, "fulfil", () => () => {}), make: () => undefined as never },
          { consumes },
          {},
          platform,
        ),
      /it made nothing that can process a message/,
    );
  });
});
