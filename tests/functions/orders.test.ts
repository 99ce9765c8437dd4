import assert from "node:assert/strict";
import { MessageError, TableError } from "fourfold/runtime";
import { as, codeOf, enter, openShop, send } from "./open-shop.ts";

type Shop = ReturnType<typeof openShop>;

const basket = { country: "DE", items: [{ product: "kettle", quantity: 1 }], payment: "tok_visa" };
const of = (product: string, quantity: number) => ({ ...basket, items: [{ product, quantity }] });

function place(request: Shop["request"], token: string, order: unknown, key: string = crypto.randomUUID()) {
  return request("/orders", send("POST", order, token, { "idempotency-key": key }));
}

async function open(links: object = {}) {
  const opened = openShop(links);
  return { ...opened, token: await enter(opened) };
}

/** Sets how many there are of a product, and answers what there is and what is held. */
async function stockOf(
  { tables }: Pick<Shop, "tables">,
  product: string,
  available?: number,
): Promise<readonly number[]> {
  if (available !== undefined) await tables.stock.put({ product, available, holds: {} });
  const level = (await tables.stock.get({ product }))?.value;
  return [level?.available ?? -1, Object.keys(level?.holds ?? {}).length];
}

const idOf = async (response: Response): Promise<string> => Object(await response.json()).id;

describe("placing an order", () => {
  it("answers 202 with where it is and the shop's own total, and takes the stock", async () => {
    const shop = await open();
    await shop.ask("/products/kettle");

    const response = await place(shop.request, shop.token, basket);

    const { id, ...receipt } = Object(await response.json());
    assert.equal(response.status, 202);
    assert.deepEqual(receipt, { state: "placed", total: 8_193, currency: "EUR" });
    assert.equal(response.headers.get("location"), `/orders/${id}`);
    assert.deepEqual(await stockOf(shop, "kettle"), [9_999, 1]);
    const order = Object(await (await shop.request(`/orders/${id}`, as(shop.token))).json());
    assert.partialDeepStrictEqual(order, { id, ...receipt, goods: 6_495, country: "DE", items: basket.items });
    assert.ok(!("payment" in order));
  });

  for (const [what, body, status, code] of [
    ["is not well formed", { ...basket, items: [] }, 400, "validation_failed"],
    ["says itself what it costs", { ...basket, total: 1 }, 400, "validation_failed"],
    [
      "says itself what a product costs",
      { ...basket, items: [{ ...basket.items[0], unitPrice: 1 }] },
      400,
      "validation_failed",
    ],
    ["has a product that there is not", of("tea", 1), 422, "undeliverable"],
    ["cannot be delivered", { ...basket, country: "US" }, 422, "undeliverable"],
  ] as const) {
    it(`answers ${status} for one that ${what}, and takes and sends nothing`, async () => {
      const shop = await open();

      const response = await place(shop.request, shop.token, body);

      assert.deepEqual([response.status, await codeOf(response)], [status, code]);
      assert.deepEqual([await stockOf(shop, "kettle"), shop.messages.in("placed")], [[10_000, 0], []]);
    });
  }

  for (const key of [undefined, "", "a b", "x".repeat(65), '"']) {
    it(`asks for an idempotency key in place of ${JSON.stringify(key)}`, async () => {
      const { request, token } = await open();
      const headers = key === undefined ? {} : { "idempotency-key": key };

      const response = await request("/orders", send("POST", basket, token, headers));

      assert.deepEqual([response.status, await codeOf(response)], [400, "idempotency_key_missing"]);
    });
  }

  it("is done once for a key, however many come with it at once, quoted or not", async () => {
    const shop = await open();
    await shop.ask("/products/kettle");

    const keys = ["k-1", '"k-1"', "k-1", "k-1", "k-1"];
    const responses = await Promise.all(keys.map((key) => place(shop.request, shop.token, basket, key)));

    assert.deepEqual(new Set(responses.map(({ status }) => status)), new Set([202]));
    assert.equal(new Set(await Promise.all(responses.map(idOf))).size, 1);
    assert.deepEqual(await stockOf(shop, "kettle"), [9_999, 1]);
    await shop.messages.settle();
    assert.deepEqual(await stockOf(shop, "kettle"), [9_999, 0]);
  });

  it("takes the stock once where all of them find the key unused", async () => {
    const { orders } = openShop().tables;
    const [waiting, count]: [(() => void)[], number] = [[], 5];
    const get: typeof orders.get = async (key) => {
      const found = await orders.get(key);
      if (found === undefined && waiting.length < count) {
        await new Promise<void>((resolve) => {
          waiting.push(resolve);
          if (waiting.length === count) for (const go of waiting) go();
        });
      }
      return found;
    };
    const shop = await open({ orders: { ...orders, get } });
    await shop.ask("/products/kettle");

    const responses = await Promise.all(
      Array.from({ length: count }, () => place(shop.request, shop.token, basket, "k-1")),
    );

    assert.deepEqual(new Set(responses.map(({ status }) => status)), new Set([202]));
    assert.equal(new Set(await Promise.all(responses.map(idOf))).size, 1);
    assert.deepEqual(await stockOf(shop, "kettle"), [9_999, 1]);
  });

  it("is not sent again for a key once it is decided, and is known by the key for a day", async () => {
    const shop = await open();
    const id = await idOf(await place(shop.request, shop.token, basket, "k-1"));
    await shop.messages.settle();

    const again = await place(shop.request, shop.token, basket, "k-1");

    assert.partialDeepStrictEqual(await again.json(), { id, state: "fulfilled" });
    assert.deepEqual(shop.messages.in("placed"), []);
    const user = Object(JSON.parse(Buffer.from(shop.token.split(".")[1] ?? "", "base64url").toString())).sub;
    const key = (await shop.tables.orders.get({ user, entry: "key#k-1" }))?.value;
    assert.ok(Math.abs((key?.expires ?? 0) - Date.now() / 1_000 - 86_400) < 60);
    const order = (await shop.tables.orders.get({ user, entry: `order#${id}` }))?.value;
    assert.deepEqual([order?.expires, order?.day], [undefined, new Date().toISOString().slice(0, 10)]);
  });

  it("knows a key of one user from the same one of another, and one that was used for something else", async () => {
    const shop = await open();
    const other = await enter(shop);

    const mine = await idOf(await place(shop.request, shop.token, basket, "k-1"));
    const theirs = await idOf(await place(shop.request, other, basket, "k-1"));
    const changed = await place(shop.request, shop.token, { ...basket, country: "FR" }, "k-1");

    assert.notEqual(mine, theirs);
    assert.deepEqual([changed.status, await codeOf(changed)], [422, "idempotency_key_reused"]);
    assert.equal((await shop.request(`/orders/${theirs}`, as(shop.token))).status, 404);
  });

  it("sells the last pieces to as many as there are, and says to the others of what there is too little", async () => {
    const shop = await open();
    await shop.ask("/products/kettle");
    await stockOf(shop, "kettle", 7);

    const responses = await Promise.all(Array.from({ length: 40 }, () => place(shop.request, shop.token, basket)));

    const refused = responses.filter(({ status }) => status === 409);
    assert.deepEqual([responses.filter(({ status }) => status === 202).length, refused.length], [7, 33]);
    assert.partialDeepStrictEqual(await refused[0]?.json(), {
      code: "sold_out",
      issues: [{ pointer: "/items/0/quantity" }],
    });
    await shop.messages.settle();
    assert.deepEqual(await stockOf(shop, "kettle"), [0, 0]);
    assert.equal(shop.messages.in("ledger").length, 7);
  });

  it("takes all of a basket or nothing, however many want the same products in another order", async () => {
    const shop = await open();
    await shop.ask("/products/kettle");
    await stockOf(shop, "kettle", 10);
    await stockOf(shop, "scale", 4);
    const items = [
      { product: "scale", quantity: 1 },
      { product: "kettle", quantity: 1 },
      { product: "kettle", quantity: 1 },
    ];

    const wishes = Array.from({ length: 10 }, (_, at) => ({
      ...basket,
      items: at % 2 === 0 ? items : items.toReversed(),
    }));
    const responses = await Promise.all(wishes.map((wish) => place(shop.request, shop.token, wish)));
    await shop.messages.settle();

    const sold = responses.filter(({ status }) => status === 202).length;
    assert.ok(sold >= 1 && sold <= 4, String(sold));
    assert.deepEqual(await stockOf(shop, "kettle"), [10 - 2 * sold, 0]);
    assert.deepEqual(await stockOf(shop, "scale"), [4 - sold, 0]);
  });
});

describe("an order that fails half-way", () => {
  for (const [code, status] of [
    ["Unavailable", 503],
    ["Throttled", 503],
    ["Denied", 500],
  ] as const) {
    it(`is answered ${status} when the queue does not take it (${code}), and sent when its key comes again`, async () => {
      let isDown = true;
      const sent: unknown[] = [];
      const send_ = async (item: unknown) => {
        if (isDown) throw new MessageError(code, "The cloud answers no.");
        sent.push(item);
        return { id: "m-1" };
      };
      const shop = await open({ placed: { send: send_ } });

      assert.equal((await place(shop.request, shop.token, basket, "k-1")).status, status);
      isDown = false;
      const again = await place(shop.request, shop.token, basket, "k-1");

      assert.equal(again.status, 202);
      assert.partialDeepStrictEqual(sent, [{ order: await idOf(again) }]);
      assert.deepEqual(await stockOf(shop, "kettle"), [9_999, 1]);
    });
  }

  it("returns the stock when it is certain that it was not written", async () => {
    const tables = openShop().tables;
    const transact = () => Promise.reject(new TableError("Throttled", "Too much."));
    const shop = await open({ orders: { ...tables.orders, transact } });

    assert.equal((await place(shop.request, shop.token, basket)).status, 503);

    assert.deepEqual(await stockOf(shop, "kettle"), [10_000, 0]);
  });

  it("keeps the stock when its answer was lost, and is the same order when it is sent again", async () => {
    const { orders } = openShop().tables;
    let isLost = true;
    const transact: typeof orders.transact = async (...all) => {
      await orders.transact(...all);
      if (isLost) throw new TableError("Unavailable", "No answer.", { applied: "unknown" });
    };
    const shop = await open({ orders: { ...orders, transact } });

    assert.equal((await place(shop.request, shop.token, basket, "k-1")).status, 503);
    isLost = false;
    assert.equal((await place(shop.request, shop.token, basket, "k-1")).status, 202);

    assert.deepEqual(await stockOf(shop, "kettle"), [9_999, 1]);
  });

  it("keeps its stock when it was written twice by one call", async () => {
    const { orders } = openShop().tables;
    const transact: typeof orders.transact = async (...all) => {
      await orders.transact(...all);
      await orders.transact(...all);
    };
    const shop = await open({ orders: { ...orders, transact } });

    assert.equal((await place(shop.request, shop.token, basket)).status, 202);

    assert.deepEqual(await stockOf(shop, "kettle"), [9_999, 1]);
  });
});

describe("the list of orders", () => {
  it("is one's own, the newest first, page by page", async () => {
    const shop = await open();
    const other = await enter(shop);
    await place(shop.request, other, basket);
    const ids: string[] = [];
    for (const quantity of [1, 2, 3]) {
      ids.unshift(await idOf(await place(shop.request, shop.token, of("filters", quantity))));
      await new Promise((resolve) => setTimeout(resolve, 2));
    }

    const first = Object(await (await shop.request("/orders?limit=2", as(shop.token))).json());
    const second = Object(await (await shop.request(`/orders?limit=2&cursor=${first.next}`, as(shop.token))).json());

    const listed = [...first.items, ...second.items].map(({ id }) => id);
    assert.deepEqual([listed, second.next], [ids, undefined]);
    assert.equal((await shop.request(`/orders?cursor=${first.next}`, as(other))).status, 400);
  });
});
