import assert from "node:assert/strict";
import type { DeclaredUsage } from "../../../kit/cost/estimate/usage.ts";
import { evaluateResources } from "../../../kit/cost/evaluate.ts";
import { usesOf } from "../../../kit/cost/report/summary.ts";
import { unknown } from "../../../kit/cost/resources/resource.ts";
import { refuses } from "../../support/refuses.ts";
import { resourceOf, urnOf } from "../support/program.ts";

const region = "eu-west-1";
const functionIn = (component: string, name: string) =>
  resourceOf("aws:lambda/function:Function", name, { region }, { in: component });

/** A shop that says how much of it is used, with a part that does, too. */
const shopOf = (costUsage: unknown, ofPart?: unknown) => [
  resourceOf("acme:index:Shop", "shop", costUsage === undefined ? {} : { costUsage }),
  resourceOf("acme:index:Part", "part", ofPart === undefined ? {} : { costUsage: ofPart }, { in: "shop" }),
  ...[
    functionIn("shop", "api"),
    functionIn("part", "audit"),
    resourceOf("aws:lambda/function:Function", "other", { region }),
  ],
];

/** Requests, by the names of functions. */
function requestsIn(resources: ReturnType<typeof shopOf>, usage?: DeclaredUsage) {
  const { costs } = evaluateResources(resources, usage === undefined ? {} : { usage });
  const uses = usesOf(costs.estimate).filter(({ name }) => name === "requests");
  return Object.fromEntries(uses.map(({ resource, value }) => [resource.name, value]));
}

describe("usage that components say of themselves", () => {
  const shop = { "*": { requests: 10 }, audit: { requests: 20 } };

  it("holds for what is in them, by its names, and for nothing beside them", () => {
    assert.deepEqual(requestsIn(shopOf(shop)), { api: 10, audit: 20, other: 1_000_000 });
    assert.deepEqual(requestsIn(shopOf({ part: { requests: 30 }, other: { requests: 40 } })), {
      ...{ api: 1_000_000, audit: 30, other: 1_000_000 },
    });
  });

  it("counts before what is assumed, and after all that somebody has declared", () => {
    for (const [usage, api, audit] of [
      [{ api: { requests: 1 } }, 1, 20],
      [{ shop: { requests: 2 } }, 2, 2],
      [{ "*": { requests: 3 } }, 3, 3],
      [{ [urnOf("audit")]: { requests: 4 }, audit: { duration: 5 } }, 10, 4],
      [{ "*": { duration: 5 } }, 10, 20],
    ] as const) {
      const found = requestsIn(shopOf(shop), usage);
      assert.deepEqual([found.api, found.audit], [api, audit], JSON.stringify(usage));
    }
  });

  it("is that of the component that is nearer, and of the outer one where both are about the same", () => {
    const part = { "*": { requests: 50 } };

    assert.equal(requestsIn(shopOf({ "*": { requests: 10 } }, part)).audit, 50);
    assert.equal(requestsIn(shopOf({ part: { requests: 10 } }, part)).audit, 10);
  });

  it("is a part of what an estimate was made with, so that it can be compared with a later one", () => {
    const { options } = evaluateResources(shopOf(shop), { usage: { other: { requests: 7 } } });

    assert.deepEqual(options.usage, {
      ...{ other: { requests: 7 }, [urnOf("shop")]: { requests: 10 }, [urnOf("audit")]: { requests: 20 } },
    });
  });

  for (const [what, costUsage, message] of [
    ["no usage", 5, "the names of resources or components are expected"],
    ["a list", [], "the names of resources or components are expected, not a list"],
    [
      "a misspelt key",
      { api: { request: 1 } },
      'api.request: "request" is not known here; the nearest that is, is requests',
    ],
    ["what is not known yet", { api: { requests: unknown } }, "it is not known before the deployment"],
  ] as const) {
    it(`is refused as ${what}, with the component and what is expected`, () => {
      refuses(
        "ERR_CONFIG",
        new RegExp(`^\`costUsage\` of shop: ${message}\\. Correct it: docs/cost\\.md#usage\\.`),
        () => evaluateResources(shopOf(costUsage), {}),
      );
    });
  }
});
