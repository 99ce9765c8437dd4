import assert from "node:assert/strict";
import type { Benchmark, Findings } from "../../bench/benchmark.ts";
import { formatOutcome, formatPreface } from "../../bench/report.ts";

const findings: Findings = {
  series: [{ label: "ours", values: [1, 2, 30] }],
  claims: [
    { text: "twice as fast", measured: 0.4, atMost: 0.5, kept: true },
    { text: "three times as fast", measured: 0.4, atMost: 1 / 3, kept: false },
  ],
  ratios: [{ text: "ours to theirs", measured: 2 }],
  notes: ["A note."],
};
const benchmark: Benchmark = { title: "A comparison", unit: "ms", run: async () => findings };

const date = new Date("2026-11-21T12:00:00Z");
const load = 3.14;

describe("the report of benchmarks", () => {
  it("states median, spread and number of rounds of each subject", () => {
    assert.match(formatOutcome({ benchmark, findings, date, load }), /^\| ours \| 2\.00 \| 1\.00–30\.0 \| 3 \|$/m);
  });

  it("says of each claim what was measured, whether that is enough, and whether CI fails on it", () => {
    const text = formatOutcome({ benchmark, findings, date, load });

    assert.match(text, /^\| twice as fast \| 0\.400 \| 0\.500 \| reached \| fails \|$/m);
    assert.match(text, /^\| three times as fast \| 0\.400 \| 0\.333 \| \*\*not reached\*\* \| reports \|$/m);
  });

  it("states ratios that have no aim, and what a reader must know", () => {
    const text = formatOutcome({ benchmark, findings, date, load });

    assert.match(text, /^\| ours to theirs \| 2\.00 \|$/m);
    assert.match(text, /^A note\.$/m);
  });

  it("writes large figures without fractions, in claims too", () => {
    const series = [{ label: "ours", values: [1234.5] }];
    const claims = [{ text: "soon", measured: 1234.5, atMost: 8_000, kept: false }];

    const text = formatOutcome({ benchmark, findings: { series, claims }, date, load });

    assert.match(text, /^\| ours \| 1,235 \|/m);
    assert.match(text, /^\| soon \| 1,235 \| 8,000 \| reached/m);
  });

  it("says when each benchmark was measured, on which machine, and how busy it was", () => {
    assert.match(
      formatOutcome({ benchmark, findings, date, load }),
      /^Measured on 2026-11-21, at a load of 3\.1 on \d+ × .+, \d+ GB, \w+ \w+\.$/m,
    );
  });

  it("names the versions of what was compared", () => {
    const text = formatPreface();

    assert.ok(text.includes(`Node.js ${process.versions.node}`));
    for (const name of ["hono", "zod", "express", "miniflare"])
      assert.match(text, new RegExp(`\\b${name} \\d+\\.\\d+`));
  });
});
