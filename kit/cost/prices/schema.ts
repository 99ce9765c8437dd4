import * as v from "valibot";
import { byKeys } from "../files/shapes.ts";

/** Whose allowance a price has, or who pays a fee once: however many resources there are, it counts once for each of these. */
export const owners = [
  "account",
  "billing account",
  "subscription",
  "project",
  "database",
  "profile",
  "namespace",
] as const;
export type Owner = (typeof owners)[number];

/** `high`: the vendor's own list, read within a year of the others. `medium`: another page that quotes it, or an older list. */
export const confidences = ["high", "medium", "low"] as const;
export type Confidence = (typeof confidences)[number];

/** The region of a price that is the same everywhere. */
export const everywhere = "global";

/** Pages that list pages: what they say of a price is nobody's word. */
const searchPages = /^https:\/\/(?:[a-z0-9-]+\.)*(?:google|bing|duckduckgo|yahoo|brave)\.[a-z.]+\/search\b/;

/** A day as in ISO 8601, which exists. */
const Day = v.pipe(
  v.string("a day like 2026-05-14 is expected"),
  v.check((text) => {
    const time = Date.parse(`${text}T00:00:00Z`);
    return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) && text.length === 10;
  }, "a day like 2026-05-14 is expected"),
);

const Source = v.pipe(
  v.string("an address is expected"),
  v.regex(/^https:\/\/[^\s/]+\.[^\s/]+/, "an address that begins with https:// is expected"),
  v.check((text) => !searchPages.test(text), "the page itself is expected, not a search that found it"),
);

const Usd = v.pipe(
  v.number("a number of US dollars is expected"),
  v.finite("a finite number is expected"),
  v.minValue(0, "a price is never negative"),
);

const Tier = byKeys(
  { from: v.pipe(v.number("a quantity is expected"), v.finite("a finite quantity is expected")), usd: Usd },
  "a tier like { from: 0, usd: 0.09 } is expected",
);

const Tiers = v.pipe(
  v.array(Tier, "tiers are a list"),
  v.check((tiers) => tiers[0]?.from === 0, "the first tier is expected to start from 0"),
  v.check(
    (tiers) => tiers.every(({ from }, index) => index === 0 || from > (tiers[index - 1]?.from ?? 0)),
    "each tier is expected to start from more than the one before",
  ),
);

const expectedPrice = "a number of US dollars, a list of tiers, or null where the price was not found, is expected";

/** What a price is in a region. `null`: it was looked for and not found, so it is unknown there. */
const RegionPrice = v.lazy((input) => {
  if (Array.isArray(input)) return Tiers;
  if (typeof input === "number") return Usd;
  return v.null(expectedPrice);
});

/** The prices of one thing by region. */
export const Regions = v.pipe(
  v.record(
    v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]+$/, "a region's name like eu-west-1 is expected")),
    RegionPrice,
    "prices by region are expected",
  ),
  v.check((regions) => Object.keys(regions).length > 0, "at least one region is expected"),
  v.check(
    (regions) => !(everywhere in regions) || Object.keys(regions).length === 1,
    `"${everywhere}" is expected to be the only region`,
  ),
);
export type Regions = v.InferOutput<typeof Regions>;

/** What a bill leaves out. */
const Allowance = byKeys(
  {
    amount: v.pipe(v.number("a quantity is expected"), v.gtValue(0, "a quantity above 0 is expected")),
    of: v.picklist(owners, `one of ${owners.join(", ")} is expected`),
    per: v.optional(v.picklist(["month", "day"], '"month" or "day" is expected'), "month"),
    pool: v.optional(v.string("the name of a pool is expected")),
  },
  "an allowance like { amount: 1000000, of: 'account' } is expected",
);
export type Allowance = v.InferOutput<typeof Allowance>;

/** One price, as a file of prices states it. docs/prices.md describes each property. */
export const Fact = v.pipe(
  byKeys(
    {
      id: v.pipe(
        v.string("an id is expected"),
        v.regex(/^(?:aws|gcp|azure|cloudflare)(?:\.[a-z0-9-]+)+$/, "an id like aws.lambda.requests is expected"),
      ),
      what: v.pipe(v.string("what is paid for is expected"), v.nonEmpty("what is paid for is expected")),
      unit: v.pipe(v.string("a unit in the singular is expected"), v.nonEmpty("a unit in the singular is expected")),
      per: v.pipe(v.number("a number of units is expected"), v.gtValue(0, "a number of units above 0 is expected")),
      regions: Regions,
      allowance: v.optional(Allowance),
      roundedTo: v.optional(
        v.pipe(v.number("a number of units is expected"), v.gtValue(0, "a number of units above 0 is expected")),
      ),
      once: v.optional(v.picklist(owners, `one of ${owners.join(", ")} is expected`)),
      verified: v.nullable(Day),
      from: v.optional(Day),
      until: v.optional(Day),
      source: Source,
      copy: v.optional(Source),
      confidence: v.picklist(confidences, `one of ${confidences.join(", ")} is expected`),
      note: v.optional(v.string("a text is expected")),
    },
    "a fact, an object, is expected",
  ),
  v.forward(
    v.check(
      ({ verified, confidence }) => verified !== null || confidence === "low",
      '"low" is expected without a day on which it was verified',
    ),
    ["confidence"],
  ),
  v.forward(
    v.check(
      ({ from, until }) => from === undefined || until === undefined || from < until,
      "a day after `from` is expected",
    ),
    ["until"],
  ),
  v.forward(
    v.check(
      ({ regions, note }) => note !== undefined || !Object.values(regions).includes(null),
      "why the price was not found in a region is expected",
    ),
    ["note"],
  ),
);
export type Fact = v.InferOutput<typeof Fact>;

/** A file of prices. */
export const Facts = v.array(Fact, "a list of facts is expected");
