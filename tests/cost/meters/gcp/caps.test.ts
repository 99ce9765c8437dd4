import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { free } from "../../../../kit/cost/meters/free.ts";
import { meters } from "../../../../kit/cost/meters/index.ts";
import { type UsageName, usageKeys } from "../../../../kit/cost/meters/usage-keys.ts";
import { Inputs } from "../../../../kit/cost/resources/inputs.ts";
import type { CostedResource } from "../../../../kit/cost/resources/resource.ts";
import { resource } from "./rows.ts";
import { functionWith, serviceWith } from "./services.ts";

function concurrencyOf({ type, inputs }: CostedResource): number | undefined {
  const use = (name: UsageName) => usageKeys[name].assumed;
  const reading = { inputs: new Inputs(inputs), at: new Date(), use, from: () => undefined, users: () => [] };
  return meters.get(type)?.cap?.(reading)?.concurrency;
}

const caps: readonly (readonly [what: string, it: CostedResource, concurrency: number])[] = [
  ["100 instances of a function with a request each", functionWith({}), 100],
  ["a function's instances and requests", functionWith({ maxInstanceCount: 5, maxInstanceRequestConcurrency: 10 }), 50],
  ["100 instances of a service with 80 requests each", serviceWith({}), 8_000],
  [
    "a service's instances and requests",
    serviceWith({}, { scaling: { maxInstanceCount: 3 }, maxInstanceRequestConcurrency: 7 }),
    21,
  ],
  ["instances of a service as a whole", serviceWith({}, {}, { scaling: { maxInstanceCount: 2 } }), 160],
  // https://cloud.google.com/tasks/docs/configuring-queues
  ["1,000 tasks of a queue", resource("cloudtasks/queue:Queue"), 1_000],
  [
    "as many tasks as a queue says",
    resource("cloudtasks/queue:Queue", { rateLimits: { maxConcurrentDispatches: 4 } }),
    4,
  ],
];

describe("what bounds resources of Google Cloud", () => {
  for (const [what, bounded, concurrency] of caps) {
    it(`is ${what}`, () => {
      assert.equal(concurrencyOf(bounded), concurrency);
    });
  }
});

describe("the meters of Google Cloud", () => {
  it("have a price, or say that it is free, for each type that the components create", () => {
    const snapshot = readFileSync(new URL("../../../components/snapshots/gcp.yaml", import.meta.url), "utf8");
    const types = new Set([...snapshot.matchAll(/ type: (gcp:\S+)/g)].map(([, type = ""]) => type));

    assert.ok(types.size > 15);
    assert.deepEqual(
      [...types].filter((type) => !meters.has(type) && !free.has(type)),
      [],
    );
  });
});
