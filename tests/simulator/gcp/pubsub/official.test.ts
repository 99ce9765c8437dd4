import assert from "node:assert/strict";
import type { Deployment } from "../../deployment.ts";
import { createAccount, emailOf, memberOf } from "../api/client.ts";
import { bundledSourceOf, deployFunction, openGcp, urlOf } from "../shop.ts";
import { createSubscription, createTopic, grantOn } from "./client.ts";

/** A function that publishes and pulls with Google's own client, over REST. Its account and address are in its environment. */
const messaging = `
  const { PubSub, v1 } = require("@google-cloud/pubsub");
  const options = { fallback: true, protocol: "http", emulatorMode: false };
  const [apiEndpoint, port] = process.env.PUBSUB_EMULATOR_HOST.split(":");
  const subscription = "projects/shop-project/subscriptions/orders";
  exports.handler = async (request, response) => {
    try {
      const message = { data: Buffer.from("größer"), attributes: { kind: "new" } };
      const messageId = await new PubSub(options).topic("orders").publishMessage(message);
      const subscriber = new v1.SubscriberClient({ ...options, apiEndpoint, port: Number(port) });
      const pull = async () =>
        (await subscriber.pull({ subscription, maxMessages: 3, returnImmediately: true }))[0].receivedMessages;
      const first = await pull();
      const idsOf = (received) => received.map(({ ackId }) => ackId);
      await subscriber.modifyAckDeadline({ subscription, ackIds: idsOf(first), ackDeadlineSeconds: 0 });
      const second = await pull();
      await subscriber.acknowledge({ subscription, ackIds: idsOf(second) });
      response.json({ messageId, first, second, last: await pull() });
    } catch ({ code, message }) {
      response.status(500).send(code + ": " + message);
    }
  };`;

// https://github.com/googleapis/gax-nodejs/blob/main/client-libraries.md
describe("gcp: Google's own client of Pub/Sub in a function", function called() {
  // The library is large: a busy machine takes its time to bundle and load it.
  this.timeout(60_000);
  let gcp: Deployment;
  before(async () => {
    gcp = await openGcp();
  });
  after(() => gcp.stop());

  it("publishes, pulls and acknowledges over REST, as the function's account", async () => {
    await createTopic(gcp);
    await createSubscription(gcp, "orders");
    await createAccount(gcp);
    const service = { serviceAccountEmail: emailOf("shop-clerk"), availableMemory: "512Mi" };
    const url = urlOf(
      await deployFunction(gcp, "", { name: "messaging", source: await bundledSourceOf(messaging), service }),
    );

    const refused = await (await fetch(url)).text();
    await grantOn(gcp, { topic: "orders" }, "roles/pubsub.publisher", memberOf("shop-clerk"));
    await grantOn(gcp, { subscription: "orders" }, "roles/pubsub.subscriber", memberOf("shop-clerk"));
    const text = await (await fetch(url)).text();

    assert.match(refused, /^403: .*User not authorized to perform this action/);
    assert.match(text, /^\{/);
    const { messageId, first, second, last } = JSON.parse(text);
    assert.equal(Buffer.from(first[0].message.data.data).toString(), "größer");
    assert.partialDeepStrictEqual(first, [{ message: { messageId, attributes: { kind: "new" } } }]);
    assert.deepEqual([first.length, second.length, last], [1, 1, []]);
  });
});
