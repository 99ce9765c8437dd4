import assert from "node:assert/strict";
import { unknown } from "../../../../kit/cost/resources/resource.ts";
import { before, chargedFor, cloudflare, unpriced, usage } from "../../support/cloudflare.ts";
import { consumed } from "../../support/metered.ts";

describe("a Worker", () => {
  it("pays for processor time up to its limit, and once for the plan", () => {
    const base = { "workers.base": 1, "workers.requests": 1_000 };

    assert.deepEqual(chargedFor("workersScript", {}), { ...base, "workers.cpu": 20_000 });
    assert.deepEqual(chargedFor("workersScript", { limits: { cpuMs: 15 } }), { ...base, "workers.cpu": 15_000 });
  });

  it("has no limit above 15 minutes, whatever runs it", () => {
    const { "workers.cpu": time } = chargedFor("workersScript", {}, { requests: 1, cpuTime: 1_000_000 });

    assert.equal(time, 900_000);
  });

  const orders = cloudflare("workersScript", "orders");
  const router = cloudflare("workersScript", "router", {}, { bindings: "orders" });

  it("does not pay for requests that only come from other Workers by bindings", () => {
    assert.equal(consumed([orders, router], "orders", usage)["workers.requests"], undefined);
    assert.equal(consumed([orders, router], "router", usage)["workers.requests"], 1_000);
  });

  for (const [invoker, property] of [
    ["workersRoute", "script"],
    ["workersCustomDomain", "service"],
    ["workersScriptSubdomain", "scriptName"],
    ["workersCronTrigger", "scriptName"],
    ["queueConsumer", "scriptName"],
  ] as const) {
    it(`pays for requests by ${invoker}, also if others call it by bindings`, () => {
      const program = [orders, router, cloudflare(invoker, "invoker", {}, { [property]: "orders" })];

      assert.equal(consumed(program, "orders", usage)["workers.requests"], 1_000);
    });
  }

  it("has the limits of its version where its code is in versions", () => {
    const program = [
      cloudflare("worker", "worker", { observability: { enabled: true } }),
      cloudflare("workerVersion", "version", { limits: { cpuMs: 5 } }, { workerId: "worker" }),
    ];

    assert.deepEqual(consumed(program, "worker", usage, before), {
      ...{ "workers.base": 1, "workers.requests": 1_000, "workers.cpu": 5_000, "workers.logs": 2_000 },
    });
  });

  it("is not priced with what the book does not know", () => {
    assert.deepEqual(unpriced("workersScript", { usageModel: "unbound" }), [
      'usageModel is "unbound", for which the book has no price',
    ]);
    assert.deepEqual(unpriced("workerVersion", { usageModel: "bundled" }), [
      'usageModel is "bundled", for which the book has no price',
    ]);
    assert.deepEqual(unpriced("workersScript", { limits: { cpuMs: unknown } }), [
      "limits.cpuMs is not known before the deployment",
    ]);
    assert.deepEqual(unpriced("workerVersion", { containers: [{ className: "Job" }] }), [
      "containers has a price that the book does not have",
    ]);
  });
});

describe("Durable Objects", () => {
  const given = { requests: 1_000, duration: 500, reads: 5, writes: 3, deletes: 2, storage: 7 };
  const expected = {
    "durableobjects.requests": 1_000,
    "durableobjects.duration": 64,
    "durableobjects.reads": 5,
    "durableobjects.writes": 5,
    "durableobjects.storage": 7,
  };

  it("are paid for by what their classes do, whether migrations are in steps or not", () => {
    const steps = [{ newSqliteClasses: ["Lobby"] }];

    assert.deepEqual(chargedFor("workerVersion", { migrations: { newSqliteClasses: ["Lobby"] } }, given), expected);
    assert.deepEqual(chargedFor("workerVersion", { migrations: { steps } }, given), expected);
    assert.deepEqual(chargedFor("workerVersion", {}, given), {});
  });

  it("are paid for beside the Worker that has them", () => {
    const { "durableobjects.requests": requests } = chargedFor("workersScript", {
      migrations: { newSqliteClasses: ["Lobby"] },
    });

    assert.equal(requests, 1_000);
  });

  it("are not priced without SQLite", () => {
    const why = "migrations has classes without SQLite, for which the book has no price";

    assert.deepEqual(unpriced("workerVersion", { migrations: { newClasses: ["Lobby"] } }), [why]);
    assert.deepEqual(unpriced("workerVersion", { migrations: { steps: [{ newClasses: ["Lobby"] }] } }), [why]);
  });
});

describe("a Workflow", () => {
  it("pays as a Worker does, with that one's limit, and for what it keeps", () => {
    const program = [
      cloudflare("workersScript", "worker", { limits: { cpuMs: 10 } }),
      cloudflare("workflow", "flow", {}, { scriptName: "worker" }),
    ];

    assert.deepEqual(consumed(program, "flow", { ...usage, storage: 3 }), {
      ...{ "workers.requests": 1_000, "workers.cpu": 10_000, "workflows.storage": 3 },
    });
  });
});
