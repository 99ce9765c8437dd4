import { HttpError, readJson, readQuery } from "fourfold/runtime";
import { Hono } from "hono";
import * as v from "valibot";
import type { Catalogue, CatalogueEditor } from "../data/catalogue.ts";
import { emblem, toPng } from "../model/picture.ts";
import { currency } from "../model/prices/money.ts";
import { Category, Product, ProductChange } from "../model/product.ts";
import { isKnown, tagOf } from "./conditional.ts";
import type { Guard } from "./guard.ts";
import { answerPage, pageQuery } from "./paging.ts";

const CatalogueQuery = v.object({ ...pageQuery, category: v.optional(Category) });

/** What a customer sees: where it lies is the warehouse's. */
function present({ shelf: _, ...product }: Product) {
  return { ...product, currency, image: `/products/${product.id}/image` };
}

/** The answer to who asks for a product that there is not. */
export function noSuchProduct(id: string): HttpError {
  return new HttpError(404, { code: "no_such_product", detail: `The product "${id}" does not exist.` });
}

async function requireProduct(catalogue: Catalogue, id: string): Promise<Product> {
  const product = await catalogue.get(id);
  if (product === undefined) throw noSuchProduct(id);
  return product;
}

/**
 * `GET /products?category=&limit=&cursor=`: a page of the catalogue, with a link to the next one.
 * `GET /products/:id`: one product; 304 for clients that have it already. `GET /products/:id/image`: its picture.
 * For staff: `POST /products`, `PATCH /products/:id`.
 */
export function productRoutes(catalogue: Catalogue, editor: CatalogueEditor, guard: Guard): Hono {
  return new Hono()
    .get("/", async (c) => {
      const wish = await readQuery(c.req.raw, CatalogueQuery);
      return answerPage(c, catalogue.page(wish), present);
    })
    .post("/", async (c) => {
      await guard.staff(c.req.raw);
      const product = await readJson(c.req.raw, Product);
      if (await editor.create(product)) return c.json(present(product), 201, { location: `/products/${product.id}` });
      throw new HttpError(409, { code: "product_exists", detail: `There is another product "${product.id}".` });
    })
    .get("/:id", async (c) => {
      const content = JSON.stringify(present(await requireProduct(catalogue, c.req.param("id"))));
      const tag = await tagOf(content);
      const headers = { etag: tag, "cache-control": "public, max-age=60" };
      if (isKnown(c.req.header("if-none-match"), tag)) return c.body(null, 304, headers);
      return c.body(content, 200, { ...headers, "content-type": "application/json" });
    })
    .patch("/:id", async (c) => {
      await guard.staff(c.req.raw);
      const id = c.req.param("id");
      const changed = await editor.change(id, await readJson(c.req.raw, ProductChange));
      if (changed === undefined) throw noSuchProduct(id);
      return c.json(present(changed));
    })
    .get("/:id/image", async (c) => {
      const picture = toPng(emblem((await requireProduct(catalogue, c.req.param("id"))).id));
      return c.body(picture, 200, { "content-type": "image/png", "cache-control": "public, max-age=86400" });
    });
}
