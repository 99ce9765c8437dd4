import assert from "node:assert/strict";
import { Bus, type Got } from "./client.ts";

const second = 1_000;
const reasonOf = ({ headers }: Got) => JSON.parse(headers.get("DeadLetterReason") ?? "null");

// https://learn.microsoft.com/azure/service-bus-messaging/service-bus-dead-letter-queues
describe("azure: dead letters of Service Bus", () => {
  let bus: Bus;
  beforeEach(async () => {
    bus = await Bus.open();
  });
  afterEach(() => bus[Symbol.asyncDispose]());

  const dead = "orders/$DeadLetterQueue";
  const give = async (path: string): Promise<Got> => {
    const got = await bus.lock(path);
    await bus.call("PUT", got.location);
    return got;
  };

  // "A message is automatically deadlettered after this number of deliveries": the default is 10.
  it("are what was delivered ten times, unless maxDeliveryCount says another number", async () => {
    await bus.queue("orders");
    await bus.queue("twice", { maxDeliveryCount: 2 });
    await bus.send("orders", "x", { MessageId: "m-1" });
    await bus.send("twice", "x");

    for (let count = 1; count <= 10; count += 1) assert.equal((await give("orders")).broker.DeliveryCount, count);
    for (let count = 1; count <= 2; count += 1) assert.equal((await give("twice")).status, 201);

    assert.equal((await bus.lock("orders")).status, 204);
    assert.equal((await bus.lock("twice")).status, 204);
    const got = await bus.lock(dead);
    assert.deepEqual([got.text, got.broker.MessageId], ["x", "m-1"]);
    assert.equal(reasonOf(got), "MaxDeliveryCountExceeded");
    assert.equal(
      got.headers.get("DeadLetterErrorDescription"),
      `"Message couldn't be consumed after maximum delivery attempts."`,
    );
  });

  it("are stored at every moment, as the simulator could be killed then", async () => {
    await bus.queue("orders", { maxDeliveryCount: 1 });
    await bus.send("orders", "x");
    const { store } = bus.azure.simulator.world;
    const kept: number[] = [];
    const put = store.putValue.bind(store);
    store.putValue = (key, value) => {
      put(key, value);
      kept.push(store.values("messages/").size);
    };

    await give("orders");

    assert.ok(!kept.includes(0), kept.join());
    assert.equal(store.values("messages/").size, 1);
  });

  it("are also what was locked too often and never settled", async () => {
    await bus.queue("orders", { maxDeliveryCount: 1, lockDuration: "PT10S" });
    await bus.send("orders", "x");

    await bus.lock("orders");
    assert.equal((await bus.lock(dead)).status, 204);
    bus.clock.advance(10 * second);

    assert.equal(reasonOf(await bus.lock(dead)), "MaxDeliveryCountExceeded");
  });

  it("can be locked, unlocked without end, and completed", async () => {
    await bus.queue("orders", { maxDeliveryCount: 1 });
    await bus.send("orders", "x");
    await give("orders");

    for (let count = 0; count < 12; count += 1) assert.equal((await give(dead)).status, 201);
    const { location } = await bus.lock(dead);

    assert.match(location, /\/orders\/\$DeadLetterQueue\/messages\//);
    assert.equal((await bus.call("DELETE", location)).status, 200);
    assert.equal((await bus.lock(dead)).status, 204);
  });

  // "Messages can only be submitted via the dead-letter operation of the parent entity."
  it("cannot be sent", async () => {
    await bus.queue("orders");

    assert.equal((await bus.send(dead, "x")).status, 400);
  });

  // https://learn.microsoft.com/azure/service-bus-messaging/message-expiration
  describe("of messages whose time is over", () => {
    it("are there where deadLetteringOnMessageExpiration is set, and do not expire again", async () => {
      await bus.queue("orders", { defaultMessageTimeToLive: "PT30S", deadLetteringOnMessageExpiration: true });
      await bus.send("orders", "x", { TimeToLive: 3_600 });
      await bus.send("orders", "y", { TimeToLive: 10 });

      bus.clock.advance(10 * second);
      assert.equal((await bus.lock(dead)).text, "y");
      assert.equal((await bus.lock(dead)).status, 204);
      bus.clock.advance(86_400 * second);
      await bus.signIn();

      const got = [await bus.take(dead), await bus.take(dead)];
      assert.deepEqual(
        got.map((each) => [each.text, reasonOf(each)]),
        [
          ["y", "TTLExpiredException"],
          ["x", "TTLExpiredException"],
        ],
      );
    });

    // "If the option is left disabled, expired messages are dropped."
    it("are not there otherwise", async () => {
      await bus.queue("orders", { defaultMessageTimeToLive: "PT30S" });
      await bus.send("orders", "x");

      bus.clock.advance(30 * second);

      assert.equal((await bus.lock("orders")).status, 204);
      assert.equal((await bus.lock(dead)).status, 204);
    });

    // "The expiration does not affect messages that are currently locked for delivery"
    it("are not there while the message is locked", async () => {
      await bus.queue("orders", { defaultMessageTimeToLive: "PT30S", deadLetteringOnMessageExpiration: true });
      await bus.send("orders", "done");
      await bus.send("orders", "given up");
      const [done, given] = [await bus.lock("orders"), await bus.lock("orders")];

      bus.clock.advance(40 * second);
      assert.equal((await bus.lock(dead)).status, 204);
      assert.equal((await bus.call("DELETE", done.location)).status, 200);
      await bus.call("PUT", given.location);

      assert.equal((await bus.take(dead)).text, "given up");
      assert.equal((await bus.take("orders")).status, 204);
    });

    it("do not begin before the message can be received", async () => {
      await bus.queue("orders", { defaultMessageTimeToLive: "PT30S" });
      await bus.send("orders", "x", { ScheduledEnqueueTimeUtc: new Date(bus.clock.now() + 60 * second).toUTCString() });

      bus.clock.advance(80 * second);

      assert.equal((await bus.take("orders")).text, "x");
    });
  });

  // https://learn.microsoft.com/azure/service-bus-messaging/enable-auto-forward
  it("go to the queue of forwardDeadLetteredMessagesTo, count anew there and have its time", async () => {
    await bus.queue("parked", { defaultMessageTimeToLive: "PT1H", maxDeliveryCount: 2 });
    await bus.queue("orders", { maxDeliveryCount: 1, forwardDeadLetteredMessagesTo: "parked" });
    await bus.topic("events");
    await bus.subscription("events", "audit", { maxDeliveryCount: 1, forwardDeadLetteredMessagesTo: "parked" });
    await bus.send("orders", "order", { MessageId: "m-1", TimeToLive: 60 }, { kind: '"placed"' });
    await bus.send("events", "event");

    await give("orders");
    await give("events/subscriptions/audit");

    assert.equal((await bus.lock(dead)).status, 204);
    const [order, event] = [await bus.lock("parked"), await bus.take("parked")];
    assert.deepEqual(
      [order.text, order.broker.MessageId, reasonOf(order)],
      ["order", "m-1", "MaxDeliveryCountExceeded"],
    );
    // "Only set in messages that have been dead-lettered and subsequently autoforwarded": https://learn.microsoft.com/azure/service-bus-messaging/service-bus-messages-payloads
    assert.partialDeepStrictEqual(order.broker, { DeadLetterSource: "orders", DeliveryCount: 1, TimeToLive: 3_600 });
    assert.equal(order.headers.get("kind"), '"placed"');
    assert.equal(event.broker.DeadLetterSource, "audit");
  });

  // "Messages that exceed four hops are dead-lettered.": https://learn.microsoft.com/azure/service-bus-messaging/service-bus-auto-forwarding#autoforwarding-considerations
  it("stay in their own queue once they have been forwarded four times", async () => {
    const one = await bus.queue("one", { maxDeliveryCount: 1 });
    await bus.queue("other", { maxDeliveryCount: 1, forwardDeadLetteredMessagesTo: "one" });
    await bus.azure.update(one, { ...one.inputs, forwardDeadLetteredMessagesTo: "other" });
    await bus.send("one", "x");

    for (const name of ["one", "other", "one", "other", "one"]) assert.equal((await give(name)).text, "x");

    assert.equal((await bus.take("other")).status, 204);
    assert.equal((await bus.take("one/$DeadLetterQueue")).text, "x");
  });
});
