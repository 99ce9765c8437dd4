import type { Order } from "./order.ts";
import { sum } from "./prices/money.ts";
import type { Sales } from "./report.ts";

/** Adds up what was sold, however many orders there are. */
export async function salesOf(pages: AsyncIterable<readonly Order[]>): Promise<Sales> {
  let [orders, fulfilled, refused, revenue] = [0, 0, 0, 0];
  for await (const page of pages) {
    const packed = page.filter(({ state }) => state === "fulfilled");
    orders += page.length;
    fulfilled += packed.length;
    refused += page.filter(({ state }) => state === "refused").length;
    revenue = sum([revenue, ...packed.map(({ total }) => total)]);
  }
  return { orders, fulfilled, refused, revenue };
}
