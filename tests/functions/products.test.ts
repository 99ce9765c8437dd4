import assert from "node:assert/strict";
import { firstProducts } from "../../functions/model/catalogue.ts";
import { as, codeOf, enter, openShop, send } from "./open-shop.ts";

const jug = { id: "jug", name: "Milk jug", category: "gear", price: 1_995, taxClass: "standard", weight: 400 };

async function open(links: object = {}) {
  const opened = openShop(links);
  return { ...opened, staff: await enter(opened, "staff") };
}

const eventsOf = ({ messages }: ReturnType<typeof openShop>) => messages.in("ledger").map(({ item }) => item);

describe("the first products", () => {
  it("are there as soon as anybody looks, however many look at once, each once", async () => {
    const { request, tables } = openShop();

    const pages = await Promise.all(Array.from({ length: 5 }, () => request("/products?limit=100")));

    for (const page of pages) assert.equal(page.status, 200);
    const ids = (await tables.products.queryIndex("all", { listing: "products" })).items.map(({ value }) => value.id);
    assert.deepEqual(
      ids,
      firstProducts.map(({ id }) => id),
    );
  });

  it("stay as the staff has changed them when another instance starts", async () => {
    const { ask, tables, staff } = await open();
    await ask("/products/kettle", send("PATCH", { price: 1 }, staff));
    await tables.stock.update({ product: "kettle" }, (level) => ({ ...level, available: 3 }));

    const other = openShop(tables);

    assert.equal(Object(await (await other.ask("/products/kettle")).json()).price, 1);
    assert.equal((await tables.stock.get({ product: "kettle" }))?.value.available, 3);
  });

  it("are completed where somebody has failed half-way", async () => {
    const { tables } = openShop();
    await tables.products.put({ ...firstProducts[0], price: 1, listing: "products" });
    await tables.stock.put({ product: "kettle", available: 3, holds: {} });

    const { items } = Object(await (await openShop(tables).ask("/products?limit=100")).json());

    assert.deepEqual([items.length, items[0].price], [firstProducts.length, 1]);
    assert.equal((await tables.stock.get({ product: "kettle" }))?.value.available, 3);
  });

  it("are tried again for the next request when they could not be written", async () => {
    const { stock } = openShop().tables;
    let failures = 1;
    const writeMany: typeof stock.writeMany = (all) =>
      failures-- > 0 ? Promise.reject(new Error("The power is gone.")) : stock.writeMany(all);
    const { ask } = openShop({ stock: { ...stock, writeMany } });

    assert.equal((await ask("/products/kettle")).status, 500);
    assert.equal((await ask("/products/kettle")).status, 200);
  });
});

describe("a product", () => {
  it("is added by the staff, published, and sold", async () => {
    const shop = await open();

    const response = await shop.ask("/products", send("POST", jug, shop.staff));

    assert.deepEqual([response.status, response.headers.get("location")], [201, "/products/jug"]);
    assert.deepEqual(eventsOf(shop), [{ kind: "created", product: "jug" }]);
    const quote = await shop.ask("/quotes", send("POST", { country: "DE", items: [{ product: "jug", quantity: 1 }] }));
    assert.partialDeepStrictEqual(await quote.json(), { goods: 1_995 });
  });

  it("that is there is not replaced by another; the same one is answered as before, and published again", async () => {
    const shop = await open();
    await shop.ask("/products", send("POST", jug, shop.staff));

    const other = await shop.ask("/products", send("POST", { ...jug, price: 1 }, shop.staff));
    const same = await shop.ask("/products", send("POST", jug, shop.staff));

    assert.deepEqual([other.status, await codeOf(other), same.status], [409, "product_exists", 201]);
    assert.equal(eventsOf(shop).length, 2);
    assert.equal(Object(await (await shop.ask("/products/jug")).json()).price, 1_995);
  });

  it("is added by one of many who add another one under its id at once", async () => {
    const shop = await open();

    const wishes = [1, 2, 3, 4].map((price) => shop.request("/products", send("POST", { ...jug, price }, shop.staff)));

    const statuses = (await Promise.all(wishes)).map(({ status }) => status).toSorted();
    assert.deepEqual(statuses, [201, 409, 409, 409]);
  });

  it("is changed in what is sent, published, and known under another tag", async () => {
    const shop = await open();
    const before = (await shop.ask("/products/kettle")).headers.get("etag");

    const response = await shop.ask("/products/kettle", send("PATCH", { price: 7_000 }, shop.staff));

    assert.partialDeepStrictEqual(await response.json(), { name: "Gooseneck kettle", price: 7_000, weight: 1_300 });
    assert.deepEqual(eventsOf(shop), [{ kind: "updated", product: "kettle" }]);
    assert.notEqual((await shop.ask("/products/kettle")).headers.get("etag"), before);
  });

  it("keeps what many change at once", async () => {
    const shop = await open();
    const changes = [{ price: 1 }, { weight: 2 }, { name: "Pot" }, { category: "cups" }, { shelf: "Z9" }];

    await Promise.all(changes.map((change) => shop.request("/products/kettle", send("PATCH", change, shop.staff))));

    const {
      listing: _,
      taxClass: __,
      ...kept
    } = (await shop.tables.products.get({ id: "kettle" }))?.value ?? assert.fail();
    assert.deepEqual(kept, { id: "kettle", price: 1, weight: 2, name: "Pot", category: "cups", shelf: "Z9" });
  });

  it("that there is not is not changed", async () => {
    const { ask, staff } = await open();

    assert.equal((await ask("/products/tea", send("PATCH", { price: 1 }, staff))).status, 404);
    assert.equal((await ask("/products/tea/stock", send("PUT", { available: 1 }, staff))).status, 404);
  });

  for (const [what, change] of Object.entries({
    nothing: {},
    "another id": { id: "pot" },
    "a fraction of a cent": { price: 0.5 },
    "a price below nothing": { price: -1 },
    "no weight": { weight: 0 },
    "a category that there is not": { category: "tea" },
    "a property that it does not have": { listing: "hidden" },
  })) {
    it(`is not changed to ${what}`, async () => {
      const { ask, staff } = await open();

      assert.equal((await ask("/products/kettle", send("PATCH", change, staff))).status, 400);
    });
  }
});

describe("stock", () => {
  it("is what somebody has counted, besides what orders hold", async () => {
    const { ask, request, staff } = await open();
    const order = { country: "DE", items: [{ product: "kettle", quantity: 2 }], payment: "tok_visa" };
    await request("/orders", send("POST", order, staff, { "idempotency-key": "k-1" }));

    const counted = await request("/products/kettle/stock", send("PUT", { available: 40 }, staff));
    assert.deepEqual(await counted.json(), { product: "kettle", available: 40, held: 2 });
    await ask("/health");

    const level = await ask("/products/kettle/stock", as(staff));
    assert.deepEqual(await level.json(), { product: "kettle", available: 40, held: 0 });
  });

  for (const available of [-1, 0.5, "7", 1_000_001, null]) {
    it(`is not ${JSON.stringify(available)}`, async () => {
      const { ask, staff } = await open();

      assert.equal((await ask("/products/kettle/stock", send("PUT", { available }, staff))).status, 400);
    });
  }
});
