import assert from "node:assert/strict";
import { type Cloud, clouds, type PerCloud } from "fourfold";
import { parseFacts, readFacts } from "../../../kit/cost/prices/facts.ts";
import { everywhere, type Fact } from "../../../kit/cost/prices/schema.ts";
import { oldFrom } from "../../../tools/tables/price.ts";
import { refuses } from "../../support/refuses.ts";

/** The regions that each price has, but for {@link notFound}. */
const regions: PerCloud<readonly string[]> = {
  aws: ["us-east-1", "eu-west-1", "eu-central-1"],
  gcp: ["us-central1", "europe-west1", "europe-west3"],
  azure: ["eastus2", "westeurope", "northeurope"],
  cloudflare: [everywhere],
};

/** Prices that nobody has found in a region yet, which their notes say why. One that is found leaves this list. */
const notFound: PerCloud<readonly string[]> = {
  aws: ["eu-west-1", "eu-central-1"].flatMap((region) => [
    ...["dynamodb.backup", "dynamodb.streams"].map((id) => `aws.${id} in ${region}`),
    ...["apigateway.websocket.messages", "apigateway.websocket.minutes"].map((id) => `aws.${id} in ${region}`),
    ...["elasticache.t4g-micro.valkey", "elasticache.t4g-micro.redis"].map((id) => `aws.${id} in ${region}`),
  ]),
  gcp: [
    ...["reads", "writes", "deletes", "storage", "pitr"].map((id) => `gcp.firestore.${id} in europe-west3`),
    "gcp.firestore.pitr in europe-west1",
  ],
  azure: [],
  cloudflare: [],
};

const byId = (facts: readonly Fact[]) => [...Map.groupBy(facts, ({ id }) => id)];

/** Whether two facts state the price of a region at the same time. */
function overlap(one: Fact, other: Fact): boolean {
  const sharesRegion = Object.keys(one.regions).some((region) => region in other.regions);
  const sharesTime = (one.from ?? "") < (other.until ?? "9999") && (other.from ?? "") < (one.until ?? "9999");
  return sharesRegion && sharesTime;
}

describe("the facts about prices", () => {
  const oldest = oldFrom(clouds.flatMap(readFacts));

  for (const cloud of clouds) {
    const facts = readFacts(cloud);

    it(`of ${cloud} are as the schema says, and begin with its name`, () => {
      assert.ok(facts.length >= 25);
      assert.deepEqual(
        facts.filter(({ id }) => !id.startsWith(`${cloud}.`)),
        [],
      );
    });

    it(`of ${cloud} state no price of a region twice for the same time`, () => {
      const twice = byId(facts).flatMap(([id, all]) =>
        all.some((one, index) => all.slice(index + 1).some((other) => overlap(one, other))) ? [id] : [],
      );

      assert.deepEqual(twice, []);
    });

    it(`of ${cloud} count the same thing wherever they have the same id`, () => {
      const ways = byId(facts).map(([id, all]) => {
        const counted = new Set(all.map(({ what, unit, per, once }) => JSON.stringify([what, unit, per, once])));
        return { id, ways: counted.size };
      });

      assert.deepEqual(
        ways.filter((each) => each.ways !== 1),
        [],
      );
    });

    it(`of ${cloud} have its regions, or are the same in all, but for those that nobody has found`, () => {
      const missing = byId(facts).flatMap(([id, all]) => {
        const found = all.flatMap((fact) =>
          Object.keys(fact.regions).filter((region) => fact.regions[region] !== null),
        );
        if (cloud !== "cloudflare" && found.includes(everywhere)) return [];
        return regions[cloud].filter((region) => !found.includes(region)).map((region) => `${id} in ${region}`);
      });

      assert.deepEqual(missing.toSorted(), notFound[cloud].toSorted());
    });

    it(`of ${cloud} were verified on days that have been`, () => {
      const today = new Date().toISOString().slice(0, 10);

      assert.deepEqual(
        facts.filter(({ verified }) => verified !== null && verified > today),
        [],
      );
    });

    it(`of ${cloud} have a high confidence only if they were read within a year of the newest`, () => {
      const old = facts.filter(({ confidence, verified }) => confidence === "high" && (verified ?? "") < oldest);

      assert.deepEqual(old, []);
    });

    it(`of ${cloud} that share an allowance have one of the same size`, () => {
      const pools = Map.groupBy(
        facts.flatMap(({ allowance }) => (allowance?.pool === undefined ? [] : [allowance])),
        ({ pool }) => pool,
      );
      const sizes = [...pools].map(([pool, all]) => [
        pool,
        new Set(all.map(({ amount, of }) => `${amount} ${of}`)).size,
      ]);

      assert.deepEqual(
        sizes.filter(([, count]) => count !== 1),
        [],
      );
    });
  }
});

const sound = {
  id: "aws.lambda.requests",
  what: "requests",
  unit: "request",
  per: 1_000_000,
  regions: { "eu-west-1": 0.2 },
  verified: "2026-05-14",
  source: "https://aws.amazon.com/lambda/pricing/",
  confidence: "high",
};

const wrong: readonly [what: string, change: Readonly<Record<string, unknown>>, message: RegExp][] = [
  ["an id of no cloud", { id: "ibm.functions.requests" }, /fact 0 \(ibm\.functions\.requests\)\.id: an id like aws/],
  ["a unit that is missing", { unit: undefined }, /\.unit: it is missing/],
  ["a number of units that is 0", { per: 0 }, /\.per: a number of units above 0/],
  ["a price that is negative", { regions: { "eu-west-1": -1 } }, /\.regions\.eu-west-1: a price is never negative/],
  [
    "a price that is a text",
    { regions: { "eu-west-1": "0.2" } },
    /\.regions\.eu-west-1: a number of US dollars, a list/,
  ],
  ["no regions", { regions: {} }, /\.regions: at least one region/],
  ["a region beside all of them", { regions: { global: 1, "eu-west-1": 1 } }, /\.regions: "global" is expected to be/],
  [
    "tiers that start late",
    { regions: { global: [{ from: 1, usd: 1 }] } },
    /the first tier is expected to start from 0/,
  ],
  [
    "tiers that do not ascend",
    { regions: { global: [0, 5, 5].map((from) => ({ from, usd: 1 })) } },
    /\.regions\.global: each tier is expected to start from more/,
  ],
  ["an owner that is not known", { allowance: { amount: 1, of: "stack" } }, /\.allowance\.of: one of account, billing/],
  ["a day that does not exist", { verified: "2026-02-30" }, /\.verified: a day like 2026-05-14/],
  ["confidence without a day", { verified: null }, /\.confidence: "low" is expected without a day/],
  ["a period that ends before it begins", { from: "2026-12-01", until: "2026-12-01" }, /\.until: a day after `from`/],
  [
    "no reason for a price that was not found",
    { regions: { "eu-west-1": null } },
    /\.note: why the price was not found/,
  ],
  ["a source without TLS", { source: "http://aws.amazon.com/" }, /\.source: an address that begins with https/],
  ["a search", { source: "https://www.google.com/search?q=lambda" }, /\.source: the page itself is expected/],
  ["a property that is not known", { price: 3 }, /\.price: "price" is not known here/],
];

describe("a file of prices", () => {
  it("is read as it is written", () => {
    const [fact] = parseFacts(JSON.stringify([sound]), "lambda.json");

    assert.deepEqual(fact, sound);
  });

  for (const [what, change, message] of wrong) {
    it(`is refused with ${what}`, () => {
      const text = JSON.stringify([{ ...sound, ...change }]);

      refuses("ERR_CONFIG", message, () => parseFacts(text, "lambda.json"));
      refuses("ERR_CONFIG", /^lambda\.json: /, () => parseFacts(text, "lambda.json"));
    });
  }

  it("is refused when it is not JSON, or not a list", () => {
    refuses("ERR_CONFIG", /lambda\.json: it is not valid JSON/, () => parseFacts("[", "lambda.json"));
    refuses("ERR_CONFIG", /lambda\.json: a list of facts is expected/, () => parseFacts("{}", "lambda.json"));
  });

  it("is the cloud's that is asked for", () => {
    const cloudsOf = (cloud: Cloud) => new Set(readFacts(cloud).map(({ id }) => id.split(".")[0]));

    assert.deepEqual([...cloudsOf("gcp")], ["gcp"]);
  });
});
