import assert from "node:assert/strict";
import { aWhile, until } from "../../../support/until.ts";
import { Consumer, consumer, second } from "./consumer.ts";

// https://learn.microsoft.com/azure/azure-functions/functions-bindings-service-bus-trigger
describe("azure: a trigger of a Service Bus queue", function triggered() {
  this.timeout(60_000);
  let app: Consumer;
  beforeEach(() => {
    app = new Consumer();
  });
  afterEach(() => app[Symbol.asyncDispose]());

  it("gives a function the message and what is known of it, and completes it", async () => {
    await app.deploy(consumer());

    await app.bus.sendBatch("orders", [
      {
        Body: JSON.stringify({ id: 7 }),
        BrokerProperties: { MessageId: "m-1", CorrelationId: "c-1", Label: "placed", TimeToLive: 60 },
        UserProperties: { kind: "placed", amount: 5 },
      },
    ]);
    await until(() => app.ended("Succeeded") === 1);

    const [first] = app.told();
    assert.deepEqual(first?.told, { id: 7 });
    // https://github.com/Azure/azure-sdk-for-net/blob/main/sdk/servicebus/Microsoft.Azure.WebJobs.Extensions.ServiceBus/src/Triggers/ServiceBusTriggerBindingStrategy.cs
    assert.partialDeepStrictEqual(first?.metadata, {
      ...{ messageId: "m-1", correlationId: "c-1", subject: "placed", label: "placed" },
      ...{ deliveryCount: 1, sequenceNumber: 1 },
      ...{ enqueuedTimeUtc: "2026-01-01T00:00:00", enqueuedTime: "2026-01-01T00:00:00+00:00" },
      expiresAtUtc: "2026-01-01T00:01:00",
      applicationProperties: { kind: "placed", amount: 5 },
      userProperties: { kind: "placed", amount: 5 },
    });
    assert.match(String(first?.metadata.lockToken), /^[\da-f]{8}-/);
    app.clock.advance(120 * second);
    assert.equal((await app.bus.lock("orders")).status, 204);
  });

  // https://github.com/Azure/azure-functions-nodejs-library/blob/v4.x/src/converters/fromRpcTypedData.ts
  it("gives a body as what its JSON says, and as text where it is none", async () => {
    await app.deploy(consumer());

    for (const body of ["plain text", '"quoted"', "5", "Grüße ☕"]) await app.bus.send("orders", body);
    await until(() => app.ended("Succeeded") === 4);

    assert.deepEqual(new Set(app.told().map((each) => each.told)), new Set(["plain text", "quoted", 5, "Grüße ☕"]));
    assert.equal(app.told()[0]?.metadata.expiresAtUtc, "9999-12-31T23:59:59.9999999");
  });

  // "If the function fails, the runtime calls Abandon on the message": https://learn.microsoft.com/azure/azure-functions/functions-bindings-service-bus-trigger#peeklock-behavior
  it("gives a message again at once when the function fails, and up when it was too often", async () => {
    await app.deploy(consumer("throw new Error('told to');"), { queue: { maxDeliveryCount: 3 } });

    await app.bus.send("orders", "x");
    await until(() => app.ended("Failed") === 3);

    assert.deepEqual(app.attempts(), [1, 2, 3]);
    await aWhile();
    const got = await app.bus.lock("orders/$DeadLetterQueue");
    assert.equal(got.headers.get("DeadLetterReason"), '"MaxDeliveryCountExceeded"');
    assert.equal(app.ended("Succeeded"), 0);
  });

  it("works on as many messages at a time as host.json says", async () => {
    const host = { version: "2.0", extensions: { serviceBus: { maxConcurrentCalls: 2 } } };
    await app.deploy(consumer("await new Promise((done) => setTimeout(done, 400));"), { host });

    for (let count = 0; count < 3; count += 1) await app.bus.send("orders", `m${count}`);
    await until(() => app.told().length === 2);
    await aWhile();

    assert.equal(app.told().length, 2);
    await until(() => app.ended("Succeeded") === 3);
  });

  // https://learn.microsoft.com/azure/azure-functions/functions-bindings-service-bus#hostjson-settings
  it("renews the lock while the function works, for the time of host.json", async () => {
    const extensions = { serviceBus: { maxAutoLockRenewalDuration: "00:01:00" } };
    await app.deploy(consumer("await new Promise(() => undefined);"), {
      ...{ queue: { lockDuration: "PT10S" }, host: { version: "2.0", functionTimeout: "01:00:00", extensions } },
    });

    await app.bus.send("orders", "x");
    await until(() => app.told().length === 1);
    for (let passed = 0; passed < 60; passed += 5) app.clock.advance(5 * second);
    await aWhile();
    assert.equal(app.told().length, 1);
    app.clock.advance(10 * second);
    await until(() => app.told().length === 2);

    assert.deepEqual(app.attempts(), [1, 2]);
  });

  // https://github.com/Azure/azure-functions-host/blob/dev/src/WebJobs.Script.Grpc/Channel/GrpcWorkerChannel.cs (TryFailExecutions)
  it("gives a message again at once when the worker ends by itself, which the host notices", async () => {
    const body = "if (context.triggerMetadata.deliveryCount === 1) process.kill(process.pid, 'SIGKILL');";
    await app.deploy(consumer(body), { queue: { lockDuration: "PT10S" } });

    await app.bus.send("orders", "x");
    await until(() => app.ended("Failed") === 1);
    await until(() => app.ended("Succeeded") === 1);

    assert.deepEqual(app.attempts(), [1, 2]);
  });

  it("gives a message again when the lock ends, where the whole instance is gone", async () => {
    const hog = "globalThis.held = Buffer.alloc(2_300_000_000, 1); await new Promise(() => undefined);";
    const isFirst = "message === 'large' && context.triggerMetadata.deliveryCount === 1";
    await app.deploy(consumer(`if (${isFirst}) { ${hog} }`), { queue: { lockDuration: "PT10S" } });

    await app.bus.send("orders", "large");
    await until(() => app.ended("Failed") === 1);
    await app.bus.send("orders", "next");
    await until(() => app.ended("Succeeded") === 1);
    app.clock.advance(10 * second);
    await until(() => app.ended("Succeeded") === 2);

    assert.deepEqual(
      app.told().map(({ told, metadata }) => [told, metadata.deliveryCount]),
      [
        ["large", 1],
        ["next", 1],
        ["large", 2],
      ],
    );
  });

  // https://learn.microsoft.com/azure/azure-functions/functions-scale#timeout
  it("gives a message again at once when the function takes too long", async () => {
    const host = { version: "2.0", functionTimeout: "00:00:30" };
    const body = "if (context.triggerMetadata.deliveryCount === 1) await new Promise(() => undefined);";
    await app.deploy(consumer(body), { host, queue: { lockDuration: "PT5M" } });

    await app.bus.send("orders", "x");
    await until(() => app.told().length === 1);
    app.clock.advance(30 * second);
    await until(() => app.ended("Succeeded") === 1);

    assert.deepEqual(app.attempts(), [1, 2]);
  });

  it("waits for messages for later", async () => {
    await app.deploy(consumer());
    const later = new Date(app.clock.now() + 60 * second).toUTCString();

    await app.bus.send("orders", "later", { ScheduledEnqueueTimeUtc: later });
    await aWhile();
    assert.equal(app.told().length, 0);
    app.clock.advance(60 * second);

    await until(() => app.ended("Succeeded") === 1);
    assert.equal(app.told()[0]?.metadata.enqueuedTimeUtc, "2026-01-01T00:01:00");
  });

  it("says in the log that a message could not be completed whose lock was lost", async () => {
    const extensions = { serviceBus: { maxAutoLockRenewalDuration: "00:00:00" } };
    const body = "if (context.triggerMetadata.deliveryCount === 1) await new Promise((done) => setTimeout(done, 400));";
    await app.deploy(consumer(body), { queue: { lockDuration: "PT10S" }, host: { version: "2.0", extensions } });

    await app.bus.send("orders", "x");
    await until(() => app.told().length === 1);
    app.clock.advance(10 * second);
    await until(() => app.ended("Succeeded") === 2);

    assert.deepEqual(app.attempts(), [1, 2]);
    assert.equal(app.lines().filter((line) => line.startsWith("The lock supplied is invalid.")).length, 1);
  });

  // https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference
  it("lets a function send to another queue with a token of its own identity", async () => {
    const body = `
      const { IDENTITY_ENDPOINT, IDENTITY_HEADER, BUS__clientId, NEXT } = process.env;
      const query = "?api-version=2019-08-01&resource=https://servicebus.azure.net&client_id=" + BUS__clientId;
      const headers = { "X-IDENTITY-HEADER": IDENTITY_HEADER };
      const { access_token } = await (await fetch(IDENTITY_ENDPOINT + query, { headers })).json();
      const answer = await fetch(NEXT + "/messages", {
        method: "POST",
        headers: { authorization: "Bearer " + access_token, "content-type": "application/vnd.microsoft.servicebus.json" },
        body: JSON.stringify([{ Body: "from a function" }]),
      });
      context.log("answered " + answer.status);`;
    await app.deploy(consumer(body), { settings: ({ outputs }) => ({ NEXT: `${outputs.serviceBusEndpoint}next` }) });
    const next = await app.bus.queue("next");

    await app.bus.send("orders", "x");
    await until(() => app.lines().includes("answered 401"));
    await app.grant("sender", next);
    await app.bus.send("orders", "y");
    await until(() => app.lines().includes("answered 201"));

    assert.equal((await app.bus.take("next")).text, "from a function");
  });

  it("hands messages to new code once it is there, and lets the old one end what it has begun", async () => {
    await app.deploy(consumer("await new Promise((done) => setTimeout(done, 400));"));
    await app.bus.send("orders", "old");
    await until(() => app.told().length === 1);

    await app.redeploy(consumer("context.log('new code');"));
    await app.bus.send("orders", "new");
    await until(() => app.ended("Succeeded") === 2);

    assert.equal(app.lines().filter((line) => line === "new code").length, 1);
    app.clock.advance(120 * second);
    await aWhile();
    assert.equal(app.told().length, 2);
  });

  it("takes nothing for an app that is stopped, or removed", async () => {
    const deployed = await app.deploy(consumer());
    await app.azure.update(deployed, { ...deployed.inputs, enabled: false });
    await app.bus.send("orders", "x");
    await aWhile();
    assert.equal(app.told().length, 0);

    await app.azure.update(deployed, deployed.inputs);
    await until(() => app.ended("Succeeded") === 1);
    await app.azure.remove(deployed);
    await app.bus.send("orders", "y");

    assert.equal((await app.bus.take("orders")).text, "y");
  });

  it("takes no more when what was under way ends with its app", async () => {
    const host = { version: "2.0", extensions: { serviceBus: { maxConcurrentCalls: 1 } } };
    const deployed = await app.deploy(consumer("await new Promise(() => undefined);"), { host });
    await app.bus.send("orders", "under way");
    await app.bus.send("orders", "waiting");
    await until(() => app.told().length === 1);

    await app.azure.remove(deployed);

    const got = await app.bus.take("orders");
    assert.deepEqual([got.text, got.broker.DeliveryCount], ["waiting", 1]);
    assert.deepEqual(
      app.lines().filter((line) => line.includes("unable to start")),
      [],
    );
  });

  it("goes on after a restart with what was under way, when its lock ends", async () => {
    await app.deploy(consumer("if (message === 'slow') await new Promise(() => undefined);"));
    await app.bus.send("orders", "slow");
    await until(() => app.told().length === 1);
    await app.stop();

    await app.start();
    await aWhile();
    assert.equal(app.told().length, 0);
    app.clock.advance(60 * second);
    await until(() => app.told().length === 1);

    assert.deepEqual(app.attempts(), [2]);
  });
});
