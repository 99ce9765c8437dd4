import { HttpError, readQuery } from "fourfold/runtime";
import { Hono } from "hono";
import * as v from "valibot";
import { findProduct, type Product, pageOfProducts } from "../model/catalogue.ts";
import { currency } from "../model/money.ts";
import { emblem, toPng } from "../model/picture.ts";
import { isKnown, tagOf } from "./conditional.ts";
import { fromCursor, toCursor } from "./cursor.ts";

const PageQuery = v.object({
  limit: v.optional(
    v.pipe(v.string(), v.regex(/^\d{1,3}$/, "must be a number"), v.transform(Number), v.minValue(1), v.maxValue(100)),
    "10",
  ),
  cursor: v.optional(
    v.pipe(
      v.string(),
      v.check((cursor) => fromCursor(cursor) !== undefined, "must be the `next` of another page"),
      v.transform((cursor) => fromCursor(cursor)),
    ),
  ),
});

function present(product: Product) {
  return { ...product, currency, image: `/products/${product.id}/image` };
}

function requireProduct(id: string): Product {
  const product = findProduct(id);
  if (product !== undefined) return product;
  throw new HttpError(404, { code: "no_such_product", detail: `There is no product "${id}".` });
}

/**
 * `GET /products?limit=&cursor=`: a page of the catalogue, with a link to the next one.
 * `GET /products/:id`: one product; 304 for clients that have it already.
 * `GET /products/:id/image`: its picture.
 */
export function products(): Hono {
  return new Hono()
    .get("/", async (c) => {
      const { limit, cursor } = await readQuery(c.req.raw, PageQuery);
      const { items, next } = pageOfProducts(limit, cursor);
      if (next === undefined) return c.json({ items: items.map(present) });
      const following = toCursor(next);
      c.header("link", `</products?limit=${limit}&cursor=${following}>; rel="next"`);
      return c.json({ items: items.map(present), next: following });
    })
    .get("/:id", async (c) => {
      const content = JSON.stringify(present(requireProduct(c.req.param("id"))));
      const tag = await tagOf(content);
      const headers = { etag: tag, "cache-control": "public, max-age=60" };
      if (isKnown(c.req.header("if-none-match"), tag)) return c.body(null, 304, headers);
      return c.body(content, 200, { ...headers, "content-type": "application/json" });
    })
    .get("/:id/image", (c) => {
      const picture = toPng(emblem(requireProduct(c.req.param("id")).id));
      return c.body(picture, 200, { "content-type": "image/png", "cache-control": "public, max-age=86400" });
    });
}
