import assert from "node:assert/strict";
import { until } from "../../../support/until.ts";
import { createNamespace } from "./client.ts";
import { Consumer, consumer, second } from "./consumer.ts";

// https://learn.microsoft.com/azure/azure-functions/functions-bindings-service-bus-trigger
describe("azure: what a trigger of a Service Bus queue connects to", function listening() {
  this.timeout(60_000);
  let app: Consumer;
  beforeEach(() => {
    app = new Consumer();
  });
  afterEach(() => app[Symbol.asyncDispose]());

  describe("says in the app's log why it does not start, and starts when it can", () => {
    const limit = /SimulatorLimit: the simulator has only triggers of queues, for one message at a time/;
    const problem = (pattern: RegExp) => until(() => app.lines().some((line) => pattern.test(line)));

    it("without the role of a receiver", async () => {
      await app.deploy(consumer(), { role: "sender" });
      await app.bus.send("orders", "x");

      await problem(
        /listener for function 'Functions\.fulfil' was unable to start\. .*'Listen' claim\(s\) are required/,
      );
      for (let passed = 0; passed < 60; passed += 5) app.clock.advance(5 * second);
      assert.equal(app.lines().filter((line) => line.includes("unable to start")).length, 1);
      assert.equal(app.told().length, 0);
      await app.grant("receiver", app.bus.namespace);
      app.clock.advance(5 * second);

      await until(() => app.ended("Succeeded") === 1);
    });

    it("when the role is taken away", async () => {
      await app.deploy(consumer(), { role: "nobody" });
      const role = await app.grant("receiver", app.bus.namespace);
      app.clock.advance(5 * second);
      await app.bus.send("orders", "one");
      await until(() => app.ended("Succeeded") === 1);

      await app.azure.remove(role);
      await app.bus.send("orders", "two");

      await until(() => app.lines().filter((line) => line.includes("'Listen' claim(s)")).length === 2);
      assert.equal(app.told().length, 1);
    });

    it("without the queue", async () => {
      await app.deploy(consumer(), {
        settings: () => ({ ORDERS: "later" }),
        role: "owner",
      });

      await problem(/unable to start\. The messaging entity 'later' could not be found at 127\.0\.0\.1:/);
      await app.grant("receiver", app.bus.namespace);
      await app.bus.queue("later");
      await app.bus.send("later", "x");
      app.clock.advance(5 * second);

      await until(() => app.ended("Succeeded") === 1);
    });

    it("with an identity that the app is given later", async () => {
      const deployed = await app.deploy(consumer(), { role: "nobody" });
      const { id, outputs } = app.bus.identity;
      const appSettings = [
        { name: "BUS__fullyQualifiedNamespace", value: "shop-messages.servicebus.windows.net" },
        { name: "BUS__credential", value: "managedidentity" },
        { name: "BUS__clientId", value: outputs.clientId },
        { name: "ORDERS", value: "orders" },
      ];
      const inputs = { ...deployed.inputs, siteConfig: { appSettings } };
      await app.azure.update(deployed, inputs);
      await problem(/No User Assigned or Delegated Managed Identity/);
      await app.bus.send("orders", "x");

      const { userAssignedIdentities } = Object(deployed.inputs.identity);
      const identity = { type: "UserAssigned", userAssignedIdentities: [...userAssignedIdentities, id] };
      await app.azure.update(deployed, { ...inputs, identity });
      app.clock.advance(5 * second);

      await until(() => app.ended("Succeeded") === 1);
    });

    const settings: readonly (readonly [title: string, Readonly<Record<string, string | undefined>>, RegExp])[] = [
      ["with a connection string", { BUS: "Endpoint=sb://x" }, /SimulatorLimit: BUS is a connection string/],
      [
        "without the namespace",
        { BUS__fullyQualifiedNamespace: undefined },
        /BUS__fullyQualifiedNamespace does not exist/,
      ],
      ["with another credential", { BUS__credential: "none" }, /BUS__credential is not managedidentity/],
      [
        "with an identity that the app does not have",
        { BUS__clientId: "x" },
        /No User Assigned or Delegated Managed Identity/,
      ],
    ];
    for (const [title, changed, pattern] of settings) {
      it(title, async () => {
        await app.deploy(consumer(), { settings: () => changed });

        await problem(pattern);
      });
    }

    for (const option of [
      'cardinality: "many"',
      "isSessionsEnabled: true",
      "autoCompleteMessages: false",
      "sdkBinding: true",
    ]) {
      it(`with ${option}`, async () => {
        await app.deploy(consumer("", `${option},`));

        await problem(limit);
      });
    }

    it("with autoCompleteMessages: false in host.json", async () => {
      const extensions = { serviceBus: { autoCompleteMessages: false } };
      await app.deploy(consumer(), { host: { version: "2.0", extensions } });

      await problem(limit);
    });

    it("with a topic", async () => {
      const subscription = 'topicName: "events", subscriptionName: "audit"';
      const source = consumer().replace("serviceBusQueue", "serviceBusTopic");
      await app.deploy(source.replace('queueName: "%ORDERS%"', subscription));

      await problem(limit);
    });
  });

  it("is a queue that is deleted and made anew", async () => {
    await app.deploy(consumer());

    await app.azure.remove(app.queue);
    await app.bus.queue("orders");
    await app.bus.send("orders", "x");

    await until(() => app.ended("Succeeded") === 1);
  });

  it("is nothing any more once the app is removed", async () => {
    const deployed = await app.deploy(consumer(), { role: "nobody" });
    const problems = () => app.lines().filter((line) => line.includes("unable to start"));
    await until(() => problems().length === 1);

    await app.azure.remove(deployed);
    await app.azure.remove(app.queue);
    app.clock.advance(10 * second);

    assert.equal(problems().length, 1);
  });

  describe("where several namespaces have a queue of this name", () => {
    const addAnother = async (): Promise<void> => {
      const namespaceName = "other-messages";
      await createNamespace(app.azure, { namespaceName });
      await app.bus.queue("orders", { namespaceName });
    };

    it("is the one that is named as in the cloud", async () => {
      const settings = { BUS__fullyQualifiedNamespace: "shop-messages.servicebus.windows.net" };
      await app.deploy(consumer(), { settings: () => settings });
      await addAnother();

      await app.bus.send("orders", "x");

      await until(() => app.ended("Succeeded") === 1);
    });

    it("is none by their address here, which they share", async () => {
      await app.deploy(consumer(), { role: "nobody" });
      await addAnother();

      app.clock.advance(5 * second);

      await until(() => app.lines().some((line) => /name one as <namespace>\.servicebus\.windows\.net/.test(line)));
    });
  });
});
