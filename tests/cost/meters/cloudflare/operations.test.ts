import assert from "node:assert/strict";
import type { Fields } from "../../../../kit/cost/resources/resource.ts";
import { after, before, chargedFor, unpriced, usage } from "../../support/cloudflare.ts";

describe("the logs of a Worker", () => {
  const logged = (observability: Fields, at: Date, others: Fields = {}) => {
    const {
      "workers.base": _plan,
      "workers.requests": _requests,
      "workers.cpu": _cpu,
      ...logs
    } = chargedFor("workersScript", { observability, ...others }, usage, at);
    return logs;
  };

  it("are paid for by event until November 2026, and then by size, kept for seven days", () => {
    assert.deepEqual(logged({ enabled: true }, before), { "workers.logs": 2_000 });
    assert.deepEqual(logged({ enabled: true }, after), {
      "observability.ingestion": 0.002,
      "observability.storage": 0.000466666667,
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
      unpriced("workersScript", { observability: { enabled: true, ...observability } });

    assert.deepEqual(why({ traces: { enabled: true } }), [
      "observability.traces.enabled is true, and nobody knows how many spans a request has",
    ]);
    assert.deepEqual(why({ logs: { destinations: ["honeycomb"] } }), [
      "observability.logs.destinations are not empty, and exports have no price in the book",
    ]);
  });
});
