import assert from "node:assert/strict";
import { type Message, Messages, type QueueSettings, tokenOf } from "../../../kit/simulator/engines/messages.ts";
import { createFakeClock, type FakeClock } from "../../../kit/simulator/index.ts";
import { createValues } from "./values.ts";

describe("messages that become dead letters", () => {
  let clock: FakeClock;
  let store: ReturnType<typeof createValues>;
  let messages: Messages;
  let settings: Record<string, QueueSettings>;
  const open = () => new Messages({ clock, store, settings: (queue) => settings[queue] ?? {} });
  beforeEach(() => {
    clock = createFakeClock();
    store = createValues();
    settings = {};
    messages = open();
  });
  afterEach(() => messages.stop());

  const bodies = (taken: readonly Message[]) => taken.map(({ body }) => body);
  const takeOne = (queue = "orders", milliseconds = 30_000): Message =>
    messages.take(queue, 1, milliseconds)[0] ?? assert.fail("There is nothing to take.");

  it("are not dead letters but gone when they are given back too old", () => {
    settings.orders = { retention: 60_000, deadLetters: { queue: "dead", attempts: 1 } };
    messages.send("orders", { body: "one" });
    const token = tokenOf(takeOne("orders", 120_000));
    clock.advance(60_000);

    assert.equal(messages.giveBack("orders", token, 0), false);

    assert.deepEqual([messages.list("orders"), messages.list("dead")], [[], []]);
  });

  it("become dead letters when they have been taken too often, with their age and origin", () => {
    settings.orders = { deadLetters: { queue: "dead", attempts: 2 } };
    const { id, sent } = messages.send("orders", { body: "one" });
    for (let attempt = 0; attempt < 2; attempt++) {
      takeOne();
      clock.advance(30_000);
    }

    assert.deepEqual(messages.take("orders", 1, 30_000), []);

    assert.equal(messages.list("dead")[0]?.held, false);
    const dead = takeOne("dead");
    assert.deepEqual([dead.id, dead.sent, dead.origin], [id, sent, "orders"]);
  });

  it("become dead letters at once when they are given back too often, or are forgotten where there is no such queue", () => {
    settings.orders = { deadLetters: { queue: "dead", attempts: 1, countsAnew: true } };
    settings.others = { deadLetters: { attempts: 1 } };
    const { id } = messages.send("orders", { body: "one" });
    messages.send("others", { body: "another" });

    messages.giveBack("orders", tokenOf(takeOne()), 60_000);
    messages.giveBack("others", tokenOf(takeOne("others")), 60_000);

    const dead = takeOne("dead");
    assert.deepEqual([dead.id, dead.attempts], [id, 1]);
    assert.deepEqual([messages.list("orders"), messages.list("others")], [[], []]);
  });

  it("are stored somewhere at every moment while they become dead letters, as they could be killed then", () => {
    settings.orders = { deadLetters: { queue: "dead", attempts: 1 } };
    messages.send("orders", { body: "given back" });
    messages.send("orders", { body: "taken too often" });
    const [back] = messages.take("orders", 2, 1_000);
    const kept: number[] = [];
    const { putValue } = store;
    store.putValue = (key, value) => {
      putValue(key, value);
      kept.push(new Set([...store.values("messages/").values()].map((text) => JSON.parse(text).id)).size);
    };

    messages.giveBack("orders", tokenOf(back ?? assert.fail()), 0);
    clock.advance(1_000);
    messages.take("orders", 1, 1_000);

    assert.deepEqual(kept, [2, 2, 2, 2]);
    assert.equal(messages.list("dead").length, 2);
  });

  it("stay where they are when the dead letters are the queue itself", () => {
    settings.orders = { deadLetters: { queue: "orders", attempts: 1, countsAnew: true } };
    messages.send("orders", { body: "one" });

    messages.giveBack("orders", tokenOf(takeOne()), 0);

    assert.deepEqual(bodies(messages.list("orders")), ["one"]);
  });

  // Two queues of SQS may name each other. Without end they would be given up by both, before anybody has taken them.
  it("are taken again where dead letters come back to", () => {
    settings.orders = { deadLetters: { queue: "dead", attempts: 2 } };
    settings.dead = { deadLetters: { queue: "orders", attempts: 1 } };
    const seen: (readonly [queue: string, attempts: number])[] = [];
    const unwatch = ["orders", "dead"].map((queue) =>
      messages.watch(queue, () => {
        for (const { attempts } of messages.take(queue, 1, 1_000)) seen.push([queue, attempts]);
      }),
    );
    messages.send("orders", { body: "one" });

    for (let step = 0; step < 4; step += 1) clock.advance(1_000);
    for (const end of unwatch) end();

    const places = seen.map(([queue]) => queue);
    assert.deepEqual(places, ["orders", "orders", "dead", "orders", "orders"]);
    assert.deepEqual(seen.at(-1), ["orders", 5]);
  });
});
