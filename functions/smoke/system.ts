import assert from "node:assert/strict";
import type { Check } from "./check.ts";
import { eventually, send } from "./support.ts";

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

const dependencies = [
  ...["taxes", "shipping", "signing", "invitation"],
  ...["users", "emails", "products", "stock", "orders", "reports"],
];

/** The shop as a whole. */
export const systemChecks: readonly Check[] = [
  {
    name: "is healthy, and has all that it depends on",
    // What has just been deployed starts when it is first asked, and may be too late with the first answer.
    async check(request) {
      await eventually(async () => {
        const response = await request("/health");
        const isUp = dependencies.map((name) => [name, { state: "up" }]);
        assert.deepEqual(await response.json(), { state: "up", dependencies: Object.fromEntries(isUp) });
        assert.equal(response.status, 200);
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
      const response = await request("/quotes", send("POST", { country: "DE", items }));
      assert.equal(response.status, 200);
      const expected = { goods: 6_315, shipping: 590, tax: 859, total: 7_764 };
      assert.partialDeepStrictEqual(await response.json(), expected);
    },
  },
  {
    name: "says what is wrong with a basket, item by item",
    async check(request) {
      const items = [{ product: "cup-small", quantity: 0 }, { quantity: 1 }];
      const response = await request("/quotes", send("POST", { country: "DE", items }));
      assert.equal(response.status, 400);
      assert.equal(response.headers.get("content-type"), "application/problem+json");
      const expected = [{ pointer: "/items/0/quantity" }, { pointer: "/items/1/product" }];
      assert.partialDeepStrictEqual(await response.json(), { code: "validation_failed", issues: expected });
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
