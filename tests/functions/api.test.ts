import assert from "node:assert/strict";
import { MessageError } from "fourfold/runtime";
import { smoke } from "../../functions/smoke.ts";
import { ask, post } from "./ask.ts";

const basket = { country: "DE", items: [{ product: "kettle", quantity: 1 }] };

describe("the shop", () => {
  for (const { name, check } of smoke) {
    it(name, () => check(ask));
  }
});

describe("GET /health", () => {
  it("answers 503 and says which dependency is down", async () => {
    const broken = { taxes: { DE: { standard: "19 %", reduced: 700 } } };

    const response = await ask("/health", {}, broken);

    assert.equal(response.status, 503);
    assert.partialDeepStrictEqual(await response.json(), {
      state: "down",
      dependencies: { taxes: { state: "down" }, shipping: { state: "up" } },
    });
  });
});

describe("POST /quotes", () => {
  it("answers 422 for a basket that cannot be delivered, with every reason", async () => {
    const response = await post("/quotes", { country: "US", items: [{ product: "tea", quantity: 1 }] });

    assert.equal(response.status, 422);
    assert.partialDeepStrictEqual(await response.json(), {
      code: "undeliverable",
      issues: [{ pointer: "/country" }, { pointer: "/items/0/product" }],
    });
  });

  for (const [what, body] of Object.entries({
    "no items": { ...basket, items: [] },
    "a fraction of a product": { ...basket, items: [{ product: "kettle", quantity: 1.5 }] },
    "a country in words": { ...basket, country: "Germany" },
    "a property that it does not know": { ...basket, coupon: "FREE" },
    "a list": [basket],
    "51 items": { ...basket, items: Array.from({ length: 51 }, () => basket.items[0]) },
  })) {
    it(`answers 400 for a basket with ${what}`, async () => {
      const response = await post("/quotes", body);

      assert.equal(response.status, 400);
      assert.partialDeepStrictEqual(await response.json(), { code: "validation_failed" });
    });
  }

  it("answers 415 for a body of another type", async () => {
    const response = await ask("/quotes", { method: "POST", body: JSON.stringify(basket) });

    assert.equal(response.status, 415);
  });
});

describe("POST /orders", () => {
  /** A queue that remembers what it was sent. */
  const openQueue = () => {
    const sent: unknown[] = [];
    const send = async (item: unknown) => {
      sent.push(item);
      return { id: "order-7" };
    };
    return { sent, placed: { send } };
  };

  it("puts the basket with the shop's own total on the queue, and answers 202 with the message's id", async () => {
    const { sent, placed } = openQueue();

    const response = await post("/orders", basket, { placed });

    assert.equal(response.status, 202);
    assert.deepEqual(await response.json(), { id: "order-7", total: 8_193, currency: "EUR" });
    assert.deepEqual(sent, [{ ...basket, total: 8_193 }]);
  });

  for (const [what, body, status] of [
    ["is not well formed", { ...basket, items: [] }, 400],
    ["says itself what it costs", { ...basket, total: 1 }, 400],
    ["cannot be delivered", { ...basket, country: "US" }, 422],
  ] as const) {
    it(`answers ${status} for a basket that ${what}, and sends nothing`, async () => {
      const { sent, placed } = openQueue();

      const response = await post("/orders", body, { placed });

      assert.equal(response.status, status);
      assert.deepEqual(sent, []);
    });
  }

  for (const [code, status] of [
    ["Unavailable", 503],
    ["Throttled", 503],
    ["Denied", 500],
  ] as const) {
    it(`answers ${status} when the queue does not take the order: ${code}`, async () => {
      const send = () => Promise.reject(new MessageError(code, "The cloud answers no."));

      const response = await post("/orders", basket, { placed: { send } });

      assert.equal(response.status, status);
      assert.doesNotMatch(await response.text(), /The cloud answers/);
    });
  }

  it("does not say that it has an order which the queue has not", async () => {
    const send = () => Promise.reject(new Error("The queue is gone."));

    const response = await post("/orders", basket, { placed: { send } });

    assert.equal(response.status, 500);
  });
});

describe("GET /products", () => {
  it("names the next page in a link header, as RFC 8288 has it", async () => {
    const response = await ask("/products?limit=2");

    const following = /^<([^>]+)>; rel="next"$/.exec(response.headers.get("link") ?? "")?.[1] ?? assert.fail();
    const next = await ask(following);
    assert.partialDeepStrictEqual(await next.json(), { items: [{ id: "beans-filter" }, { id: "book-brewing" }] });
  });

  it("names no next page on the last", async () => {
    const response = await ask("/products?limit=100");

    assert.equal(response.headers.get("link"), null);
    assert.ok(!("next" in Object(await response.json())));
  });

  for (const query of ["limit=0", "limit=101", "limit=ten", "cursor=A", "cursor=%F0%9F%98%80", "cursor=!!!!"]) {
    it(`answers 400 for ${query}`, async () => {
      const response = await ask(`/products?${query}`);

      assert.equal(response.status, 400);
      assert.partialDeepStrictEqual(await response.json(), { issues: [{ pointer: `/${query.split("=")[0]}` }] });
    });
  }
});

describe("GET /products/:id", () => {
  const known = async (ifNoneMatch: (tag: string) => string) => {
    const tag = (await ask("/products/scale")).headers.get("etag") ?? assert.fail();
    return ask("/products/scale", { headers: { "if-none-match": ifNoneMatch(tag) } });
  };

  for (const [what, header] of Object.entries({
    "the tag": (tag: string) => tag,
    "the tag as a weak one": (tag: string) => `W/${tag}`,
    "a list with the tag in it": (tag: string) => `"a,b" , ${tag},"c"`,
    "any tag": () => "*",
  })) {
    it(`answers 304 with its tag and no body for ${what}`, async () => {
      const response = await known(header);

      assert.equal(response.status, 304);
      assert.ok(response.headers.get("etag"));
      assert.equal(await response.text(), "");
    });
  }

  for (const [what, header] of Object.entries({
    "another tag": () => '"other"',
    "the tag inside another": (tag: string) => `"x${tag.slice(1)}`,
    "the tag without quotes": (tag: string) => tag.slice(1, -1),
  })) {
    it(`answers 200 for ${what}`, async () => {
      assert.equal((await known(header)).status, 200);
    });
  }
});

describe("GET /deals", () => {
  it("sends as many events as asked for, with a lower price each", async () => {
    const response = await ask("/deals?count=2&every=10");

    assert.equal(
      await response.text(),
      [
        'event: deal\ndata: {"product":"beans-decaf","name":"Decaf beans, 1 kg","price":1828,"currency":"EUR"}\nid: 0\n\n',
        'event: deal\ndata: {"product":"beans-espresso","name":"Espresso beans, 1 kg","price":1606,"currency":"EUR"}\nid: 1\n\n',
      ].join(""),
    );
  });

  it("answers 400 for a pace that would not end", async () => {
    assert.equal((await ask("/deals?count=99")).status, 400);
    assert.equal((await ask("/deals?every=99999")).status, 400);
  });
});
