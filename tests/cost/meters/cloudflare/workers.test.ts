import assert from "node:assert/strict";
import { type Fields, unknown } from "../../../../kit/cost/resources/resource.ts";
import { resourceOf, urnOf } from "../../support/program.ts";
import { metered } from "../metered.ts";
import { after, before, chargedFor, typeOf, unpriced, usage } from "./charged.ts";

describe("a Worker", () => {
  it("pays for processor time up to its limit, and once for the plan", () => {
    const base = { "workers.base": 1, "workers.requests": 1_000 };

    assert.deepEqual(chargedFor("workersScript", {}), { ...base, "workers.cpu": 20_000 });
    assert.deepEqual(chargedFor("workersScript", { limits: { cpuMs: 15 } }), { ...base, "workers.cpu": 15_000 });
  });

  it("has no limit above 15 minutes, whatever runs it", () => {
    const { "workers.cpu": time } = chargedFor("workersScript", {}, { usage: { requests: 1, cpuTime: 1_000_000 } });

    assert.equal(time, 900_000);
  });

  it("does not pay for requests that only come from other Workers by bindings", () => {
    const bound = { sources: { bindings: [urnOf("orders")] } };
    const route = resourceOf(typeOf("workersRoute"), "route", {}, { sources: { script: [urnOf("orders")] } });
    const orders = resourceOf(typeOf("workersScript"), "orders");
    const router = resourceOf(typeOf("workersScript"), "router", {}, bound);
    const requests = (resources: Parameters<typeof metered>[0]) =>
      Object.keys(metered(resources, { usage }).quantities).filter((key) => key.endsWith("workers.requests"));

    assert.deepEqual(requests([orders, router]), ["router cloudflare.workers.requests"]);
    assert.deepEqual(requests([orders, router, route]), [
      "orders cloudflare.workers.requests",
      "router cloudflare.workers.requests",
    ]);
  });

  for (const [invoker, property] of [
    ["workersCustomDomain", "service"],
    ["workersScriptSubdomain", "scriptName"],
    ["workersCronTrigger", "scriptName"],
    ["queueConsumer", "scriptName"],
  ] as const) {
    it(`pays for requests by ${invoker}, also if others call it by bindings`, () => {
      const { quantities } = metered(
        [
          resourceOf(typeOf("workersScript"), "orders"),
          resourceOf(typeOf("workersScript"), "router", {}, { sources: { bindings: [urnOf("orders")] } }),
          resourceOf(typeOf(invoker), "invoker", {}, { sources: { [property]: [urnOf("orders")] } }),
        ],
        { usage },
      );

      assert.equal(quantities["orders cloudflare.workers.requests"], 1_000);
    });
  }

  it("has the limits of its version where its code is in versions", () => {
    const program = [
      resourceOf(typeOf("worker"), "worker", { observability: { enabled: true } }),
      resourceOf(
        typeOf("workerVersion"),
        "version",
        { limits: { cpuMs: 5 } },
        { sources: { workerId: [urnOf("worker")] } },
      ),
    ];

    assert.deepEqual(metered(program, { usage, at: before }).quantities, {
      "worker cloudflare.workers.base": 1,
      "worker cloudflare.workers.requests": 1_000,
      "worker cloudflare.workers.cpu": 5_000,
      "worker cloudflare.workers.logs": 2_000,
    });
  });

  it("is not priced with what the book does not know", () => {
    assert.deepEqual(unpriced("workersScript", { usageModel: "unbound" }), [
      'it usageModel is "unbound", which has no price in the book',
    ]);
    assert.deepEqual(unpriced("workerVersion", { usageModel: "bundled" }), [
      'it usageModel is "bundled", which has no price in the book',
    ]);
    assert.deepEqual(unpriced("workersScript", { limits: { cpuMs: unknown } }), [
      "it limits.cpuMs is not known before the deployment",
    ]);
    assert.deepEqual(unpriced("workerVersion", { containers: [{ className: "Job" }] }), [
      "it containers are not empty, and containers have no price in the book",
    ]);
  });
});

describe("the logs of a Worker", () => {
  const logged = (observability: Fields, at: Date, others: Fields = {}) => {
    const {
      "workers.base": _plan,
      "workers.requests": _requests,
      "workers.cpu": _cpu,
      ...logs
    } = chargedFor("workersScript", { observability, ...others }, { at });
    return logs;
  };

  it("are paid for by event until November 2026, and then by size, kept for seven days", () => {
    assert.deepEqual(logged({ enabled: true }, before), { "workers.logs": 2_000 });
    assert.deepEqual(logged({ enabled: true }, after), {
      "observability.ingestion": 0.002,
      "observability.storage": 0.002 * (7 / 30),
    });
  });

  it("are those of the sampled requests, at the rate of logs before that of everything", () => {
    assert.deepEqual(logged({ enabled: true, headSamplingRate: 0.5 }, before), { "workers.logs": 1_000 });
    assert.deepEqual(logged({ enabled: true, headSamplingRate: 0.5, logs: { headSamplingRate: 0.1 } }, before), {
      "workers.logs": 200,
    });
    assert.deepEqual(logged({ enabled: true, logs: { enabled: true, invocationLogs: false } }, before), {
      "workers.logs": 1_000,
    });
  });

  it("cost nothing where they are off, or are not kept", () => {
    assert.deepEqual(logged({ enabled: false }, before), {});
    assert.deepEqual(logged({ enabled: true, logs: { enabled: false } }, before), {});
    assert.deepEqual(logged({ enabled: true, logs: { enabled: true, persist: false } }, before), {});
  });

  it("are paid for by event when Logpush delivers them", () => {
    assert.deepEqual(logged({ enabled: false }, before, { logpush: true }), { "workers.logpush": 1_000 });
  });

  it("are not priced with traces and exports, of which nobody knows what they cost", () => {
    const why = (observability: Fields) =>
      new Set(unpriced("workersScript", { observability: { enabled: true, ...observability } }));

    assert.deepEqual(
      [...why({ traces: { enabled: true } })],
      ["it observability.traces.enabled is true, and nobody knows how many spans a request has"],
    );
    assert.deepEqual(
      [...why({ logs: { destinations: ["honeycomb"] } })],
      ["it observability.logs.destinations are not empty, and exports have no price in the book"],
    );
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

    assert.deepEqual(
      chargedFor("workerVersion", { migrations: { newSqliteClasses: ["Lobby"] } }, { usage: given }),
      expected,
    );
    assert.deepEqual(chargedFor("workerVersion", { migrations: { steps } }, { usage: given }), expected);
    assert.deepEqual(chargedFor("workerVersion", {}, { usage: given }), {});
  });

  it("are paid for beside the Worker that has them", () => {
    const { "durableobjects.requests": requests } = chargedFor("workersScript", {
      migrations: { newSqliteClasses: ["Lobby"] },
    });

    assert.equal(requests, 1_000);
  });

  it("are not priced without SQLite", () => {
    const why = "it migrations has classes without SQLite, whose prices are not in the book";

    assert.deepEqual([...new Set(unpriced("workerVersion", { migrations: { newClasses: ["Lobby"] } }))], [why]);
    assert.deepEqual(
      [...new Set(unpriced("workerVersion", { migrations: { steps: [{ newClasses: ["Lobby"] }] } }))],
      [why],
    );
  });
});

describe("a Workflow", () => {
  it("pays as a Worker does, with that one's limit, and for what it keeps", () => {
    const { quantities } = metered(
      [
        resourceOf(typeOf("workersScript"), "worker", { limits: { cpuMs: 10 } }),
        resourceOf(typeOf("workflow"), "flow", {}, { sources: { scriptName: [urnOf("worker")] } }),
      ],
      { usage: { ...usage, storage: 3 } },
    );

    assert.equal(quantities["flow cloudflare.workers.requests"], 1_000);
    assert.equal(quantities["flow cloudflare.workers.cpu"], 10_000);
    assert.equal(quantities["flow cloudflare.workflows.storage"], 3);
  });
});

describe("a queue", () => {
  const messages = { messages: 100, messageSize: 1, attempts: 1.5, deadLetters: 0.1 };
  const consumer = resourceOf(
    typeOf("queueConsumer"),
    "consumer",
    {},
    { sources: { deadLetterQueue: [urnOf("dead")] } },
  );
  const queues = [resourceOf(typeOf("queue"), "queue"), resourceOf(typeOf("queue"), "dead"), consumer];

  it("writes, reads and deletes each message; what nobody could process is written and deleted elsewhere", () => {
    assert.deepEqual(metered(queues, { usage: messages }).quantities, {
      "queue cloudflare.queues.operations": 350,
      "dead cloudflare.queues.operations": 20,
    });
  });

  it("counts 64 KB at once, with what it writes beside a message", () => {
    const { quantities } = metered(queues.slice(0, 1), { usage: { ...messages, messageSize: 64 } });

    assert.equal(quantities["queue cloudflare.queues.operations"], 700);
  });
});
