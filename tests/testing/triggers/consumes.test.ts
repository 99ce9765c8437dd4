import assert from "node:assert/strict";
import { functionSet, queue, type } from "fourfold";
import { consumer, type MessageHandler } from "fourfold/runtime";
import { messageTo } from "fourfold/testing";
import * as v from "valibot";

const Order = v.object({ id: v.string() });
const shop = functionSet("shop", {
  root: import.meta.url,
  resources: { placed: queue(type<v.InferOutput<typeof Order>>(), { delays: true }), sent: queue(Order) },
  functions: {
    fulfil: { handler: "./fulfil.ts", consumes: "placed", links: { sent: ["send"] } },
  },
});

const fulfil = (handler: MessageHandler<{ readonly id: string }>) => consumer(shop, "fulfil", () => handler);

describe("messageTo", () => {
  it("hands a handler with its links an item, and what is known of the message", async () => {
    const seen: unknown[] = [];
    const handler = consumer(shop, "fulfil", ({ sent }) => async (order, { message, set, function: name, cloud }) => {
      await sent.send({ id: order.id });
      seen.push(message, set, name, cloud);
    });
    const send = async (item: unknown) => {
      seen.push(item);
      return { id: "m-2" };
    };

    const deliver = messageTo(handler, { links: { sent: { send } }, cloud: "gcp" });
    const known = { id: "m-1", attempt: 3, enqueuedAt: new Date("2026-03-28T01:30:00Z"), attributes: { by: "web" } };
    const outcome = await deliver({ id: "o-1", dropped: undefined }, known);

    assert.deepEqual(outcome, { is: "done" });
    assert.deepEqual(seen, [{ id: "o-1" }, known, "shop", "fulfil", "gcp"]);
  });

  it("gives each message an id of its own, and says that it is the first attempt", async () => {
    const seen: unknown[] = [];
    const deliver = messageTo(fulfil((_, { message: { id, attempt } }) => void seen.push([id, attempt])));

    await deliver({ id: "o-1" });
    await deliver({ id: "o-2" });

    const [first, second] = seen;
    assert.notDeepEqual(first, second);
    assert.match(JSON.stringify(seen), /^\[\["[\da-f-]{36}",1\],\["[\da-f-]{36}",1\]\]$/);
  });

  it("answers when a message that has failed is tried again, and why one is given up, by what the set says of the queue", async () => {
    const lines: string[] = [];
    const failing = fulfil(() => {
      throw new Error("The card was refused.");
    });
    const options = {
      queue: { attempts: 6, backoff: { from: "3 seconds" } },
      onLog: (_: string, line: string) => void lines.push(line),
    } as const;
    const deliver = messageTo(failing, options);

    assert.deepEqual(await deliver({ id: "o-1" }, { attempt: 2 }), { is: "again", after: 6 });
    const reason = "Attempt 6 of 6 failed: The card was refused.";
    assert.deepEqual(await deliver({ id: "o-1" }, { attempt: 6 }), { is: "dead", reason });
    assert.match(lines.join(), /The card was refused\..*"result":"tried again"/s);
  });

  it("has a handler give a message up, or put it off", async () => {
    const deliver = messageTo(
      fulfil(({ id }, { reject, retryAfter }) => (id === "wrong" ? reject("No.") : retryAfter("5 minutes"))),
      { queue: { delays: true } },
    );

    assert.deepEqual(await deliver({ id: "wrong" }), { is: "dead", reason: "No." });
    assert.deepEqual(await deliver({ id: "early" }), { is: "again", after: 300 });
  });

  it("fails an attempt at its time limit", async () => {
    const deliver = messageTo(
      fulfil(() => new Promise(() => undefined)),
      { queue: { timeLimit: "1 second" } },
    );

    assert.deepEqual(await deliver({ id: "o-1" }), { is: "again", after: 10 });
  });

  it("shows no handler what does not fit the schema", async () => {
    const deliver = messageTo(
      fulfil(() => assert.fail("It was handed over.")),
      { schema: Order },
    );

    const outcome = await deliver({ id: 7 });

    assert.match(JSON.stringify(outcome), /"is":"dead".*does not fit the schema: id: /);
  });

  it("refuses a queue that cannot be, and a handler that makes nothing", () => {
    assert.throws(
      () =>
        messageTo(
          fulfil(() => undefined),
          { queue: { attempts: 4 } },
        ),
      { code: "ERR_LIMIT" },
    );
    assert.throws(() => messageTo(consumer(shop, "fulfil", () => undefined as never)), { code: "ERR_HANDLER_EXPORT" });
  });
});
