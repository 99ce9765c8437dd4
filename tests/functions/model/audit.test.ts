import assert from "node:assert/strict";
import { findUndeliverable } from "../../../functions/model/audit.ts";
import { firstProducts } from "../../../functions/model/catalogue.ts";
import { shipping, taxes } from "../../../functions/terms.ts";

const products = new Map(firstProducts.map((product) => [product.id, product]));

describe("an audit of the catalogue", () => {
  it("quotes every product to every country, and finds nothing wrong with the shop's own terms", () => {
    const audit = findUndeliverable({ taxes, shipping }, products);

    assert.equal(audit.quoted, firstProducts.length * Object.keys(taxes).length);
    assert.deepEqual(audit.undeliverable, []);
  });

  it("names what became too heavy to be sent, in each country", () => {
    const light = { ...shipping, steps: shipping.steps.filter(({ upTo }) => upTo <= 10_000) };

    const inGermany = { taxes: { DE: { standard: 1_900, reduced: 700 } }, shipping: light };
    const { undeliverable } = findUndeliverable(inGermany, products);

    assert.deepEqual(undeliverable, [
      { product: "machine", country: "DE", reason: "they are too heavy to be sent in one parcel" },
    ]);
  });
});
