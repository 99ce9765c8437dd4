import assert from "node:assert/strict";
import { InvocationContext } from "@azure/functions";
import { propertiesOf } from "../../../../../kit/runtime/messages/senders/service-bus.ts";
import { createHandler } from "../../../../../kit/runtime/triggers/consumes/adapters/azure.ts";
import { ownVariables } from "../../../../../kit/spec/messages/variables.ts";
import { openCloud } from "../../../support/cloud.ts";
import { envelope, recording, settings } from "./support.ts";

/**
 * What the host says of a message, as the Node worker hands it on:
 * https://learn.microsoft.com/azure/azure-functions/functions-bindings-service-bus-trigger#message-metadata
 */
const metadataOf = (id: string, deliveryCount: number) => ({
  deliveryCount,
  enqueuedTimeUtc: "2026-11-28T10:00:00.5",
  messageId: `sb-${id}`,
  applicationProperties: { by: "web", fourfold: envelope(`m-${id}`), size: 3 },
});

/** Hands a message to the adapter, and answers what it was given, whether it has failed, and what it has sent. */
async function handing(message: unknown, triggerMetadata: Record<string, unknown>, status = 201) {
  const { given, definition } = recording();
  await using cloud = await openCloud({ status, body: "" });
  process.env[ownVariables.queue] = `${cloud.url}/placed`;
  process.env[ownVariables.deadLetters] = `${cloud.url}/placed-dead-letters`;
  try {
    const init = { invocationId: "i-1", functionName: "fulfil", triggerMetadata, logHandler: () => {} };
    const handler = createHandler(definition, settings);
    const failed = await handler(message, new InvocationContext(init)).then(
      () => false,
      () => true,
    );
    const sent = cloud.calls.map(({ path, body }) => ({ path, entry: JSON.parse(body)[0] }));
    return { given, failed, sent };
  } finally {
    delete process.env[ownVariables.queue];
    delete process.env[ownVariables.deadLetters];
  }
}

const envelopeIn = (entry: { readonly UserProperties: { readonly fourfold: string } }) =>
  JSON.parse(entry.UserProperties.fourfold);

describe("the adapter for Service Bus", () => {
  it("hands over the message with what its metadata say, and is done", async () => {
    const { given, failed, sent } = await handing({ id: "a" }, metadataOf("a", 2));

    assert.deepEqual(given, [
      [{ id: "a" }, { id: "m-a", attempt: 2, enqueuedAt: new Date("2026-11-29"), attributes: { by: "web" } }],
    ]);
    assert.deepEqual([failed, sent], [false, []]);
  });

  // https://github.com/Azure/azure-functions-nodejs-library/blob/v4.x/src/converters/toCamelCase.ts
  it("gives attributes the capitals back that the Node worker has taken, also when the message is sent once more", async () => {
    const { applicationProperties: _, ...metadata } = metadataOf("bad", 1);
    const envelope = { id: "m-bad", sent: Date.UTC(2026, 10, 29) };
    const attributes = { Kind: "new", region: "eu-1" };
    const { fourfold = "" } = propertiesOf({ envelope, attributes });
    const applicationProperties = { kind: "new", region: "eu-1", fourfold };

    const { given, sent } = await handing({ id: "bad" }, { ...metadata, applicationProperties });

    assert.deepEqual(Object(given[0]?.[1]).attributes, attributes);
    const { fourfold: again, ...own } = sent[0]?.entry.UserProperties ?? {};
    assert.deepEqual([own, JSON.parse(again).names], [attributes, ["Kind"]]);
  });

  it("sends a message that has failed once more for later, with how often it was tried", async () => {
    const before = Date.now();
    const { failed, sent } = await handing({ id: "bad" }, metadataOf("bad", 2));

    assert.equal(failed, false);
    assert.equal(sent.length, 1);
    const [{ path, entry } = { path: "", entry: {} }] = sent;
    assert.equal(path, "/placed/messages");
    assert.equal(entry.Body, '{"id":"bad"}');
    assert.partialDeepStrictEqual(envelopeIn(entry), { id: "m-bad", tried: 2 });
    // https://learn.microsoft.com/azure/service-bus-messaging/message-sequencing#scheduled-messages
    assert.ok(Date.parse(entry.BrokerProperties.ScheduledEnqueueTimeUtc) >= before + 20_000);
  });

  it("counts on where the copy of a message begins anew", async () => {
    const tried = JSON.stringify({ ...JSON.parse(envelope("m-a")), tried: 3 });
    const { given } = await handing({ id: "a" }, { ...metadataOf("a", 1), applicationProperties: { fourfold: tried } });

    assert.equal(given[0]?.[1].attempt, 4);
  });

  it("sends what the handler gives up to the dead letters, with the reason", async () => {
    const { failed, sent } = await handing({ id: "wrong" }, metadataOf("wrong", 1));

    assert.equal(failed, false);
    const [{ path, entry } = { path: "", entry: {} }] = sent;
    assert.equal(path, "/placed-dead-letters/messages");
    assert.partialDeepStrictEqual(envelopeIn(entry), { id: "m-wrong", reason: "It is wrong." });
  });

  it("lets the host give back what can be sent nowhere, so that it comes again", async () => {
    for (const id of ["bad", "wrong"]) {
      const { failed } = await handing({ id }, metadataOf(id, 1), 403);

      assert.equal(failed, true, id);
    }
  });

  it("takes what somebody else has sent, by what Service Bus says of it", async () => {
    const { given } = await handing('{"id":"a"}', { ...metadataOf("a", 1), applicationProperties: {} });

    assert.deepEqual(given, [
      [{ id: "a" }, { id: "sb-a", attempt: 1, enqueuedAt: new Date("2026-11-28T10:00:00.500Z"), attributes: {} }],
    ]);
  });
});
