import assert from "node:assert/strict";
import { Bus, busTokens, place } from "./client.ts";

// https://learn.microsoft.com/azure/service-bus-messaging/service-bus-queues-topics-subscriptions
describe("azure: topics of Service Bus", () => {
  let bus: Bus;
  beforeEach(async () => {
    bus = await Bus.open();
    await bus.topic("events");
  });
  afterEach(() => bus[Symbol.asyncDispose]());

  const publish = (body: string, UserProperties = {}) => bus.sendBatch("events", [{ Body: body, UserProperties }]);

  it("give each subscription a copy, which everything is for that has no rule", async () => {
    await bus.subscription("events", "one");
    await bus.subscription("events", "two");

    assert.equal((await publish("x")).status, 201);

    for (const name of ["one", "two"]) assert.equal((await bus.take(`events/subscriptions/${name}`)).text, "x");
    assert.equal((await bus.take("events")).status, 400);
  });

  it("are what messages are sent to, and not their subscriptions", async () => {
    await bus.subscription("events", "audit");

    assert.equal((await bus.send("events/subscriptions/audit", "x")).status, 400);
    assert.equal((await bus.take("events/subscriptions/audit")).status, 204);
  });

  it("lose what no subscription is there for", async () => {
    await publish("lost");
    await bus.subscription("events", "late");

    assert.equal((await bus.take("events/subscriptions/late")).status, 204);
  });

  // https://learn.microsoft.com/azure/service-bus-messaging/topic-filters
  it("filter by the default rule of a subscription, as it is now", async () => {
    await bus.subscription("events", "audit");
    const rule = await bus.filter("events", "audit", "user.kind IN ('cancelled')");
    const take = async () => (await bus.take("events/subscriptions/audit")).text;

    await publish("placed", { kind: "placed" });
    await publish("cancelled", { KIND: "cancelled" });
    await publish("other");
    assert.deepEqual([await take(), await take()], ["cancelled", ""]);

    await bus.azure.update(rule, { ...rule.inputs, sqlFilter: { sqlExpression: "NOT EXISTS(user.kind)" } });
    await publish("placed", { kind: "placed" });
    await publish("other");
    assert.deepEqual([await take(), await take()], ["other", ""]);

    await bus.azure.remove(rule);
    await publish("placed", { kind: "placed" });
    assert.equal(await take(), "placed");
  });

  it("refuse a second default rule, and one of a subscription that does not exist", async () => {
    await bus.subscription("events", "audit");
    const rule = await bus.filter("events", "audit", "1=1");

    assert.match(rule.id, /\/topics\/events\/subscriptions\/audit\/rules\/\$Default$/);
    await assert.rejects(bus.filter("events", "audit", "1=2"), /already exist/);
    await assert.rejects(bus.filter("events", "other", "1=1"), /subscriptions\/other' was not found/);
  });

  // https://learn.microsoft.com/azure/service-bus-messaging/service-bus-auto-forwarding
  describe("with a subscription that forwards", () => {
    it("put messages into its queue", async () => {
      await bus.queue("audit");
      await bus.subscription("events", "audit", { forwardTo: "audit" });
      await bus.filter("events", "audit", "user.kind = 'cancelled'");

      await publish("placed", { kind: "placed" });
      await publish("cancelled", { kind: "cancelled" });

      const got = await bus.take("audit");
      assert.deepEqual([got.text, got.headers.get("kind"), got.broker.DeliveryCount], ["cancelled", '"cancelled"', 1]);
      assert.equal((await bus.take("audit")).status, 204);
      assert.equal((await bus.take("events/subscriptions/audit")).status, 204);
    });

    it("need the destination when they are created", async () => {
      await assert.rejects(bus.subscription("events", "audit", { forwardTo: "audit" }), /queues\/audit' was not found/);
    });

    it("keep among its dead letters what its queue is not there for any more", async () => {
      const queue = await bus.queue("audit");
      await bus.subscription("events", "audit", { forwardTo: "audit" });
      await bus.azure.remove(queue);

      await publish("x");

      assert.equal((await bus.take("events/subscriptions/audit/$DeadLetterQueue")).text, "x");
    });

    // "Don't create a chain that exceeds four hops. Messages that exceed four hops are dead-lettered."
    it("hand a message on four times, and no more", async () => {
      await bus.queue("end");
      const chain = ["t5", "t4", "t3", "t2", "t1"];
      let next = "end";
      for (const name of chain) {
        await bus.topic(name);
        await bus.subscription(name, "on", { forwardTo: next });
        next = name;
      }

      await bus.send("t2", "four");
      await bus.send("t1", "five");

      assert.equal((await bus.take("end")).text, "four");
      assert.equal((await bus.take("end")).status, 204);
      const dead = await bus.take("t5/subscriptions/on/$DeadLetterQueue");
      assert.deepEqual([dead.text, dead.headers.get("DeadLetterReason")], ["five", '"MaxTransferHopCountExceeded"']);
    });
  });

  // https://learn.microsoft.com/azure/service-bus-messaging/message-expiration#entity-level-expiration
  it("limit the time of a message by that of the topic and of the subscription", async () => {
    await bus.topic("brief", { defaultMessageTimeToLive: "PT1M" });
    await bus.subscription("brief", "long", { defaultMessageTimeToLive: "PT1H" });
    await bus.subscription("events", "short", { defaultMessageTimeToLive: "PT30S" });

    await bus.send("brief", "x", { TimeToLive: 3_600 });
    await bus.send("events", "x", { TimeToLive: 3_600 });

    assert.equal((await bus.lock("brief/subscriptions/long")).broker.TimeToLive, 60);
    assert.equal((await bus.lock("events/subscriptions/short")).broker.TimeToLive, 30);
  });

  it("are gone with their subscriptions, and what is in these", async () => {
    const topic = await bus.topic("others");
    await bus.subscription("others", "audit");
    await bus.filter("others", "audit", "1=2");
    await bus.azure.remove(topic);

    assert.equal((await bus.send("others", "x")).status, 410);
    await bus.topic("others");
    await bus.azure.create(busTokens.subscription, "audit", {
      ...place,
      topicName: "others",
      subscriptionName: "audit",
    });
    await bus.send("others", "x");
    assert.equal((await bus.take("others/subscriptions/audit")).text, "x");
  });
});
