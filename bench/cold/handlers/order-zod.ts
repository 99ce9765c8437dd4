/** With the import that bundlers make smaller. `hono-zod.ts` is about the other one, and has its own. */
import * as z from "zod";

const Item = z.object({
  sku: z.string().min(1),
  quantity: z.number().int().min(1),
  price: z.number().min(0),
});

export const Order = z.object({
  customer: z.string().min(1),
  items: z.array(Item).min(1),
});
