import assert from "node:assert/strict";
import { createFakeClock } from "../../../../kit/simulator/index.ts";
import { aWhile } from "../../../support/until.ts";
import { Lives } from "../../support/lives.ts";
import { openAzure, tokens } from "../shop.ts";
import { Bus, busTokens, createNamespace, place } from "./client.ts";

describe("azure: resources of Service Bus", () => {
  it("have the address of the namespace as its output, and messages at once", async () => {
    await using bus = await Bus.open();
    const queue = await bus.queue("orders");

    assert.match(
      String(bus.namespace.outputs.serviceBusEndpoint),
      /^https:\/\/127\.0\.0\.1:\d+\/shop-messages\.servicebus\/$/,
    );
    assert.match(
      queue.id,
      /^\/subscriptions\/[^/]+\/resourceGroups\/shop\/providers\/Microsoft\.ServiceBus\/namespaces\/shop-messages\/queues\/orders$/,
    );
    assert.partialDeepStrictEqual(queue.outputs, { name: "orders", maxDeliveryCount: 10, lockDuration: "PT1M" });
  });

  // https://learn.microsoft.com/azure/service-bus-messaging/disable-local-authentication
  it("take keys unless a namespace says that it does not", async () => {
    await using bus = await Bus.open();

    const other = await createNamespace(bus.azure, { namespaceName: "other-messages", disableLocalAuth: undefined });

    assert.deepEqual(
      [bus.namespace, other].map(({ outputs }) => outputs.disableLocalAuth),
      [true, false],
    );
  });

  it("refuse a namespace whose name is taken in another group", async () => {
    await using bus = await Bus.open();
    await bus.azure.create(tokens.group, "other", { resourceGroupName: "other" });

    await assert.rejects(createNamespace(bus.azure, { resourceGroupName: "other" }), /not available/);
  });

  it("refuse a queue in a namespace that does not exist, and one for dead letters that does not", async () => {
    await using bus = await Bus.open();
    const inputs = { ...place, queueName: "orders" };

    await assert.rejects(
      bus.azure.create(busTokens.queue, "orders", { ...inputs, namespaceName: "other-messages" }),
      /namespaces\/other-messages' was not found/,
    );
    await assert.rejects(bus.queue("orders", { forwardDeadLetteredMessagesTo: "none" }), /queues\/none' was not found/);
  });

  it("refuse two resources of one name, and what is not simulated of a namespace", async () => {
    await using bus = await Bus.open();
    await bus.queue("orders");

    await assert.rejects(bus.queue("Orders"), /already exist/);
    const complaints = await bus.azure.complaints(busTokens.queue, { ...place, queueName: "o", requiresSession: true });
    assert.match(complaints.join(), /requiresSession: SimulatorLimit/);
  });

  it("take a new setting for what is in them already", async () => {
    await using bus = await Bus.open();
    const queue = await bus.queue("orders");
    await bus.send("orders", "x");
    await bus.azure.update(queue, { ...queue.inputs, maxDeliveryCount: 1 });

    const { location } = await bus.lock("orders");
    await bus.call("PUT", location);

    assert.equal((await bus.lock("orders/$DeadLetterQueue")).text, "x");
  });

  it("lose their messages when they are deleted", async () => {
    await using bus = await Bus.open();
    const queue = await bus.queue("orders");
    await bus.send("orders", "x");
    await bus.azure.remove(queue);
    await bus.queue("orders");

    assert.equal((await bus.lock("orders")).status, 204);
    await bus.send("orders", "y");
    assert.equal((await bus.lock("orders")).broker.SequenceNumber, 1);
  });

  // https://learn.microsoft.com/azure/azure-resource-manager/management/delete-resource-group
  it("go with their namespace", async () => {
    await using bus = await Bus.open();
    await bus.queue("orders");
    await bus.send("orders", "x");

    await bus.azure.remove(bus.namespace);
    assert.equal((await bus.send("orders", "x")).status, 404);
    // Roles at something are gone with it.
    await bus.grant("owner", await createNamespace(bus.azure));

    assert.equal((await bus.send("orders", "x")).status, 410);
  });

  it("keep messages, locks and their numbers through a restart", async () => {
    await using lives = new Lives(openAzure);
    const clock = createFakeClock();
    const first = await Bus.on(await lives.start({ clock }), clock);
    await first.queue("orders");
    await first.send("orders", "one");
    await first.send("orders", "two");
    const { location } = await first.lock("orders");
    await lives.stop();
    // Node's fetch notices only then that the connection is gone.
    await aWhile();

    const again = first.moved(await lives.start({ clock }));
    const two = await again.lock("orders");
    await again.call("DELETE", two.location);
    clock.advance(60_000);
    const one = await again.lock("orders");

    assert.deepEqual([two.text, two.broker.SequenceNumber, two.broker.DeliveryCount], ["two", 2, 1]);
    assert.deepEqual([one.text, one.broker.SequenceNumber, one.broker.DeliveryCount], ["one", 1, 2]);
    assert.equal((await again.call("DELETE", location)).status, 404);
    assert.equal((await again.call("DELETE", one.location)).status, 200);
  });
});
