import assert from "node:assert/strict";
import type { Benchmark, Findings } from "../../bench/benchmark.ts";
import { formatOutcome, formatReport } from "../../bench/report.ts";

const findings: Findings = {
  series: [{ label: "ours", values: [1, 2, 30] }],
  claims: [
    { text: "twice as fast", measured: 0.4, atMost: 0.5, kept: true },
    { text: "three times as fast", measured: 0.4, atMost: 1 / 3, kept: false },
  ],
  notes: ["A note."],
};
const benchmark: Benchmark = { title: "A comparison", unit: "ms", run: async () => findings };

describe("the report of benchmarks", () => {
  it("states median, spread and number of rounds of each subject", () => {
    assert.match(formatOutcome({ benchmark, findings }), /^\| ours \| 2\.00 \| 1\.00–30\.0 \| 3 \|$/m);
  });

  it("says of each claim what was measured, whether that is enough, and whether CI fails on it", () => {
    const text = formatOutcome({ benchmark, findings });

    assert.match(text, /^\| twice as fast \| 0\.400 \| 0\.500 \| reached \| fails \|$/m);
    assert.match(text, /^\| three times as fast \| 0\.400 \| 0\.333 \| \*\*not reached\*\* \| reports \|$/m);
  });

  it("names its date, the machine, and the versions of what was compared", () => {
    const text = formatReport([{ benchmark, findings }], new Date("2026-11-21T12:00:00Z"));

    assert.match(text, /on 2026-11-21\./);
    assert.ok(text.includes(`Node.js ${process.versions.node}`));
    for (const name of ["hono", "zod", "express", "miniflare"])
      assert.match(text, new RegExp(`\\b${name} \\d+\\.\\d+`));
  });
});
