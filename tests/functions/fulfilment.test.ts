import assert from "node:assert/strict";
import { Orders } from "../../functions/data/orders.ts";
import { as, enter, openShop, send } from "./open-shop.ts";

type Shop = ReturnType<typeof openShop>;

const items = [
  { product: "kettle", quantity: 1 },
  { product: "beans-filter", quantity: 2 },
];
const basket = { country: "DE", items, payment: "tok_visa" };

async function open(links: object = {}) {
  const opened = openShop(links);
  const token = await enter(opened);
  const order = async (changes: object = {}, requestId = "checkout-7"): Promise<string> => {
    const headers = { "idempotency-key": crypto.randomUUID(), "x-request-id": requestId };
    const response = await opened.request("/orders", send("POST", { ...basket, ...changes }, token, headers));
    assert.equal(response.status, 202);
    return Object(await response.json()).id;
  };
  const stateOf = async (id: string) => Object(await (await opened.request(`/orders/${id}`, as(token))).json()).state;
  return { ...opened, token, order, stateOf };
}

const left = async ({ tables }: Shop, product: string) => (await tables.stock.get({ product }))?.value;
const eventsOf = ({ messages }: Shop) => messages.in("ledger").map(({ item }) => item);

describe("fulfilling an order", () => {
  it("packs it in the order of shelves, sells the stock, publishes that, and can be followed by its request", async () => {
    const shop = await open();
    const id = await shop.order();
    const { total } = Object(await (await shop.request(`/orders/${id}`, as(shop.token))).json());

    await shop.messages.settle();

    assert.equal(await shop.stateOf(id), "fulfilled");
    assert.deepEqual(eventsOf(shop), [{ kind: "fulfilled", order: id, country: "DE", total }]);
    assert.deepEqual(await left(shop, "kettle"), { product: "kettle", available: 9_999, holds: {} });
    const followed = shop.lines.map((line) => JSON.parse(line)).filter(({ requestId }) => requestId === "checkout-7");
    assert.deepEqual(new Set(followed.map((line) => line.function)), new Set(["api", "fulfil", "notify"]));
    const picks = [
      { shelf: "A3", product: "beans-filter", quantity: 2 },
      { shelf: "C3", product: "kettle", quantity: 1 },
    ];
    const packed = followed.find(({ message }) => message === "The order is packed.");
    assert.deepEqual(packed?.fields, { order: id, picks });
    const notified = followed.find(({ message }) => message === "The customer was notified.");
    assert.deepEqual(notified?.fields, { order: id, is: "fulfilled", country: "DE", total, currency: "EUR" });
  });

  it("refuses one that the bank does not pay, returns its stock, and tells the customer", async () => {
    const shop = await open();

    const id = await shop.order({ payment: "tok_declined" });
    await shop.messages.settle();

    assert.equal(await shop.stateOf(id), "refused");
    assert.partialDeepStrictEqual(eventsOf(shop), [{ kind: "refused", order: id, reason: "The card was declined." }]);
    assert.equal((await left(shop, "kettle"))?.available, 10_000);
    assert.ok(shop.lines.some((line) => line.includes('"is":"refused"')));
  });

  for (const payment of ["tok_visa", "tok_declined"]) {
    it(`is done once with ${payment}, also when the message comes several times at once, and after it is done`, async () => {
      const shop = await open();
      const id = await shop.order({ payment });
      const [message] = shop.messages.in("placed");
      for (let copy = 0; copy < 4; copy += 1) shop.messages.put("placed", message?.body ?? assert.fail());

      await shop.messages.settle();
      shop.messages.put("placed", message?.body ?? assert.fail());
      await shop.messages.settle();

      assert.equal(await shop.stateOf(id), payment === "tok_visa" ? "fulfilled" : "refused");
      assert.deepEqual(new Set(eventsOf(shop).map((event) => Object(event).kind)).size, 1);
      const available = payment === "tok_visa" ? 9_999 : 10_000;
      assert.deepEqual(await left(shop, "kettle"), { product: "kettle", available, holds: {} });
      assert.deepEqual(shop.messages.deadLettersOf("placed"), []);
    });
  }

  it("is decided once: what comes later changes nothing", async () => {
    const { tables } = openShop();
    const orders = new Orders(tables);
    const amounts = { goods: 1, shipping: 1, tax: 1, total: 3 };
    const order = { ...basket, ...amounts, id: "o", placedAt: new Date().toISOString(), state: "placed" } as const;
    await orders.add(order, { user: "u", key: "k", digest: "d" });

    await orders.decide("u", "o", { state: "refused", reason: "The card was declined." });
    const decided = await orders.decide("u", "o", { state: "fulfilled" });

    assert.deepEqual([decided?.state, decided?.reason], ["refused", "The card was declined."]);
    assert.equal(await orders.decide("u", "other", { state: "fulfilled" }), undefined);
  });

  it("goes on where it has failed: after the decision, before the stock", async () => {
    const { stock } = openShop().tables;
    let failures = 2;
    const update: typeof stock.update = (...all) => {
      if (Object.hasOwn(broken, "on") && failures-- > 0) return Promise.reject(new Error("The power is gone."));
      return Reflect.apply(stock.update, stock, all);
    };
    const broken: { on?: true } = {};
    const shop = await open({ stock: { ...stock, update } });
    const id = await shop.order({ payment: "tok_declined" });

    broken.on = true;
    await shop.messages.settle();

    assert.equal(await shop.stateOf(id), "refused");
    assert.deepEqual((await stock.get({ product: "kettle" }))?.value, {
      product: "kettle",
      available: 10_000,
      holds: {},
    });
    assert.deepEqual(shop.messages.deadLettersOf("placed"), []);
  });

  it("gives one up that has a product without a shelf, names it, and fulfils it once it has one and is sent again", async () => {
    const shop = await open();
    const staff = await enter(shop, "staff");
    const id = await shop.order({ items: [...items, { product: "cup-tall", quantity: 1 }] });

    await shop.messages.settle();
    const [letter] = shop.messages.deadLettersOf("placed");
    assert.equal(letter?.reason, `These products of the order ${id} have no shelf: cup-tall.`);
    assert.deepEqual([eventsOf(shop), await shop.stateOf(id)], [[], "placed"]);

    assert.equal((await shop.ask("/products/cup-tall", send("PATCH", { shelf: "B3" }, staff))).status, 200);
    assert.equal(shop.messages.redrive("placed"), 1);
    await shop.messages.settle();
    assert.equal(await shop.stateOf(id), "fulfilled");
  });

  it("gives a message up that is of no order", async () => {
    const shop = await open();

    shop.messages.put("placed", JSON.stringify({ user: "u", order: "o" }));
    await shop.messages.settle();

    assert.equal(shop.messages.deadLettersOf("placed")[0]?.reason, "The order o does not exist.");
  });
});

describe("the nightly audit", () => {
  const later = () => new Date(Date.now() + 2 * 3_600_000);

  it("returns stock that was taken for an order that was never written, once it is old", async () => {
    const shop = await open();
    const since = new Date().toISOString();
    await shop.request("/products/kettle");
    await shop.tables.stock.put({
      product: "kettle",
      available: 5,
      holds: { lost: { user: "u", quantity: 2, since } },
    });

    await shop.audit(new Date());
    assert.equal((await left(shop, "kettle"))?.available, 5);
    await shop.audit(later());

    assert.deepEqual(await left(shop, "kettle"), { product: "kettle", available: 7, holds: {} });
  });

  it("sends an order again that was written and never sent", async () => {
    const silent = { send: async () => ({ id: "m-1" }) };
    const { placed: _, ...shop } = { ...(await open({})), placed: silent };
    const id = await shop.order();
    const messages = shop.messages.in("placed").length;

    await shop.audit(later());

    assert.equal(shop.messages.in("placed").length, messages + 1);
    await shop.messages.settle();
    assert.equal(await shop.stateOf(id), "fulfilled");
    assert.equal((await left(shop, "kettle"))?.available, 9_999);
  });

  it("finds nothing to do where all is well, and says so", async () => {
    const shop = await open();
    await shop.order();
    await shop.messages.settle();

    await shop.audit(later());

    const fields = shop.lines.map((line) => JSON.parse(line)).filter((line) => line.function === "audit");
    assert.partialDeepStrictEqual(fields, [
      { fields: { quoted: 60, undeliverable: 0 } },
      { fields: { ended: 0, sent: 0 } },
    ]);
  });
});
