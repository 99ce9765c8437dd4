import assert from "node:assert/strict";
import { SecretError, TableError } from "fourfold/runtime";
import { openShop, send } from "./open-shop.ts";

const { ask } = openShop();
const post = (path: string, body: unknown) => ask(path, send("POST", body));
const basket = { country: "DE", items: [{ product: "kettle", quantity: 1 }] };

describe("GET /health", () => {
  for (const [what, links, down] of [
    ["a term that is not valid", { taxes: { DE: { standard: "19 %", reduced: 700 } } }, "taxes"],
    [
      "a table that does not answer",
      { stock: { check: () => Promise.reject(new TableError("Unavailable", "No.")) } },
      "stock",
    ],
    [
      "a secret that is not set",
      { signing: { check: () => Promise.reject(new SecretError("NotSet", "No.")) } },
      "signing",
    ],
  ] as const) {
    it(`answers 503 and says which dependency is down: ${what}`, async () => {
      const response = await openShop(links).ask("/health");

      assert.equal(response.status, 503);
      const { state, dependencies } = Object(await response.json());
      const broken = Object.keys(dependencies).filter((name) => dependencies[name].state !== "up");
      assert.deepEqual([state, broken], ["down", [down]]);
    });
  }

  it("says why by a code alone: anybody may ask", async () => {
    const failing = { check: () => Promise.reject(new Error("arn:aws:dynamodb:eu-west-1:123456789012")) };

    const text = await (
      await openShop({
        users: failing,
        emails: { check: () => Promise.reject(new TableError("Denied", "arn:…")) },
      }).ask("/health")
    ).text();

    assert.doesNotMatch(text, /arn/);
    assert.partialDeepStrictEqual(JSON.parse(text), {
      dependencies: { users: { state: "down", reason: "Failed" }, emails: { state: "down", reason: "Denied" } },
    });
  });

  it("does not wait for a dependency that hangs", async function () {
    this.timeout(10_000);

    const response = await openShop({ reports: { check: () => new Promise(() => {}) } }).ask("/health");

    assert.partialDeepStrictEqual(await response.json(), {
      dependencies: { reports: { state: "down", reason: "Late" } },
    });
  });
});

describe("what passes", () => {
  for (const code of ["Throttled", "Unavailable", "Conflict"] as const) {
    it(`is answered 503, with when to try again: ${code}`, async () => {
      const products = { get: () => Promise.reject(new TableError(code, "The cloud answers no.")) };

      const response = await openShop({ products }).ask("/products/kettle");

      assert.deepEqual([response.status, response.headers.get("retry-after")], [503, "1"]);
      assert.doesNotMatch(await response.text(), /The cloud answers/);
    });
  }

  for (const error of [new TableError("Denied", "The cloud answers no."), new Error("The cloud answers no.")]) {
    it(`is not everything: ${error.name} is answered 500`, async () => {
      const response = await openShop({ products: { get: () => Promise.reject(error) } }).ask("/products/kettle");

      assert.equal(response.status, 500);
      assert.doesNotMatch(await response.text(), /The cloud answers/);
    });
  }
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

  it("does not continue one list with the cursor of another", async () => {
    const { next } = Object(await (await ask("/products?limit=1")).json());

    assert.equal((await ask(`/products?limit=1&category=beans&cursor=${next}`)).status, 400);
    assert.equal((await ask(`/products?limit=1&cursor=${next}`)).status, 200);
  });

  it("lists those of a category, page by page", async () => {
    const first = Object(await (await ask("/products?category=beans&limit=2")).json());
    const second = Object(await (await ask(`/products?category=beans&limit=2&cursor=${first.next}`)).json());

    const ids = [...first.items, ...second.items].map(({ id }) => id);
    assert.deepEqual([ids, second.next], [["beans-decaf", "beans-espresso", "beans-filter"], undefined]);
  });

  it("does not say where products lie in the warehouse", async () => {
    assert.doesNotMatch(await (await ask("/products?limit=100")).text(), /shelf/);
  });

  for (const query of [
    "limit=0",
    "limit=101",
    "limit=ten",
    "cursor=",
    "cursor=A",
    "cursor=%F0%9F%98%80",
    "cursor=!!!!",
    "category=tea",
  ]) {
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
