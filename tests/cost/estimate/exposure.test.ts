import assert from "node:assert/strict";
import { type ExposureOptions, exposure } from "../../../kit/cost/estimate/exposure.ts";
import { programOf } from "../../../kit/cost/estimate/program.ts";
import type { Meter, MeteredType } from "../../../kit/cost/meters/contract.ts";
import { free } from "../../../kit/cost/meters/free.ts";
import { meters } from "../../../kit/cost/meters/index.ts";
import type { UsageName } from "../../../kit/cost/meters/usage-keys.ts";
import { bookOf, openBook } from "../../../kit/cost/prices/book.ts";
import type { Fact } from "../../../kit/cost/prices/schema.ts";
import { type CostedResource, unknown } from "../../../kit/cost/resources/resource.ts";
import { clouds } from "../../../kit/spec/index.ts";
import { resourceOf } from "../support/program.ts";

const fact = (id: string, usd: number, described: Partial<Fact> = {}): Fact => ({
  ...{
    id,
    what: "things",
    unit: "thing",
    per: 1,
    regions: { global: usd },
    verified: "2026-11-01",
    confidence: "high",
  },
  source: "https://example.com/prices",
  ...described,
});

/** What is used costs a dollar, so that a line is how much that is. */
const meter = (name: UsageName): Meter => ({ price: `aws.${name}`, quantity: ({ use }) => use(name) });

const run: MeteredType = {
  type: "aws:run/run:Run",
  source: "https://example.com/prices",
  meters: [meter("requests"), meter("egress"), meter("instanceHours")],
  cap: ({ inputs }) => {
    const concurrency = inputs.number("most", 0);
    const pool = inputs.text("pool");
    if (concurrency === 0) return undefined;
    return pool === "" ? { concurrency } : { concurrency, pool };
  },
};

const table: MeteredType = {
  type: "aws:data/table:Table",
  source: "https://example.com/prices",
  meters: [
    meter("reads"),
    meter("storage"),
    { price: "aws.messages", quantity: ({ use }) => use("messages") * use("messageSize") },
    { price: "aws.accesses", quantity: () => 730 },
  ],
};

const prices = ["requests", "egress", "instanceHours", "reads", "storage", "accesses"].map((name) => `aws.${name}`);
const allowance = { amount: 1_000_000_000, of: "account", per: "month" } as const;

const options: ExposureOptions = {
  book: bookOf([...prices.map((id) => fact(id, 1)), fact("aws.messages", 1, { allowance, roundedTo: 1_000_000 })]),
  ...{ meters: new Map([run, table].map((metered) => [metered.type, metered])), free: new Set() },
};

/** 1,000 requests an hour of 100 ms, and as much of everything else. */
const usage = {
  ...{ requests: 730_000, duration: 100, egress: 730, instanceHours: 730, concurrency: 1 },
  ...{ reads: 73_000, storage: 7_300, messages: 7_300, messageSize: 3 },
} satisfies Partial<Record<UsageName, number>>;

const component = (name: string, inside?: string) =>
  resourceOf("shop:index:Service", name, {}, inside === undefined ? {} : { in: inside });
const runOf = (name: string, inside: string, inputs = {}) =>
  resourceOf(run.type, name, { region: "eu-west-1", ...inputs }, { in: inside });
const tableOf = (name: string, inside: string) => resourceOf(table.type, name, {}, { in: inside });

/** What is used in an hour, by resource and price. */
function usedIn(resources: readonly CostedResource[], given: ExposureOptions["usage"] = {}) {
  const { lines } = exposure(programOf(resources), { ...options, usage: { "*": usage, ...given } });
  return Object.fromEntries(
    lines.map(({ resource, price, usdPerHour }) => [`${resource.name} ${price.id.slice(4)}`, Math.round(usdPerHour)]),
  );
}

const unboundedIn = (resources: readonly CostedResource[]) => {
  const { lines, isUnbounded } = exposure(programOf(resources), { ...options, usage: { "*": usage } });
  const names = lines.flatMap(({ resource, unbounded }) => unbounded.map((name) => `${resource.name} ${name}`));
  assert.equal(isUnbounded, names.length > 0);
  return names;
};

describe("an exposure", () => {
  const shop = component("shop");

  it("is what a cap allows in an hour, until somebody stops it", () => {
    const resources = [shop, runOf("orders", "shop", { most: 10 })];
    const only = { "*": { ...usage, egress: 0, instanceHours: 0 } };
    // 10 × 3,600 s ÷ 0.1 s, and the 10 instances that process them for an hour.
    const usdPerHour = 360_000 + 10;

    const byDefault = exposure(programOf(resources), { ...options, usage: only });
    const sooner = exposure(programOf(resources), { ...options, usage: only, responseTime: 0.5 });

    assert.deepEqual([byDefault.usdPerHour, byDefault.responseTime, byDefault.usd], [usdPerHour, 8, usdPerHour * 8]);
    assert.deepEqual([sooner.usdPerHour, sooner.responseTime, sooner.usd], [usdPerHour, 0.5, usdPerHour / 2]);
    assert.throws(() => exposure(programOf(resources), { ...options, responseTime: Number.NaN }), RangeError);
    assert.throws(() => exposure(programOf(resources), { ...options, responseTime: -1 }), RangeError);
  });

  it("has a resource with a cap do more of everything by as much, with the instances that this takes", () => {
    const used = usedIn([shop, runOf("orders", "shop", { most: 10 })], { orders: { concurrency: 5 } });

    assert.deepEqual(used, { "orders requests": 360_000, "orders egress": 360, "orders instanceHours": 2 });
  });

  it("divides a pool by what is expected, and counts it once", () => {
    const pooled = { most: 10, pool: "account" };
    const resources = [shop, runOf("orders", "shop", pooled), runOf("mail", "shop", pooled)];
    const given = { mail: { requests: 730_000, duration: 300 } };

    const used = usedIn(resources, given);

    // 2.5 and 7.5 at the same time: both process as many, as it is expected of them.
    assert.deepEqual([used["orders requests"], used["mail requests"]], [90_000, 90_000]);
    assert.deepEqual([used["orders instanceHours"], used["mail instanceHours"]], [3, 8]);
  });

  it("divides a pool evenly where nothing is expected", () => {
    const pooled = { most: 10, pool: "account" };
    const used = usedIn([shop, runOf("orders", "shop", pooled), runOf("mail", "shop", pooled)], {
      shop: { requests: 0 },
    });

    assert.deepEqual([used["orders requests"], used["mail requests"]], [180_000, 180_000]);
  });

  it("counts on nothing by which hardly anything would be used more than any number", () => {
    const resources = [shop, runOf("orders", "shop", { most: 10 }), tableOf("list", "shop")];
    const given = { shop: { requests: 1e-308, messages: 0 } };
    const { lines } = exposure(programOf(resources), { ...options, usage: { "*": usage, ...given } });

    const reads = lines.find(({ price }) => price.id === "aws.reads");
    assert.deepEqual([reads?.usdPerHour, reads?.unbounded], [100, ["reads"]]);
  });

  it("has a pool in each region, and none for what has a cap of its own", () => {
    const pooled = { most: 10, pool: "account" };
    const used = usedIn([
      ...[shop, runOf("orders", "shop", pooled), runOf("far", "shop", { ...pooled, region: "us-east-1" })],
      ...[runOf("mail", "shop", { most: 5 })],
    ]);

    assert.deepEqual(
      [used["orders requests"], used["far requests"], used["mail requests"]],
      [360_000, 360_000, 180_000],
    );
  });

  it("has what is not capped grow as what is capped in the nearest component does; stocks and sizes stay", () => {
    const resources = [
      ...[shop, component("orders", "shop"), component("data", "orders"), component("mail", "shop")],
      ...[runOf("receive", "orders", { most: 10 }), tableOf("items", "data")],
      ...[runOf("send", "mail", { most: 1 }), tableOf("letters", "mail"), tableOf("shared", "shop")],
    ];

    const used = usedIn(resources);

    // 360 times, 36 times, and of both together 396,000 instead of 2,000 requests.
    assert.deepEqual([used["items reads"], used["letters reads"], used["shared reads"]], [36_000, 3_600, 19_800]);
    assert.deepEqual([used["items messages"], used["items storage"], used["items accesses"]], [10_800, 10, 1]);
    assert.deepEqual(unboundedIn(resources), []);
  });

  it("adds up what is capped in a component, each with what is expected of it", () => {
    const used = usedIn(
      [shop, runOf("orders", "shop", { most: 10 }), runOf("mail", "shop", { most: 10 }), tableOf("items", "shop")],
      { mail: { requests: 2_190_000 } },
    );

    assert.equal(used["items reads"], 100 * 180);
  });

  it("is what is expected, and says so, where nothing around has a cap", () => {
    const resources = [shop, component("mail"), runOf("send", "mail", { most: 1 }), tableOf("items", "shop")];

    const used = usedIn(resources);

    assert.deepEqual([used["items reads"], used["items messages"], used["items storage"]], [100, 30, 10]);
    assert.deepEqual(unboundedIn(resources), ["items reads", "items messages"]);
    assert.deepEqual(unboundedIn([shop, runOf("orders", "shop")]), [
      "orders requests",
      "orders egress",
      "orders instanceHours",
    ]);
  });

  it("is never less than expected for what has no cap", () => {
    const used = usedIn([shop, runOf("orders", "shop", { most: 1 }), tableOf("items", "shop")], {
      shop: { requests: 730_000_000 },
    });

    assert.deepEqual([used["orders requests"], used["items reads"]], [36_000, 100]);
  });

  it("knows no factor where nothing is expected of what has a cap", () => {
    const resources = [shop, runOf("orders", "shop", { most: 10 }), tableOf("items", "shop")];
    const { lines } = exposure(programOf(resources), { ...options, usage: { "*": { ...usage, requests: 0 } } });
    const found = lines.map(({ resource, price, unbounded }) => [resource.name, price.id, ...unbounded]);

    assert.deepEqual(found.slice(0, 4), [
      ["orders", "aws.requests"],
      ["orders", "aws.egress", "egress"],
      ["orders", "aws.instanceHours"],
      ["items", "aws.reads", "reads"],
    ]);
  });

  it("says of a cap that cannot be read that it cannot, and does not take it for one", () => {
    const resources = [shop, runOf("orders", "shop", { most: unknown })];

    const { unreadable } = exposure(programOf(resources), { ...options, usage: { "*": usage } });

    assert.deepEqual(
      unreadable.map(({ resource, what, why }) => [resource.name, what, why]),
      [["orders", "most", "is not known before the deployment"]],
    );
    assert.ok(unboundedIn(resources).includes("orders requests"));
  });

  it("is finite for requests that take no time", () => {
    const used = usedIn([shop, runOf("orders", "shop", { most: 1 })], { orders: { duration: 0 } });

    assert.equal(used["orders requests"], 3_600_000);
  });
});

describe("the exposure of real resources", () => {
  const real: ExposureOptions = { book: openBook(clouds), meters, free };

  it("has the functions of an account share what may run in it at the same time", () => {
    const functionOf = (name: string, inputs = {}) =>
      resourceOf("aws:lambda/function:Function", name, { region: "us-east-1", memorySize: 128, ...inputs });

    const { usdPerHour, isUnbounded } = exposure(programOf([functionOf("one"), functionOf("other")]), real);

    // https://aws.amazon.com/lambda/pricing/: 36 million requests for $0.20 each million, and 450,000 GB-seconds for $0.0000166667 each.
    assert.equal(Math.round(usdPerHour * 100) / 100, 14.7);
    assert.equal(isUnbounded, false);
  });

  it("has a Workflow run as often at the same time as it says, and else share what an account may", () => {
    const flow = (name: string, limit?: number) =>
      resourceOf("cloudflare:index/workflow:Workflow", name, limit === undefined ? {} : { concurrency: { limit } });

    const { lines } = exposure(programOf([flow("own", 10), flow("one"), flow("other")]), {
      ...real,
      usage: { "*": { duration: 1_000 } },
    });
    const runs = lines.filter(({ price }) => price.id === "cloudflare.workers.requests");

    // 50,000 in an account: https://developers.cloudflare.com/workflows/reference/limits/
    assert.deepEqual(
      runs.map(({ resource, quantity }) => [resource.name, quantity]),
      [
        ["own", 36_000],
        ["one", 90_000_000],
        ["other", 90_000_000],
      ],
    );
  });

  // "There is no general limit to the number of requests per second": https://developers.cloudflare.com/workers/platform/limits/
  it("says that nothing bounds a Worker, nor what it uses, whatever else is in its stack", () => {
    const resources = [
      ...[component("shop"), component("edge", "shop")],
      resourceOf("aws:lambda/function:Function", "backend", { region: "us-east-1" }, { in: "shop" }),
      resourceOf("aws:sqs/queue:Queue", "placed", { region: "us-east-1" }, { in: "shop" }),
      resourceOf("cloudflare:index/workersScript:WorkersScript", "worker", {}, { in: "edge" }),
      resourceOf("cloudflare:index/d1Database:D1Database", "items", {}, { in: "shop" }),
    ];

    const { lines, isUnbounded } = exposure(programOf(resources), real);

    assert.equal(isUnbounded, true);
    const unbounded = lines.filter((line) => line.unbounded.length > 0);
    assert.deepEqual([...new Set(unbounded.map(({ resource }) => resource.name))], ["worker", "items"]);
  });
});
