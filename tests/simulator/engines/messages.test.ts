import assert from "node:assert/strict";
import { type Message, Messages, type QueueSettings, tokenOf } from "../../../kit/simulator/engines/messages.ts";
import { createFakeClock, type FakeClock } from "../../../kit/simulator/index.ts";
import { createValues } from "./values.ts";

describe("queues of messages", () => {
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

  it("are taken in the order in which they were sent, as many as are wanted", () => {
    for (const body of ["one", "two", "three"]) messages.send("orders", { body });
    messages.send("others", { body: "another" });

    assert.deepEqual(bodies(messages.take("orders", 2, 30_000)), ["one", "two"]);
    assert.deepEqual(bodies(messages.take("orders", 2, 30_000)), ["three"]);
    assert.deepEqual(messages.size("orders"), { waiting: 0, taken: 3, delayed: 0 });
  });

  // Node's timers may fire a millisecond early: https://github.com/nodejs/node/issues/26578
  it("are told of when they become due while it is looked for what is", () => {
    const due = clock.now() + 1_000;
    let ahead = 0;
    // Early by a millisecond, which passes when the clock has been read twice.
    const early = {
      now: () => clock.now() + (clock.now() >= due - 1 && clock.now() < due ? Math.floor(ahead++ / 2) : 0),
      after: (milliseconds: number, callback: () => void) => clock.after(Math.max(0, milliseconds - 1), callback),
    };
    const queues = new Messages({ clock: early, store });
    const taken: string[] = [];
    queues.watch("orders", () => taken.push(...bodies(queues.take("orders", 1, 30_000))));
    queues.send("orders", { body: "one" }, 1_000);

    for (let step = 0; step < 10; step += 1) clock.advance(999);

    assert.deepEqual(taken, ["one"]);
    queues.stop();
  });

  it("are counted as far as is wanted, without those that cannot be taken", () => {
    for (const body of ["one", "two", "three", "four"]) messages.send("orders", { body });
    messages.send("orders", { body: "later" }, 5_000);
    takeOne();

    assert.deepEqual([messages.waiting("orders", 2), messages.waiting("orders", 10)], [2, 3]);
  });

  it("leave no timer behind when nobody waits for them or watches them any more", async () => {
    const timers = new Set<object>();
    const after = (milliseconds: number, callback: () => void) => {
      const timer = {};
      timers.add(timer);
      const cancel = clock.after(milliseconds, callback);
      return () => {
        timers.delete(timer);
        cancel();
      };
    };
    const queues = new Messages({ clock: { now: clock.now, after }, store });
    queues.send("orders", { body: "now" });
    queues.send("orders", { body: "later" }, 5_000);

    await queues.wait("orders", 1_000);
    assert.equal(timers.size, 0);

    const unwatch = queues.watch("orders", () => undefined);
    assert.equal(timers.size, 1);
    unwatch();
    assert.equal(timers.size, 0);
  });

  it("come back unless they are done in time, and count how often they were taken", () => {
    const { id } = messages.send("orders", { body: "one", notes: { by: "me" } });
    const first = takeOne();
    clock.advance(29_999);
    assert.deepEqual(messages.take("orders", 1, 30_000), []);
    clock.advance(1);

    const second = takeOne();

    assert.deepEqual([second.id, second.attempts, second.notes], [id, 2, { by: "me" }]);
    assert.equal(second.taken, first.taken);
    messages.done("orders", tokenOf(second));
    clock.advance(60_000);
    assert.deepEqual(messages.take("orders", 1, 30_000), []);
  });

  it("are not done by who held them before", () => {
    messages.send("orders", { body: "one" });
    const first = takeOne();
    clock.advance(30_000);
    takeOne();

    messages.done("orders", tokenOf(first));

    assert.equal(messages.renew("orders", tokenOf(first), 60_000), false);
    assert.equal(messages.size("orders").taken, 1);
  });

  it("are held for longer, or given back at once", () => {
    messages.send("orders", { body: "one" });
    const held = takeOne();
    clock.advance(20_000);
    assert.equal(messages.renew("orders", tokenOf(held), 30_000), true);
    clock.advance(20_000);
    assert.equal(messages.size("orders").taken, 1);

    assert.equal(messages.renew("orders", tokenOf(held), 0), true);

    assert.equal(messages.size("orders").waiting, 1);
    assert.equal(messages.renew("orders", tokenOf(held), 30_000), false);
  });

  it("wait for their delay", () => {
    messages.send("orders", { body: "one" }, 5_000);
    assert.deepEqual(messages.size("orders"), { waiting: 0, taken: 0, delayed: 1 });

    clock.advance(5_000);

    assert.equal(takeOne().body, "one");
  });

  it("are forgotten when they are too old, also those that are there when that changes", () => {
    messages.send("orders", { body: "one" });
    clock.advance(60_000);
    assert.equal(messages.size("orders").waiting, 1);

    settings.orders = { retention: 60_000 };

    assert.deepEqual(messages.take("orders", 1, 30_000), []);
    assert.equal(store.values("messages/").size, 0);
  });

  it("keep their place when they are given back, or come after all that wait", () => {
    for (const body of ["one", "two", "three"]) messages.send("orders", { body });

    messages.giveBack("orders", tokenOf(takeOne()), 0);
    assert.deepEqual(bodies(messages.list("orders")), ["one", "two", "three"]);
    messages.giveBack("orders", tokenOf(takeOne()), 0, "last");

    assert.deepEqual(bodies(messages.take("orders", 3, 30_000)), ["two", "three", "one"]);
  });

  it("are released when who holds them is no more, but not what was given back for later", () => {
    messages.send("orders", { body: "one" });
    messages.send("orders", { body: "two" });
    messages.giveBack("orders", tokenOf(takeOne()), 60_000);
    takeOne();

    messages.release("orders");

    assert.deepEqual(bodies(messages.take("orders", 2, 30_000)), ["two"]);
  });

  it("are shown without being taken, and removed whoever holds them", () => {
    const { id } = messages.send("orders", { body: "one" });
    messages.send("orders", { body: "two" }, 60_000);
    takeOne();

    messages.remove("orders", [id]);

    assert.deepEqual(bodies(messages.list("orders")), ["two"]);
  });

  it("end a wait when they are sent, when they come back, or when time is over", async () => {
    const waited: string[] = [];
    const wait = async (name: string) => {
      await messages.wait("orders", 20_000);
      waited.push(name);
    };
    const sent = wait("sent");
    messages.send("orders", { body: "one" });
    await sent;
    takeOne("orders", 10_000);
    const back = wait("back");
    clock.advance(10_000);
    await back;
    messages.purge("orders");
    const over = wait("over");
    clock.advance(20_000);
    await over;
    const stopped = wait("stopped");
    messages.stop();
    await stopped;

    assert.deepEqual(waited, ["sent", "back", "over", "stopped"]);
  });

  it("call who watches each time that there is something to take", () => {
    const seen: string[] = [];
    const unwatch = messages.watch("orders", () => {
      for (const message of messages.take("orders", 10, 1_000)) seen.push(`${message.body} ${message.attempts}`);
    });
    messages.send("orders", { body: "now" });
    messages.send("orders", { body: "later" }, 500);
    messages.send("orders", { body: "much later" }, 60_000);
    clock.advance(500);
    clock.advance(500);
    unwatch();
    clock.advance(10_000);

    assert.deepEqual(seen, ["now 1", "later 1", "now 2"]);
  });

  it("outlive a restart, held or not", () => {
    messages.send("orders", { body: "one" });
    messages.send("orders", { body: "two" });
    const held = takeOne();
    messages.stop();
    messages = open();

    assert.deepEqual(bodies(messages.take("orders", 10, 30_000)), ["two"]);
    messages.done("orders", tokenOf(held));
    clock.advance(30_000);
    assert.deepEqual(bodies(messages.take("orders", 10, 30_000)), ["two"]);
  });

  it("go with their queue", () => {
    messages.send("orders", { body: "one" });
    messages.send("orders", { body: "two" }, 5_000);

    messages.drop("orders");

    assert.deepEqual(messages.size("orders"), { waiting: 0, taken: 0, delayed: 0 });
    assert.equal(store.values("messages/").size, 0);
  });
});
