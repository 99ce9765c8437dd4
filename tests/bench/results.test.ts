import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import type { Outcome } from "../../bench/report.ts";
import { titlesOfAll, updateReport } from "../../bench/results.ts";
import { repository } from "../support/command.ts";

function outcome(title: string, value: number): Outcome {
  const findings = { series: [{ label: "ours", values: [value] }], claims: [] };
  return {
    benchmark: { title, unit: "ms", run: async () => findings },
    findings,
    date: new Date("2026-11-21"),
    load: 1,
  };
}

/** The titles of a report with what each measured. */
function contentOf(report: string): readonly (string | undefined)[] {
  return [...report.matchAll(/^## (.*)$|^\| ours \| (\d+)/gm)].map(([, title, value]) => title ?? value);
}

describe("the results of benchmarks", () => {
  const titles = ["A", "B"];
  const both = updateReport("", [outcome("B", 200), outcome("A", 100)], titles);

  it("stand in the order of the parts, each once", () => {
    assert.deepEqual(contentOf(both), ["A", "100", "B", "200"]);
  });

  it("are replaced by what is measured again, and stay as they were otherwise", () => {
    assert.deepEqual(contentOf(updateReport(both, [outcome("A", 300)], titles)), ["A", "300", "B", "200"]);
    assert.equal(updateReport(both, [], titles), both);
  });

  it("say each on which machine they were measured", () => {
    assert.equal(both.match(/^Measured on 2026-11-21, at a load of 1\.0 on \d+ × .+ GB, /gm)?.length, 2);
  });

  it("do not stay when their benchmark is gone, or when they were measured with something else", () => {
    const older = both.replace(/^- hono [\d.]+/m, "- hono 3.0.0");

    assert.deepEqual(contentOf(updateReport(both, [], ["B"])), ["B", "200"]);
    assert.deepEqual(contentOf(updateReport(older, [outcome("B", 400)], titles)), ["B", "400"]);
  });
});

describe("bench/RESULTS.md", () => {
  const read = () => readFileSync(new URL("../../bench/RESULTS.md", import.meta.url), "utf8");

  it("has a section for every benchmark, in their order, and for no other", async () => {
    const headings = [...read().matchAll(/^## (.*)$/gm)].map(([, title]) => title);

    assert.deepEqual(headings, await titlesOfAll());
  });

  it("has no path of the machine that wrote it", () => {
    const text = read();

    for (const own of [homedir(), tmpdir(), repository]) assert.ok(!text.includes(own), own);
  });
});
