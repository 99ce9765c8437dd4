import assert from "node:assert/strict";
import { bookOf, openBook, type Price, type Unknown } from "../../../kit/cost/prices/book.ts";
import type { Fact } from "../../../kit/cost/prices/schema.ts";
import { refuses } from "../../support/refuses.ts";

const at = new Date("2026-11-29T12:00:00Z");

const requests: Fact = {
  id: "aws.some.requests",
  what: "requests",
  unit: "request",
  per: 1_000_000,
  regions: {
    "us-east-1": 0.2,
    "eu-west-1": [0.3, 0.1].map((usd, index) => ({ from: index * 10, usd })),
    "eu-south-1": null,
  },
  allowance: { amount: 1_000_000, of: "account", per: "month" },
  verified: "2026-05-14",
  source: "https://aws.amazon.com/",
  confidence: "medium",
};
const plan: Fact = { ...requests, id: "aws.some.plan", regions: { global: 5 }, once: "account", allowance: undefined };
const facts = [requests, plan];

function known(price: Price | Unknown): Price {
  assert.ok(typeof price !== "string", `${price}`);
  return price;
}

describe("a book of prices", () => {
  const book = bookOf(facts);

  it("gives a region's price as tiers, with what it is for and whose allowance there is", () => {
    const price = known(book.priceOf("aws.some.requests", { region: "us-east-1", at }));

    assert.deepEqual(price.tiers, [{ from: 0, usd: 0.2 }]);
    assert.deepEqual([price.per, price.unit, price.confidence, price.isOwn], [1_000_000, "request", "medium", false]);
    assert.equal(price.allowance?.of, "account");
    assert.deepEqual(known(book.priceOf("aws.some.requests", { region: "eu-west-1", at })).tiers, [
      { from: 0, usd: 0.3 },
      { from: 10, usd: 0.1 },
    ]);
  });

  it("gives what is the same everywhere for every region", () => {
    const price = known(book.priceOf("aws.some.plan", { region: "ap-south-1", at }));

    assert.deepEqual([price.tiers[0]?.usd, price.once], [5, "account"]);
  });

  for (const region of ["eu-central-1", "eu-south-1", "eu-west", "global", "", "toString", "__proto__"]) {
    it(`knows no price in the region "${region}", instead of another one's`, () => {
      assert.equal(book.priceOf("aws.some.requests", { region, at }), "unknown region");
    });
  }

  for (const id of ["aws.some", "aws.some.requests.more", "", "toString", "__proto__"]) {
    it(`knows no price "${id}"`, () => {
      assert.equal(book.priceOf(id, { region: "us-east-1", at }), "unknown price");
    });
  }

  it("finds a region in another fact of the same id", () => {
    const more = { ...requests, regions: { "eu-central-1": 0.4 }, confidence: "high" } as const;
    const price = known(bookOf([requests, more]).priceOf("aws.some.requests", { region: "eu-central-1", at }));

    assert.deepEqual([price.tiers[0]?.usd, price.confidence], [0.4, "high"]);
  });

  it("changes a price at midnight in UTC, when another one begins", () => {
    const changing = bookOf([
      { ...plan, until: "2026-12-01" },
      { ...plan, regions: { global: 6 }, from: "2026-12-01" },
    ]);
    const usdAt = (time: string) =>
      known(changing.priceOf("aws.some.plan", { region: "eu-west-1", at: new Date(time) })).tiers[0]?.usd;

    assert.equal(usdAt("2026-11-30T23:59:59Z"), 5);
    assert.equal(usdAt("2026-12-01T00:00:00Z"), 6);
  });

  it("knows no price before its time and after it", () => {
    const passing = bookOf([{ ...plan, from: "2026-01-01", until: "2026-12-01" }]);
    const priceAt = (time: string) => passing.priceOf("aws.some.plan", { region: "eu-west-1", at: new Date(time) });

    assert.equal(priceAt("2025-12-31T23:59:59Z"), "unknown price");
    assert.equal(priceAt("2026-12-01T00:00:00Z"), "unknown price");
  });
});

describe("the book of the clouds", () => {
  it("has those that it is opened with", () => {
    const book = openBook(["cloudflare"]);

    assert.equal(known(book.priceOf("cloudflare.workers.base", { region: "anywhere", at })).tiers[0]?.usd, 5);
    assert.equal(book.priceOf("aws.lambda.requests", { region: "us-east-1", at }), "unknown price");
  });

  // https://developers.cloudflare.com/observability/pricing/
  it("has Cloudflare's logs by the event, and from December 2026 on by the gigabyte", () => {
    const book = openBook(["cloudflare"]);
    const counted = (time: string) =>
      ["workers.logs", "observability.ingestion"].filter((id) => {
        const price = book.priceOf(`cloudflare.${id}`, { region: "global", at: new Date(time) });
        return typeof price !== "string";
      });

    assert.deepEqual(counted("2026-11-30T12:00:00Z"), ["workers.logs"]);
    assert.deepEqual(counted("2026-12-01T12:00:00Z"), ["observability.ingestion"]);
  });
});

describe("a team's own prices", () => {
  const place = { region: "us-east-1", at };

  it("are a share of each tier", () => {
    const book = bookOf(facts, { "aws.some.requests": { factor: 0.5 } });
    const price = known(book.priceOf("aws.some.requests", { region: "eu-west-1", at }));

    assert.deepEqual(
      price.tiers.map(({ usd }) => usd),
      [0.15, 0.05],
    );
    assert.equal(price.isOwn, true);
    assert.equal(known(book.priceOf("aws.some.plan", place)).isOwn, false);
  });

  it("are a region's, where the others stay, and may be of a region that the book does not know", () => {
    const book = bookOf(facts, { "aws.some.requests": { regions: { "us-east-1": 0.1, "ap-south-1": 0.4 } } });
    const priceIn = (region: string) => known(book.priceOf("aws.some.requests", { region, at }));

    assert.deepEqual([priceIn("us-east-1").tiers[0]?.usd, priceIn("us-east-1").confidence], [0.1, "high"]);
    assert.equal(priceIn("ap-south-1").tiers[0]?.usd, 0.4);
    assert.deepEqual([priceIn("eu-west-1").tiers[0]?.usd, priceIn("eu-west-1").isOwn], [0.3, false]);
  });

  it("may be free", () => {
    const book = bookOf(facts, { "aws.some.plan": { factor: 0 } });

    assert.equal(known(book.priceOf("aws.some.plan", place)).tiers[0]?.usd, 0);
  });

  it("are refused for what the opened clouds do not have", () => {
    refuses("ERR_CONFIG", /aws\.lambda\.request: the book does not have it/, () =>
      openBook(["aws"], { "aws.lambda.request": { factor: 0.8 } }),
    );
    refuses("ERR_CONFIG", /ibm\.functions: its cloud is not known/, () =>
      openBook(["aws"], { "ibm.functions": { factor: 1 } }),
    );
    assert.doesNotThrow(() => openBook(["cloudflare"], { "aws.lambda.requests": { factor: 0.8 } }));
  });

  it("are refused by region for what is the same everywhere, and the other way round", () => {
    refuses("ERR_CONFIG", /aws\.some\.plan: it is the same in all regions\. Name the region "global"/, () =>
      bookOf(facts, { "aws.some.plan": { regions: { "eu-west-1": 1 } } }),
    );
    refuses("ERR_CONFIG", /aws\.some\.requests: it is one of each region\. Name regions like us-east-1/, () =>
      bookOf(facts, { "aws.some.requests": { regions: { global: 1 } } }),
    );
  });
});
