import assert from "node:assert/strict";
import fc from "fast-check";
import { firstProducts } from "../../../functions/model/catalogue.ts";
import { type Basket, type Quote, quoteFor } from "../../../functions/model/prices/quote.ts";
import * as terms from "../../../functions/terms.ts";

const products = new Map(firstProducts.map((product) => [product.id, product]));

function quote(basket: Basket): Quote {
  const outcome = quoteFor(basket, terms, products);
  return "quote" in outcome ? outcome.quote : assert.fail(JSON.stringify(outcome.objections));
}

function objections(basket: Basket): unknown {
  const outcome = quoteFor(basket, terms, products);
  return "quote" in outcome ? assert.fail("there is a quote") : outcome.objections;
}

describe("a quote", () => {
  it("adds up, with the rate of each product and tax on delivery", () => {
    const { lines, goods, shipping, tax, total } = quote({
      country: "DE",
      items: [
        { product: "beans-espresso", quantity: 2 },
        { product: "cup-small", quantity: 3 },
      ],
    });

    // 2 × 18.90 at 7 %, 3 × 8.45 at 19 %, 2.73 kg at home for 5.90 at 19 %.
    assert.deepEqual(
      lines.map(({ net, taxRate, tax: ofLine }) => [net, taxRate, ofLine]),
      [
        [3_780, 700, 265],
        [2_535, 1_900, 482],
      ],
    );
    assert.deepEqual({ goods, shipping, tax, total }, { goods: 6_315, shipping: 590, tax: 859, total: 7_764 });
  });

  it("rounds a half cent to the even cent", () => {
    const tax = (country: string) => quote({ country, items: [{ product: "beans-decaf", quantity: 1 }] }).lines[0]?.tax;

    // 7 % of 21.50 is 150.5 cents, 9 % is 193.5.
    assert.equal(tax("DE"), 150);
    assert.equal(tax("NL"), 194);
  });

  it("delivers free from an amount on, wherever the goods go", () => {
    const items = [{ product: "grinder-hand", quantity: 2 }];

    assert.equal(quote({ country: "DE", items }).shipping, 0);
    assert.equal(quote({ country: "CH", items }).shipping, 0);
  });

  it("asks more for delivery abroad", () => {
    const items = [{ product: "filters", quantity: 1 }];

    assert.equal(quote({ country: "DE", items }).shipping, 390);
    assert.equal(quote({ country: "FR", items }).shipping, 1_290);
  });

  it("names every product that there is not, and a country that is not served", () => {
    const items = [
      { product: "tea", quantity: 1 },
      { product: "kettle", quantity: 1 },
      { product: "toString", quantity: 1 },
    ];

    assert.deepEqual(objections({ country: "US", items }), [
      { pointer: "/country", message: "the shop does not deliver there" },
      { pointer: "/items/0/product", message: "there is no such product" },
      { pointer: "/items/2/product", message: "there is no such product" },
    ]);
  });

  it("refuses a parcel that is too heavy", () => {
    assert.deepEqual(objections({ country: "DE", items: [{ product: "machine", quantity: 3 }] }), [
      { pointer: "/items", message: "they are too heavy to be sent in one parcel" },
    ]);
  });

  it("never loses a cent between its lines and its total", () => {
    const item = fc.record({
      product: fc.constantFrom(...products.keys()),
      quantity: fc.integer({ min: 1, max: 3 }),
    });
    const baskets = fc.record({
      country: fc.constantFrom(...Object.keys(terms.taxes)),
      items: fc.array(item, { minLength: 1, maxLength: 5 }),
    });

    fc.assert(
      fc.property(baskets, (basket) => {
        const outcome = quoteFor(basket, terms, products);
        if (!("quote" in outcome)) return;
        const { lines, goods, shipping, tax, total } = outcome.quote;
        const net = lines.reduce((sum, line) => sum + line.net, 0);
        const onLines = lines.reduce((sum, line) => sum + line.tax, 0);
        assert.equal(goods, net);
        assert.equal(total, goods + shipping + tax);
        assert.ok(tax >= onLines);
        assert.ok([goods, shipping, tax, total].every(Number.isSafeInteger));
      }),
    );
  });
});
