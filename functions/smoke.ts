import assert from "node:assert/strict";
import * as v from "valibot";

const Page = v.object({ items: v.array(v.object({ id: v.string() })), next: v.optional(v.string()) });
const Receipt = v.object({ id: v.string(), total: v.number() });

type Ask = (path: string, init?: RequestInit) => Promise<Response>;

/** One thing that must work wherever the shop is deployed. */
export interface Smoke {
  readonly name: string;
  /** @param request - Sends a request to the deployed shop. */
  check(request: Ask): Promise<void>;
}

function post(basket: unknown): RequestInit {
  return { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(basket) };
}

/** Reads the whole text of a response, and notes when its first piece came. */
async function readTimed({
  body,
}: Response): Promise<{ readonly text: string; readonly first: number; readonly end: number }> {
  assert.ok(body);
  let text = "";
  let first = 0;
  for await (const piece of body.pipeThrough(new TextDecoderStream())) {
    first ||= performance.now();
    text += piece;
  }
  return { text, first, end: performance.now() };
}

/** What `npm start` checks on every cloud. */
export const smoke: readonly Smoke[] = [
  {
    name: "is healthy, and has its terms",
    async check(request) {
      const response = await request("/health");
      assert.equal(response.status, 200);
      assert.deepEqual(await response.json(), {
        state: "up",
        dependencies: { taxes: { state: "up" }, shipping: { state: "up" } },
      });
    },
  },
  {
    name: "quotes a basket to the cent",
    async check(request) {
      const items = [
        { product: "beans-espresso", quantity: 2 },
        { product: "cup-small", quantity: 3 },
      ];
      const response = await request("/quotes", post({ country: "DE", items }));
      assert.equal(response.status, 200);
      const expected = { goods: 6_315, shipping: 590, tax: 859, total: 7_764 };
      assert.partialDeepStrictEqual(await response.json(), expected);
    },
  },
  {
    name: "says what is wrong with a basket, item by item",
    async check(request) {
      const items = [{ product: "cup-small", quantity: 0 }, { quantity: 1 }];
      const response = await request("/quotes", post({ country: "DE", items }));
      assert.equal(response.status, 400);
      assert.equal(response.headers.get("content-type"), "application/problem+json");
      const expected = [{ pointer: "/items/0/quantity" }, { pointer: "/items/1/product" }];
      assert.partialDeepStrictEqual(await response.json(), { code: "validation_failed", issues: expected });
    },
  },
  {
    name: "takes an order, and says what it costs",
    async check(request) {
      const items = [{ product: "kettle", quantity: 1 }];
      const response = await request("/orders", post({ country: "DE", items }));
      assert.equal(response.status, 202);
      const { id, total } = v.parse(Receipt, await response.json());
      assert.notEqual(id, "");
      assert.equal(total, 8_193);
    },
  },
  {
    name: "refuses an order that says itself what it costs",
    async check(request) {
      const items = [{ product: "kettle", quantity: 1 }];
      const response = await request("/orders", post({ country: "DE", items, total: 1 }));
      assert.equal(response.status, 400);
      assert.partialDeepStrictEqual(await response.json(), {
        code: "validation_failed",
        issues: [{ pointer: "/total" }],
      });
    },
  },
  {
    name: "pages through the catalogue without losing a product",
    async check(request) {
      const seen: string[] = [];
      let path: string | undefined = "/products?limit=5";
      while (path !== undefined) {
        const response: Response = await request(path);
        const { items, next } = v.parse(Page, await response.json());
        seen.push(...items.map(({ id }) => id));
        path = next === undefined ? undefined : `/products?limit=5&cursor=${next}`;
      }
      assert.equal(seen.length, 12);
      assert.equal(new Set(seen).size, 12);
    },
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
    name: "sends deals while they are made",
    async check(request) {
      const response = await request("/deals?count=3&every=150");
      assert.match(response.headers.get("content-type") ?? "", /^text\/event-stream/);
      const { text, first, end } = await readTimed(response);
      assert.equal(text.match(/^event: deal$/gm)?.length, 3);
      assert.ok(end - first >= 150, `the first deal came ${Math.round(end - first)} ms before the end`);
    },
  },
  {
    name: "answers 404 and 405 in the one error shape",
    async check(request) {
      const unknown = await request("/products/tea");
      assert.equal(unknown.status, 404);
      assert.partialDeepStrictEqual(await unknown.json(), { status: 404, code: "no_such_product" });
      const wrong = await request("/quotes", { method: "DELETE" });
      assert.deepEqual([wrong.status, wrong.headers.get("allow")], [405, "POST"]);
      await wrong.body?.cancel();
    },
  },
];
