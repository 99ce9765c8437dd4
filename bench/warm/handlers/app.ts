import { Hono } from "hono";

interface Order {
  readonly customer: string;
  readonly items: readonly { readonly quantity: number; readonly price: number }[];
}

export function receipt({ customer, items }: Order): { readonly customer: string; readonly total: number } {
  return { customer, total: items.reduce((sum, { quantity, price }) => sum + quantity * price, 0) };
}

/** The app behind all adapters for web standards. It does little, so that the adapters are measured. */
export function createApp(): Hono {
  return new Hono().post("/orders", async (c) => c.json(receipt(await c.req.json())));
}
