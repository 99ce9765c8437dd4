import assert from "node:assert/strict";
import { packed } from "../../../kit/runtime/messages/envelope.ts";
import type { Received, Reply } from "../credentials/vendor.ts";
import { clean, envelope, type OpenedVendor, openBox } from "./boxes.ts";

const subscription = "0a0a0a0a-0000-4000-8000-000000000001";
const deadLetters = "/shop-placed-dead-letters";

/** https://learn.microsoft.com/rest/api/servicebus/peek-lock-message-non-destructive-read#example */
const propertiesOf = (more: object) =>
  JSON.stringify({
    ...{ DeliveryCount: 1, LockToken: "7da9cfd5", SequenceNumber: 31, State: "Active" },
    ...{ EnqueuedTimeUtc: "Sun, 29 Mar 2026 01:35:00 GMT", ...more },
  });

/** What a header has for bytes in UTF-8. */
const latin1 = (text: string): string => Buffer.from(text).toString("latin1");

const { fourfold = "" } = packed({ attributes: {}, envelope: { ...envelope, reason: "Größe „9“ fehlt" } });

const messages: readonly Reply[] = [
  {
    status: 201,
    headers: {
      ...{ BrokerProperties: propertiesOf({ MessageId: "7f1c" }), "Content-Type": "application/xml; charset=utf-8" },
      ...{
        Server: "Microsoft-HTTPAPI/2.0",
        OrderRegion: latin1('"Übersee"'),
        Date: '"today"',
        fourfold: `"${fourfold}"`,
      },
    },
    body: '{"order":"ü"}',
  },
  {
    status: 201,
    // https://learn.microsoft.com/azure/service-bus-messaging/service-bus-dead-letter-queues#moving-messages-to-the-dlq
    headers: {
      BrokerProperties: propertiesOf({ MessageId: "other", SequenceNumber: 32 }),
      DeadLetterReason: '"MaxDeliveryCountExceeded"',
      DeadLetterErrorDescription: '"Message could not be consumed after 5 delivery attempts."',
    },
    body: "{}",
  },
];

describe("dead letters on Azure", () => {
  let opened: OpenedVendor;
  let left: readonly Reply[];
  const answer = ({ method, target }: Received): Reply => {
    if (!target.startsWith(`${deadLetters}/messages/head`)) return { status: method === "POST" ? 201 : 200 };
    const [first, ...others] = left;
    left = others;
    return first ?? { status: 204 };
  };
  beforeEach(async () => {
    left = messages;
    const attributes = {
      scope: `/subscriptions/${subscription}/resourceGroups/shop/providers/Microsoft.ServiceBus/namespaces/s/queues/q`,
      ...{ address: "$URL/shop-placed", deadLetters: `$URL${deadLetters}` },
    };
    opened = await openBox("azure", attributes, answer);
  });
  afterEach(() => opened.vendor.close());

  const last = () => {
    const request = opened.asked().at(-1);
    assert.ok(request);
    return { ...request, call: `${request.method} ${request.target}` };
  };

  it("are asked for with a token for Service Bus, as az's user", () => {
    assert.equal(opened.actor, 'ann@shop.example, in the subscription "Shop, production"');
    assert.ok(
      opened.vendor
        .calls()
        .includes(
          `az account get-access-token --subscription ${subscription} --resource https://servicebus.azure.net -o json`,
        ),
    );
  });

  it("are locked one by one until there are no more, and say what the function or Service Bus has said", async () => {
    const [ours, forwarded, ...more] = await opened.box.take(5);

    assert.deepEqual(more, []);
    assert.deepEqual(
      opened.asked().map(({ method, target }) => `${method} ${target}`),
      Array(3).fill(`POST ${deadLetters}/messages/head?timeout=1`),
    );
    assert.equal(last().headers.authorization, "Bearer azures-token");
    assert.deepEqual(ours, {
      ...{ envelope: { ...envelope, reason: "Größe „9“ fehlt" }, body: '{"order":"ü"}', handle: "31/7da9cfd5" },
      ...{ attributes: { OrderRegion: "Übersee", Date: "today" }, reason: "Größe „9“ fehlt", attempts: 5 },
    });
    assert.deepEqual(forwarded, {
      ...{ envelope: { id: "other", sent: Date.parse("2026-03-29T01:35:00Z") }, body: "{}", handle: "32/7da9cfd5" },
      ...{ attributes: {}, attempts: undefined },
      reason: "MaxDeliveryCountExceeded: Message could not be consumed after 5 delivery attempts.",
    });
  });

  // https://learn.microsoft.com/rest/api/servicebus/send-message-batch
  it("are sent to the queue itself, with their id and without what has become of them", async () => {
    const [letter] = await opened.box.take(1);
    assert.ok(letter);

    await opened.box.send(letter);

    assert.equal(last().call, "POST /shop-placed/messages");
    assert.equal(last().headers["content-type"], "application/vnd.microsoft.servicebus.json");
    // The Node worker makes the first letter of names small, so they are told twice: functions have them as they were written.
    const named = { ...clean, names: ["OrderRegion", "Date"] };
    assert.deepEqual(JSON.parse(last().body), [
      {
        ...{ Body: '{"order":"ü"}', BrokerProperties: { MessageId: "7f1c" } },
        UserProperties: { OrderRegion: "Übersee", Date: "today", fourfold: JSON.stringify(named) },
      },
    ]);
  });

  it("are deleted when they are removed, and unlocked for others", async () => {
    const [one, two] = await opened.box.take(2);
    assert.ok(one && two);

    await opened.box.remove(one);
    const removed = last().call;
    await opened.box.release([two]);

    // https://learn.microsoft.com/rest/api/servicebus/delete-message, https://learn.microsoft.com/rest/api/servicebus/unlock-message
    assert.equal(removed, `DELETE ${deadLetters}/messages/31/7da9cfd5`);
    assert.equal(last().call, `PUT ${deadLetters}/messages/32/7da9cfd5`);
  });
});
