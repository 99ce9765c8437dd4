import assert from "node:assert/strict";
import { messagesOf, messageTo, requestTo } from "fourfold/testing";
import api from "../../functions/api.ts";
import fulfil from "../../functions/fulfil.ts";
import type { ShopEvent } from "../../functions/model/event.ts";
import type { Order } from "../../functions/model/order.ts";
import notify from "../../functions/notify.ts";
import { shop } from "../../functions/shop.ts";
import * as terms from "../../functions/terms.ts";

const order: Order = {
  country: "DE",
  items: [
    { product: "kettle", quantity: 1 },
    { product: "beans-filter", quantity: 2 },
  ],
  total: 12_345,
};
const fulfilled: ShopEvent = { kind: "fulfilled", order: "order-7", country: "DE", total: 12_345 };

/** A topic that remembers what was published. */
function openTopic() {
  const published: unknown[] = [];
  const publish = async (event: unknown) => {
    published.push(event);
    return { id: "event-1" };
  };
  return { published, events: { publish } };
}

describe("fulfilling an order", () => {
  it("publishes an event with the order's id", async () => {
    const { published, events } = openTopic();

    const outcome = await messageTo(fulfil, { links: { events } })(order, { id: "order-7" });

    assert.deepEqual([outcome, published], [{ is: "done" }, [fulfilled]]);
  });

  it("packs in the order of shelves", async () => {
    const lines: string[] = [];
    const { events } = openTopic();

    await messageTo(fulfil, { links: { events }, onLog: (_, line) => lines.push(line) })(order, { id: "order-7" });

    const picks = [
      { shelf: "A3", product: "beans-filter", quantity: 2 },
      { shelf: "C3", product: "kettle", quantity: 1 },
    ];
    const expected = { message: "The order is packed.", fields: { order: "order-7", picks } };
    assert.partialDeepStrictEqual(JSON.parse(lines[0] ?? ""), expected);
  });

  it("gives an order up that has a product without a shelf, names it, and publishes nothing", async () => {
    const { published, events } = openTopic();
    const items = [...order.items, { product: "cup-tall", quantity: 1 }];

    const outcome = await messageTo(fulfil, { links: { events } })({ ...order, items });

    assert.deepEqual(outcome, { is: "dead", reason: "These products have no shelf: cup-tall." });
    assert.deepEqual(published, []);
  });

  it("fails when the event cannot be published, so that the order is tried again", async () => {
    const publish = () => Promise.reject(new Error("The topic is gone."));

    assert.deepEqual(await messageTo(fulfil, { links: { events: { publish } } })(order), { is: "again", after: 10 });
  });
});

describe("notifying a customer", () => {
  it("writes the order, and what it costs, into the log", async () => {
    const lines: string[] = [];

    await messageTo(notify, { onLog: (_, line) => lines.push(line) })(fulfilled);

    const fields = { order: "order-7", country: "DE", total: 12_345, currency: "EUR" };
    assert.partialDeepStrictEqual(JSON.parse(lines[0] ?? ""), { message: "The customer was notified.", fields });
  });
});

describe("an order from the request to the ledger", () => {
  it("is fulfilled, and can be followed by the id of its request", async () => {
    const lines: string[] = [];
    const onLog = (_level: string, line: string) => void lines.push(line);
    const messages = messagesOf(shop, [fulfil, notify], { onLog });
    const request = requestTo(api, { messages, links: terms, onLog });
    const headers = { "content-type": "application/json", "x-request-id": "checkout-7" };
    const body = JSON.stringify({ country: "DE", items: [{ product: "kettle", quantity: 1 }] });

    const response = await request("/orders", { method: "POST", headers, body });
    await messages.settle();

    const { id } = Object(await response.json());
    assert.partialDeepStrictEqual(messages.in("ledger"), [{ item: { kind: "fulfilled", order: id } }]);
    const followed = lines.map((line) => JSON.parse(line)).filter(({ requestId }) => requestId === "checkout-7");
    assert.deepEqual(
      followed.map((line) => line.function),
      ["api", "fulfil", "fulfil", "notify", "notify"],
    );
    assert.equal(followed.length, lines.length);
  });
});
