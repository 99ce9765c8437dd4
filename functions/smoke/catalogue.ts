import assert from "node:assert/strict";
import * as v from "valibot";
import { firstProducts } from "../model/catalogue.ts";
import type { Check } from "./check.ts";
import { type Ask, bodyOf, eventually, send } from "./support.ts";

const Page = v.object({ items: v.array(v.object({ id: v.string() })), next: v.optional(v.string()) });

/** The ids of a list, page by page. */
async function listed(request: Ask, query: string): Promise<readonly string[]> {
  const seen: string[] = [];
  for (let more: string | undefined = ""; more !== undefined; ) {
    const { items, next }: v.InferOutput<typeof Page> = await bodyOf(
      await request(`/products?limit=5${query}${more}`),
      200,
      Page,
    );
    seen.push(...items.map(({ id }) => id));
    more = next === undefined ? undefined : `&cursor=${encodeURIComponent(next)}`;
  }
  return seen;
}

/** Products, for customers and for the staff. */
export const catalogueChecks: readonly Check[] = [
  {
    name: "pages through the catalogue without losing a product",
    check: (request) =>
      eventually(async () => {
        const seen = await listed(request, "");
        assert.equal(new Set(seen).size, seen.length);
        assert.deepEqual(seen, seen.toSorted());
        for (const { id } of firstProducts) assert.ok(seen.includes(id), id);
      }),
  },
  {
    name: "answers 304 to who has a product already",
    async check(request) {
      const first = await request("/products/kettle");
      const tag = first.headers.get("etag");
      assert.ok(tag);
      await first.body?.cancel();
      const again = await request("/products/kettle", { headers: { "if-none-match": `"other", W/${tag}` } });
      assert.equal(again.status, 304);
      assert.equal(await again.text(), "");
    },
  },
  {
    name: "sends a picture byte for byte",
    async check(request) {
      const response = await request("/products/kettle/image");
      assert.equal(response.headers.get("content-type"), "image/png");
      const bytes = new Uint8Array(await response.arrayBuffer());
      assert.deepEqual([...bytes.subarray(0, 8)], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
      assert.deepEqual([...bytes.subarray(-8)], [0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82]);
    },
  },
  {
    name: "lets the staff add a product, change it, and find it in its category",
    as: "staff",
    async check(request, token) {
      const id = `smoke-${crypto.randomUUID().slice(0, 18)}`;
      const product = { id, name: "A book", category: "books", price: 100, taxClass: "reduced", weight: 500 };
      const Price = v.object({ price: v.number() });
      await bodyOf(await request("/products", send("POST", product, token)), 201, Price);
      await bodyOf(await request("/products", send("POST", { ...product, price: 1 }, token)), 409, v.unknown());
      await bodyOf(await request(`/products/${id}`, send("PATCH", { price: 200 }, token)), 200, Price);
      assert.equal((await bodyOf(await request(`/products/${id}`), 200, Price)).price, 200);
      await eventually(async () => assert.ok((await listed(request, "&category=books")).includes(id)));
      assert.ok(!(await listed(request, "&category=cups")).includes(id));
    },
  },
];
