import { readJson } from "fourfold/runtime";
import { Hono } from "hono";
import * as v from "valibot";
import type { Catalogue } from "../data/catalogue.ts";
import type { Stock } from "../data/stock.ts";
import type { StockLevel } from "../model/stock.ts";
import type { Guard } from "./guard.ts";
import { noSuchProduct } from "./products.ts";

const Count = v.strictObject({
  available: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000)),
});

function present({ product, available, holds }: StockLevel) {
  const held = Object.values(holds).reduce((sum, { quantity }) => sum + quantity, 0);
  return { product, available, held };
}

/** For staff: `GET /products/:id/stock`, and `PUT` to set what somebody has counted. */
export function stockRoutes(catalogue: Catalogue, stock: Stock, guard: Guard): Hono {
  return new Hono()
    .get("/:id/stock", async (c) => {
      await guard.staff(c.req.raw);
      return c.json(present(await stock.level(c.req.param("id"))));
    })
    .put("/:id/stock", async (c) => {
      await guard.staff(c.req.raw);
      const id = c.req.param("id");
      const { available } = await readJson(c.req.raw, Count);
      if ((await catalogue.get(id)) === undefined) throw noSuchProduct(id);
      return c.json(present(await stock.count(id, available)));
    });
}
