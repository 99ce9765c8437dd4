import assert from "node:assert/strict";
import { Bus } from "./client.ts";

const minute = 60_000;

// https://learn.microsoft.com/rest/api/servicebus/service-bus-runtime-rest
describe("azure: queues of Service Bus by REST", () => {
  let bus: Bus;
  beforeEach(async () => {
    bus = await Bus.open();
  });
  afterEach(() => bus[Symbol.asyncDispose]());

  // https://learn.microsoft.com/rest/api/servicebus/send-message-to-queue
  it("take one message with its properties", async () => {
    await bus.queue("orders");

    const sent = await bus.send(
      "orders",
      "Grüße ☕",
      { MessageId: "m-1", CorrelationId: "c-1", Label: "placed", Unknown: "ignored" },
      { Priority2: '"High"', amount: "5", note: '"caf\\u00e9"', plain: "text" },
    );
    const got = await bus.lock("orders");

    assert.equal(sent.status, 201);
    assert.equal(got.status, 201);
    assert.equal(got.text, "Grüße ☕");
    assert.equal(got.headers.get("content-type"), "text/plain");
    assert.deepEqual(
      ["priority2", "amount", "note", "plain"].map((name) => JSON.parse(got.headers.get(name) ?? "null")),
      ["High", 5, "café", "text"],
    );
    assert.partialDeepStrictEqual(got.broker, {
      ...{ MessageId: "m-1", CorrelationId: "c-1", Label: "placed" },
      ...{ SequenceNumber: 1, DeliveryCount: 1, EnqueuedTimeUtc: "Thu, 01 Jan 2026 00:00:00 GMT" },
    });
    assert.match(String(got.broker.LockToken), /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/);
    assert.equal("Unknown" in got.broker, false);
  });

  // https://learn.microsoft.com/rest/api/servicebus/send-message-batch
  it("take a batch, whose messages have their own properties", async () => {
    await bus.queue("orders");

    const sent = await bus.sendBatch("orders", [
      {
        Body: "one",
        BrokerProperties: { MessageId: "1" },
        UserProperties: { Kind: "placed", amount: 5, paid: true, note: "☕" },
      },
      { Body: "☕" },
    ]);
    const [one, two] = [await bus.take("orders"), await bus.take("orders")];

    assert.equal(sent.status, 201);
    assert.deepEqual([one.status, one.text, one.broker.MessageId], [200, "one", "1"]);
    assert.deepEqual(
      ["Kind", "amount", "paid"].map((name) => one.headers.get(name)),
      ['"placed"', "5", "true"],
    );
    assert.equal(JSON.parse(one.headers.get("note") ?? ""), "☕");
    assert.equal(two.text, "☕");
    // "If not set by the application", the client or the broker gives one: https://learn.microsoft.com/azure/service-bus-messaging/message-sequencing
    assert.match(String(two.broker.MessageId), /^[\da-f]{32}$/);
    assert.equal((await bus.take("orders")).status, 204);
  });

  it("refuse what is not a message, and keep nothing of a batch that is wrong", async () => {
    await bus.queue("orders");

    const statuses = await Promise.all([
      bus.call("POST", "orders/messages", { headers: { BrokerProperties: "{" }, body: "x" }),
      bus.sendBatch("orders", { Body: "not a list" }),
      bus.sendBatch("orders", []),
      bus.sendBatch("orders", [{ Body: "good" }, { Body: { not: "a text" } }]),
      bus.sendBatch("orders", [{ Body: "x", BrokerProperties: { ScheduledEnqueueTimeUtc: "soon" } }]),
      bus.sendBatch("orders", [{ Body: "x", BrokerProperties: { TimeToLive: 0 } }]),
    ]);

    assert.deepEqual(
      statuses.map(({ status }) => status),
      [400, 400, 400, 400, 400, 400],
    );
    assert.equal((await bus.take("orders")).status, 204);
  });

  it("say what of it the simulator does not have", async () => {
    await bus.queue("orders");

    const answers = await Promise.all([
      bus.sendBatch("orders", [{ Body: "x" }], "application/vnd.microsoft.servicebus.json; charset=utf-8"),
      bus.sendBatch("orders", [{ Body: "eA==", IsBodyBase64: true }]),
      bus.sendBatch("orders", [{ Body: "x", BrokerProperties: { TimeToLiveTimeSpan: "00:00:40" } }]),
      bus.call("PATCH", "orders/messages/head"),
      bus.call("GET", "orders"),
      bus.call("PATCH", "orders/messages/1/2"),
      bus.send("events/rules/audit", "x"),
    ]);

    for (const answer of answers) {
      assert.equal(answer.status, 501);
      assert.match(await answer.text(), /The simulator's Service Bus .* The cloud itself answers it\./);
    }
  });

  // "256 KB" in the Standard tier: https://learn.microsoft.com/azure/service-bus-messaging/service-bus-quotas
  it("take 256 KB with all properties, and answer 403 for more", async () => {
    await bus.queue("orders");
    const overhead = "MessageId".length + "m".length + "ContentType".length + "text/plain".length;
    const sizes = [262_144 - overhead, 262_145 - overhead];

    const sent = await Promise.all(sizes.map((size) => bus.send("orders", "x".repeat(size), { MessageId: "m" })));
    const together = await bus.sendBatch("orders", [{ Body: "x".repeat(200_000) }, { Body: "x".repeat(70_000) }]);

    assert.deepEqual(
      sent.map(({ status }) => status),
      [201, 403],
    );
    assert.equal(together.status, 403);
  });

  // "410: Specified queue or topic doesn't exist."
  it("answer 410 when there is none of the name", async () => {
    assert.equal((await bus.send("orders", "x")).status, 410);
    assert.equal((await bus.lock("orders")).status, 410);
  });

  // https://learn.microsoft.com/azure/service-bus-messaging/message-sequencing#scheduled-messages
  it("keep a message until the time it is scheduled for", async () => {
    await bus.queue("orders");
    const later = new Date(bus.clock.now() + 5 * minute).toUTCString();

    await bus.send("orders", "later", { ScheduledEnqueueTimeUtc: later });
    await bus.send("orders", "now");

    assert.equal((await bus.take("orders")).text, "now");
    bus.clock.advance(5 * minute - 1);
    assert.equal((await bus.take("orders")).status, 204);
    bus.clock.advance(1);
    const got = await bus.take("orders");
    assert.equal(got.text, "later");
    assert.equal(got.broker.EnqueuedTimeUtc, later);
  });

  describe("lock a message", () => {
    // https://learn.microsoft.com/rest/api/servicebus/delete-message
    it("and have it no more when it is deleted by its lock", async () => {
      await bus.queue("orders");
      await bus.send("orders", "x");

      const { location } = await bus.lock("orders");
      const completed = await bus.call("DELETE", location);
      bus.clock.advance(10 * minute);

      assert.equal(completed.status, 200);
      assert.equal((await bus.lock("orders")).status, 204);
      // "404: No message was found with the specified MessageId or LockToken."
      assert.equal((await bus.call("DELETE", location)).status, 404);
    });

    // https://learn.microsoft.com/rest/api/servicebus/unlock-message
    it("and deliver it again at once when it is unlocked", async () => {
      await bus.queue("orders");
      await bus.send("orders", "x", { MessageId: "a/b c" });

      const { location } = await bus.lock("orders");
      const unlocked = await bus.call("PUT", location);
      const again = await bus.lock("orders");

      assert.equal(unlocked.status, 200);
      assert.equal(again.broker.DeliveryCount, 2);
      assert.notEqual(again.location, location);
      assert.equal((await bus.call("DELETE", location)).status, 404);
    });

    // https://learn.microsoft.com/azure/service-bus-messaging/message-transfers-locks-settlement#peeklock
    it("for the time of lockDuration, of a minute unless it is set", async () => {
      await bus.queue("orders");
      await bus.queue("slow", { lockDuration: "PT5M" });
      await bus.send("orders", "x");
      await bus.send("slow", "x");

      const locks = [await bus.lock("orders"), await bus.lock("slow")];
      bus.clock.advance(minute);

      assert.equal(locks[0]?.broker.LockedUntilUtc, "Thu, 01 Jan 2026 00:01:00 GMT");
      assert.equal((await bus.call("DELETE", locks[0]?.location ?? "")).status, 404);
      assert.equal((await bus.lock("orders")).broker.DeliveryCount, 2);
      assert.equal((await bus.lock("slow")).status, 204);
      assert.equal((await bus.call("DELETE", locks[1]?.location ?? "")).status, 200);
    });

    // https://learn.microsoft.com/rest/api/servicebus/renew-lock-for-a-message
    it("for longer when the lock is renewed", async () => {
      await bus.queue("orders");
      await bus.send("orders", "x");

      const { location } = await bus.lock("orders");
      bus.clock.advance(40_000);
      const renewed = await bus.call("POST", location);
      bus.clock.advance(40_000);

      assert.equal(renewed.status, 200);
      assert.equal((await bus.lock("orders")).status, 204);
      assert.equal((await bus.call("DELETE", location)).status, 200);
    });
  });

  // https://learn.microsoft.com/rest/api/servicebus/peek-lock-message-non-destructive-read
  it("wait for a message as long as a request says", async () => {
    await bus.queue("orders");

    const waiting = bus.call("POST", "orders/messages/head?timeout=30");
    await bus.send("orders", "x");
    const got = await waiting;

    assert.equal(await got.text(), "x");
    const inVain = bus.call("POST", "orders/messages/head?timeout=30");
    await bus.call("POST", "orders/messages/head?timeout=0");
    bus.clock.advance(30_000);
    assert.equal((await inVain).status, 204);
  });
});
