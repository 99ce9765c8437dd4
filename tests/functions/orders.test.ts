import assert from "node:assert/strict";
import fulfil from "../../functions/fulfil.ts";
import type { ShopEvent } from "../../functions/model/event.ts";
import type { Order } from "../../functions/model/order.ts";
import notify from "../../functions/notify.ts";
import { processOne } from "./process.ts";

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

    await processOne(fulfil, order, { events });

    assert.deepEqual(published, [fulfilled]);
  });

  it("packs in the order of shelves", async () => {
    const [line] = await processOne(fulfil, order, openTopic());

    const picks = [
      { shelf: "A3", product: "beans-filter", quantity: 2 },
      { shelf: "C3", product: "kettle", quantity: 1 },
    ];
    assert.deepEqual(line, { message: "The order is packed.", fields: { order: "order-7", picks } });
  });

  it("gives an order up that has a product without a shelf, names it, and publishes nothing", async () => {
    const { published, events } = openTopic();
    const items = [...order.items, { product: "cup-tall", quantity: 1 }];

    await assert.rejects(processOne(fulfil, { ...order, items }, { events }), {
      message: "These products have no shelf: cup-tall.",
    });
    assert.deepEqual(published, []);
  });

  it("fails when the event cannot be published, so that the order is tried again", async () => {
    const publish = () => Promise.reject(new Error("The topic is gone."));

    await assert.rejects(processOne(fulfil, order, { events: { publish } }), { message: "The topic is gone." });
  });
});

describe("notifying a customer", () => {
  it("writes the order, and what it costs, into the log", async () => {
    const lines = await processOne(notify, fulfilled);

    const fields = { order: "order-7", country: "DE", total: 12_345, currency: "EUR" };
    assert.deepEqual(lines, [{ message: "The customer was notified.", fields }]);
  });
});
