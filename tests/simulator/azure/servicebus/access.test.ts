import assert from "node:assert/strict";
import { withoutTls } from "../shop.ts";
import { Bus } from "./client.ts";

const statusOf = async (response: Promise<{ readonly status: number }>) => (await response).status;

// https://learn.microsoft.com/azure/service-bus-messaging/authenticate-application
describe("azure: who may do what to Service Bus", () => {
  it("is nobody without a token, or with a wrong one", async () => {
    await using bus = await Bus.open();
    await bus.queue("orders");
    const send = (authorization: string) =>
      bus.call("POST", "orders/messages", { headers: { authorization }, body: "x" });

    const none = await fetch(withoutTls(bus.address("orders/messages")), { method: "POST", body: "x" });

    // "401: Authorization failure." https://learn.microsoft.com/rest/api/servicebus/send-message-to-queue#response-codes
    assert.equal(none.status, 401);
    assert.match(none.headers.get("www-authenticate") ?? "", /resource_id=https:\/\/servicebus\.azure\.net$/);
    assert.match(await none.text(), /^<Error><Code>401<\/Code><Detail>MissingToken/);
    assert.equal(await statusOf(send("Bearer guessed")), 401);
  });

  it("is who has a token for Service Bus, with or without a slash at its end, while it lasts", async () => {
    await using bus = await Bus.open();
    await bus.queue("orders");

    const audiences = ["https://servicebus.azure.net", "https://servicebus.azure.net/", "https://storage.azure.com"];
    const statuses = [];
    for (const audience of audiences) {
      await bus.signIn(audience);
      statuses.push(await statusOf(bus.send("orders", "x")));
    }
    await bus.signIn();
    bus.clock.advance(25 * 3_600_000);
    statuses.push(await statusOf(bus.send("orders", "x")));

    assert.deepEqual(statuses, [201, 201, 401, 401]);
  });

  // https://learn.microsoft.com/azure/service-bus-messaging/disable-local-authentication
  it("is nobody by shared access signature where disableLocalAuth is set, and a limit of the simulator's elsewhere", async () => {
    const send = async (bus: Bus) => {
      await bus.queue("orders");
      const authorization = "SharedAccessSignature sr=shop&sig=x&se=1&skn=Root";
      return bus.call("POST", "orders/messages", { headers: { authorization }, body: "x" });
    };
    await using closed = await Bus.open();
    await using open = await Bus.open({ disableLocalAuth: false });

    const [refused, limited] = [await send(closed), await send(open)];

    assert.equal(refused.status, 401);
    assert.match(await refused.text(), /LocalAuthDisabled/);
    assert.equal(limited.status, 501);
    assert.match(await limited.text(), /no shared access signatures/);
  });

  // https://learn.microsoft.com/azure/service-bus-messaging/service-bus-managed-service-identity#azure-built-in-roles-for-azure-service-bus
  describe("by a role", () => {
    const attempts = async (bus: Bus, queue = "orders") => [
      await statusOf(bus.send(queue, "x")),
      await statusOf(bus.lock(queue)),
      await statusOf(bus.lock(`${queue}/$DeadLetterQueue`)),
    ];

    it("is nobody without one", async () => {
      await using bus = await Bus.open({}, "nobody");
      await bus.queue("orders");

      assert.deepEqual(await attempts(bus), [401, 401, 401]);
      // Whether there is a queue is told to nobody who may not know.
      assert.equal(await statusOf(bus.send("none", "x")), 401);
      assert.match(await (await bus.send("orders", "x")).text(), /'Send' claim\(s\) are required/);
      assert.match((await bus.lock("orders")).text, /'Listen' claim\(s\) are required/);
    });

    it("is sending for a sender, receiving for a receiver, and both for an owner", async () => {
      const byRole = {
        sender: [201, 401, 401],
        receiver: [401, 204, 204],
        owner: [201, 201, 204],
      } as const;
      for (const role of ["sender", "receiver", "owner"] as const) {
        await using bus = await Bus.open({}, role);
        await bus.queue("orders");

        assert.deepEqual(await attempts(bus), byRole[role], role);
      }
    });

    it("is at one queue, topic or subscription only, where the role is assigned there", async () => {
      await using bus = await Bus.open({}, "nobody");
      const orders = await bus.queue("orders");
      await bus.queue("orders2");
      const topic = await bus.topic("events");
      const audit = await bus.subscription("events", "audit");
      await bus.subscription("events", "other");
      await bus.grant("owner", orders);
      await bus.grant("sender", topic);
      await bus.grant("receiver", audit);

      assert.deepEqual(await attempts(bus), [201, 201, 204]);
      assert.deepEqual(await attempts(bus, "orders2"), [401, 401, 401]);
      assert.equal(await statusOf(bus.send("events", "x")), 201);
      assert.equal(await statusOf(bus.take("events/subscriptions/audit")), 200);
      assert.equal(await statusOf(bus.take("events/subscriptions/other")), 401);
    });
  });
});
