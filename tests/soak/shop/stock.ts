import * as v from "valibot";
import { ask, type Visit } from "./ask.ts";

/** Products that nobody else buys: of some there is enough, and one sells out. */
export const products = [
  { id: "soak-cup", share: 100 },
  { id: "soak-jug", share: 100 },
  { id: "soak-mug", share: 0.2 },
] as const;

/** How many of a product there are at first, when so many orders are to be placed. */
export const initialOf = ({ share }: (typeof products)[number], orders: number): number => Math.ceil(orders * share);

const about = { name: "Ware", category: "cups", price: 500, taxClass: "standard", weight: 300, shelf: "Z9" };
const Level = v.object({ available: v.number(), held: v.number() });

/** Has the shop sell the products. */
export async function stockUp(visit: Visit, token: string, orders: number): Promise<void> {
  for (const product of products) {
    const { id } = product;
    await ask({ method: "POST", path: "/products", body: { id, ...about }, token }, visit);
    const body = { available: initialOf(product, orders) };
    await ask({ method: "PUT", path: `/products/${id}/stock`, body, token }, visit);
  }
}

/** How many there are for sale, and how many are held by orders. */
export async function levelOf(id: string, visit: Visit, token: string): Promise<v.InferOutput<typeof Level>> {
  return v.parse(Level, (await ask({ path: `/products/${id}/stock`, token }, visit)).body);
}
