import assert from "node:assert/strict";
import {
  type Cloud,
  clouds,
  type Duration,
  functionDefaults,
  functionLimits,
  httpLimits,
  scheduleTimeouts,
  settleFunction,
  supports,
  toSeconds,
} from "fourfold";
import { refuses } from "../support/refuses.ts";

const where = 'Function "api"';

describe("a function fitted to a cloud", () => {
  for (const cloud of clouds) {
    it(`takes the defaults on ${cloud}, without a note`, () => {
      const settled = settleFunction({ http: true }, cloud, where);

      assert.equal(settled.timeout, 20);
      assert.equal(settled.http?.streaming, false);
      assert.deepEqual(settled.notes, []);
      assert.equal(functionDefaults.timeout, "20 seconds");
    });
  }

  const memory: readonly [Cloud, "512 MB" | "300 MB" | "3 GB", number | undefined, boolean][] = [
    ["aws", "300 MB", 300, false],
    ["gcp", "300 MB", 300, false],
    // https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan#instance-sizes
    ["azure", "512 MB", 512, false],
    ["azure", "300 MB", 512, true],
    ["azure", "3 GB", 4_096, true],
    // https://developers.cloudflare.com/workers/platform/limits/#memory
    ["cloudflare", "512 MB", undefined, true],
  ];
  for (const [cloud, asked, given, noted] of memory) {
    it(`gives ${given ?? "fixed"} MB for ${asked} on ${cloud}${noted ? ", and says so" : ""}`, () => {
      const settled = settleFunction({ http: true, memory: asked }, cloud, where);

      assert.equal(settled.memory, given);
      assert.equal(settled.notes.length, noted ? 1 : 0);
      if (noted) assert.match(settled.notes.join(), /Function "api": Memory on \w+: .*https:/);
    });
  }

  it("counts the largest body in bytes", () => {
    assert.equal(settleFunction({ http: { maxBody: "2 MB" } }, "aws", where).http?.maxBody, 2_097_152);
    assert.equal(settleFunction({ http: true }, "aws", where).http?.maxBody, 1_048_576);
  });

  const refused: readonly [Cloud, Parameters<typeof settleFunction>[0], RegExp][] = [
    ["aws", { memory: "64 MB" }, /128 to 10240 MB/],
    ["aws", { memory: "11 GB" }, /128 to 10240 MB/],
    ["gcp", { memory: "33 GB" }, /128 to 32768 MB/],
    ["azure", { memory: "5 GB" }, /512, 2048, 4096 MB/],
    ["aws", { timeout: "31 seconds" }, /at most 30/],
    ["gcp", { timeout: "61 minutes" }, /at most 3600/],
    ["azure", { timeout: "4 minutes" }, /at most 230/],
    ["cloudflare", { timeout: "1.5 seconds" }, /whole seconds/],
    ["aws", { http: { maxBody: "5 MB" } }, /request bodies of 5 MB/],
    ["gcp", { http: { maxBody: "33 MB" } }, /request bodies of 33 MB/],
    ["azure", { http: { maxBody: "211 MB" } }, /request bodies of 211 MB/],
    ["cloudflare", { http: { maxBody: "101 MB" } }, /request bodies of 101 MB/],
  ];
  for (const [cloud, spec, message] of refused) {
    it(`refuses ${JSON.stringify(spec)} on ${cloud}`, () => {
      const error = refuses("ERR_LIMIT", message, () => settleFunction({ http: true, ...spec }, cloud, where));

      assert.match(error.message, /^Function "api": .*https:/);
    });
  }

  it("has a longer timeout on AWS when it streams: a Function URL has no limit of 30 seconds", () => {
    const settled = settleFunction({ http: { streaming: true }, timeout: "10 minutes" }, "aws", where);

    assert.equal(settled.timeout, 600);
    assert.equal(settled.http?.streaming, true);
  });

  const scheduled = (timeout: Duration) => ({ schedule: "every day", timeout }) as const;
  for (const [cloud, timeout] of [
    ["aws", "15 minutes"],
    ["gcp", "30 minutes"],
    ["azure", "2 days"],
    ["cloudflare", "15 minutes"],
  ] as const) {
    it(`may run for ${timeout} on ${cloud} where it is scheduled`, () => {
      assert.equal(settleFunction(scheduled(timeout), cloud, where).timeout, toSeconds(timeout));
    });
  }

  for (const [cloud, timeout, message] of [
    // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
    ["aws", "16 minutes", /a timeout of 16 minutes is not possible on aws: .*at most 900 for every function/],
    // https://cloud.google.com/scheduler/docs/reference/rest/v1/projects.locations.jobs
    ["gcp", "31 minutes", /at most 1800 for scheduled functions/],
    // https://developers.cloudflare.com/workers/platform/limits/#duration
    ["cloudflare", "16 minutes", /at most 900 for scheduled functions/],
  ] as const) {
    it(`is refused for ${timeout} on ${cloud} where it is scheduled`, () => {
      refuses("ERR_LIMIT", message, () => settleFunction(scheduled(timeout), cloud, where));
    });
  }
});

describe("facts about clouds", () => {
  it("name the vendor's page", () => {
    const sources = [
      ...Object.values(supports).flatMap(({ clouds: by }) => Object.values(by).map(({ source }) => source)),
      ...[...Object.values(functionLimits), ...Object.values(httpLimits), scheduleTimeouts].flatMap((limits) =>
        Object.values(limits).map(({ source }) => source),
      ),
    ];
    const vendors =
      /^https:\/\/(docs\.aws\.amazon\.com|cloud\.google\.com|learn\.microsoft\.com|developers\.cloudflare\.com)\//;

    assert.deepEqual(
      sources.filter((source) => !vendors.test(source)),
      [],
    );
  });
});
