import { readQuery } from "fourfold/runtime";
import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import * as v from "valibot";
import type { Catalogue } from "../data/catalogue.ts";
import { currency, shareOf } from "../model/prices/money.ts";

const number = (initial: string, least: number, most: number) =>
  v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,4}$/, "must be a number"),
      v.transform(Number),
      v.minValue(least),
      v.maxValue(most),
    ),
    initial,
  );

const Pace = v.object({
  /** How many deals. */
  count: number("5", 1, 12),
  /** Milliseconds between two deals. */
  every: number("250", 10, 1_000),
});

/** The share of the full price that a deal costs: 85 %. */
const dealShare = 8_500;

/** `GET /deals?count=&every=`: the deals of the hour as server-sent events, one after the other. */
export function dealRoutes(catalogue: Catalogue): Hono {
  return new Hono().get("/", async (c) => {
    const { count, every } = await readQuery(c.req.raw, Pace);
    const { items: offers } = await catalogue.page({ limit: count });
    return streamSSE(c, async (stream) => {
      for (const [index, { id, name, price }] of offers.entries()) {
        if (index > 0) await stream.sleep(every);
        const data = JSON.stringify({ product: id, name, price: shareOf(price, dealShare), currency });
        await stream.writeSSE({ event: "deal", id: String(index), data });
      }
    });
  });
}
