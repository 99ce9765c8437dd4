import assert from "node:assert/strict";
import { type CostedResource, type Fields, unknown } from "../../../../kit/cost/resources/resource.ts";
import { alone, azure, inside } from "../../support/azure.ts";
import { consumed, withoutPrice } from "../../support/metered.ts";
import { resourceOf, sourcesOf } from "../../support/program.ts";

describe("Service Bus", () => {
  const namespace = (name: string, more: Fields = {}) =>
    azure("servicebus:Namespace", "bus", { sku: { name }, ...more });
  const queue = (name: string, from: Readonly<Record<string, string>> = {}) =>
    inside("servicebus:Queue", name, {}, { namespaceName: "bus", ...from });
  const usage = { messages: 1_000, messageSize: 65, attempts: 2, deadLetters: 0.1 };
  const operations = (program: readonly CostedResource[], name: string) =>
    consumed(program, name, usage)["servicebus.standard.operations"];

  it("sends, receives and completes a message with an operation each, and another for each 64 KB", () => {
    assert.equal(operations([namespace("Standard"), queue("one")], "one"), 1_000 * (2 + 2 * (2 + 1)));
  });

  it("has few messages in a queue that is for dead letters", () => {
    const program = [namespace("Standard"), queue("one", { forwardDeadLetteredMessagesTo: "dead" }), queue("dead")];

    assert.equal(operations(program, "dead"), 800);
  });

  it("has all messages in a queue that others forward to, too", () => {
    const forwarding = queue("two", { forwardTo: "dead" });
    const program = [
      ...[namespace("Standard"), queue("one", { forwardDeadLetteredMessagesTo: "dead" })],
      ...[forwarding, queue("dead")],
    ];

    assert.equal(operations(program, "two"), 3_000);
    assert.equal(operations(program, "dead"), 6_000);
  });

  it("is of the tier that its namespace says, by name or tier", () => {
    const basic = azure("servicebus:Namespace", "bus", { sku: { tier: "Basic" } });

    assert.deepEqual(consumed([basic, queue("one")], "one", usage), { "servicebus.basic.operations": 8_000 });
  });

  // https://learn.microsoft.com/azure/service-bus-messaging/service-bus-auto-forwarding#considerations
  it("forwards a message with one operation, and the queue does not pay for it again", () => {
    const subscription = (name: string, inputs: Fields, from: Readonly<Record<string, string>> = {}) =>
      inside("servicebus:Subscription", name, inputs, { namespaceName: "bus", ...from });
    const program = [
      ...[namespace("Standard"), queue("one")],
      ...[subscription("forwarding", { forwardTo: unknown }, { forwardTo: "one" }), subscription("direct", {})],
      inside("servicebus:Topic", "topic", {}, { namespaceName: "bus" }),
    ];

    assert.equal(operations(program, "topic"), 2_000);
    assert.equal(operations(program, "forwarding"), 1_000);
    assert.equal(operations(program, "direct"), 6_000);
    assert.equal(operations(program, "one"), 6_000);
  });

  it("has operations in the price of a Premium namespace", () => {
    assert.deepEqual(consumed([namespace("Premium"), queue("one")], "one", usage), {});
    assert.deepEqual(withoutPrice([namespace("Premium", { geoDataReplication: {} })], "bus"), ["geoDataReplication"]);
  });

  it("is unknown without its namespace, or in a tier that is not known", () => {
    assert.deepEqual(withoutPrice([queue("one")], "one"), ["namespaceName"]);
    assert.deepEqual(withoutPrice([namespace("Free"), queue("one")], "one"), ["namespaceName"]);
    assert.deepEqual(withoutPrice([namespace("Standard", { sku: unknown })], "bus"), ["sku"]);
  });
});

describe("Event Grid", () => {
  it("is paid for by 64 KB and attempt, and for each look into an event", () => {
    const usage = { messages: 100, messageSize: 65, attempts: 2 };
    const subscribed = (filter: Fields) => {
      const topic = azure("eventgrid:SystemTopic", "topic");
      const from = { sources: sourcesOf({ systemTopicName: "topic" }) };
      const type = "azure-native:eventgrid:SystemTopicEventSubscription";
      return consumed([topic, resourceOf(type, "one", { filter }, from)], "one", usage);
    };

    assert.deepEqual(alone("eventgrid:Topic").pays({}, usage), { "eventgrid.operations": 200 });
    assert.deepEqual(subscribed({}), { "eventgrid.operations": 400 });
    assert.deepEqual(subscribed({ advancedFilters: [{ key: "kind" }] }), { "eventgrid.operations": 500 });
  });
});
