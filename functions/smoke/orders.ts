import assert from "node:assert/strict";
import * as v from "valibot";
import type { Check } from "./check.ts";
import { type Ask, authorization, bodyOf, eventually, send } from "./support.ts";

const Receipt = v.object({ id: v.string(), total: v.number() });
const OrderView = v.object({ id: v.string(), state: v.string(), reason: v.optional(v.string()) });
const Orders = v.object({ items: v.array(OrderView) });
const Level = v.object({ available: v.number(), held: v.number() });

const kettle = { country: "DE", items: [{ product: "kettle", quantity: 1 }], payment: "tok_visa" };
const body = (id: string, quantity: number, payment = "tok_visa") => ({
  ...{ country: "DE", items: [{ product: id, quantity }], payment },
});

function place(request: Ask, token: string, order: unknown, key = crypto.randomUUID()): Promise<Response> {
  return request("/orders", send("POST", order, token, { "idempotency-key": key }));
}

/** Waits until an order is decided. */
async function decided(request: Ask, token: string, id: string): Promise<v.InferOutput<typeof OrderView>> {
  const read = async () => bodyOf(await request(`/orders/${id}`, { headers: authorization(token) }), 200, OrderView);
  await eventually(async () => assert.notEqual((await read()).state, "placed"));
  return read();
}

/** A product that nobody else buys, of which there are some. */
async function createProduct(request: Ask, token: string, available: number): Promise<string> {
  const id = `smoke-${crypto.randomUUID().slice(0, 18)}`;
  const about = { name: "A cup", category: "cups", price: 500, taxClass: "standard", weight: 300, shelf: "Z9" };
  await bodyOf(await request("/products", send("POST", { id, ...about }, token)), 201, v.unknown());
  await bodyOf(await request(`/products/${id}/stock`, send("PUT", { available }, token)), 200, Level);
  return id;
}

const levelOf = async (request: Ask, token: string, id: string) =>
  bodyOf(await request(`/products/${id}/stock`, { headers: authorization(token) }), 200, Level);

/** Orders, from the till to the customer. */
export const orderChecks: readonly Check[] = [
  {
    name: "takes an order once, however often it is sent, and fulfils it",
    as: "customer",
    async check(request, token) {
      const key = crypto.randomUUID();
      const first = await bodyOf(await place(request, token, kettle, key), 202, Receipt);
      const again = await bodyOf(await place(request, token, kettle, key), 202, Receipt);
      assert.equal(first.total, 8_193);
      assert.deepEqual(again, first);
      await bodyOf(await place(request, token, { ...kettle, country: "FR" }, key), 422, v.unknown());
      assert.equal((await decided(request, token, first.id)).state, "fulfilled");

      const { id } = await bodyOf(await place(request, token, kettle), 202, Receipt);
      const list = await bodyOf(await request("/orders", { headers: authorization(token) }), 200, Orders);
      assert.deepEqual(
        list.items.map((order) => order.id),
        [id, first.id],
      );
    },
  },
  {
    name: "refuses an order that says itself what it costs",
    as: "customer",
    async check(request, token) {
      const response = await place(request, token, { ...kettle, total: 1 });
      assert.equal(response.status, 400);
      const expected = { code: "validation_failed", issues: [{ pointer: "/total" }] };
      assert.partialDeepStrictEqual(await response.json(), expected);
    },
  },
  {
    name: "sells the last pieces once, and returns what was not paid",
    as: "staff",
    async check(request, token) {
      const id = await createProduct(request, token, 3);
      const { id: unpaid } = await bodyOf(await place(request, token, body(id, 1, "tok_declined")), 202, Receipt);
      const refused = await decided(request, token, unpaid);
      assert.deepEqual([refused.state, refused.reason], ["refused", "The card was declined."]);
      await eventually(async () => assert.deepEqual(await levelOf(request, token, id), { available: 3, held: 0 }));

      const placed = await Promise.all(Array.from({ length: 6 }, () => place(request, token, body(id, 1))));
      const statuses = placed.map(({ status }) => status).toSorted();
      assert.deepEqual(statuses, [202, 202, 202, 409, 409, 409]);
      await eventually(async () => assert.deepEqual(await levelOf(request, token, id), { available: 0, held: 0 }));
    },
  },
];
