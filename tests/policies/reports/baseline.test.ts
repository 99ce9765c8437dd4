import assert from "node:assert/strict";
import * as v from "valibot";
import { parse } from "yaml";
import { formatBaseline } from "../../../policies/reports/baseline.ts";
import { Baseline } from "../../../policies/settings/baseline.ts";
import { urnOf } from "../support/subjects.ts";
import { assessed, ratcheted, today } from "./assessed.ts";

describe("a baseline", () => {
  it("has what is found, since when it is known, and not what is denied, exempt or mended", () => {
    const text = formatBaseline(assessed(), ratcheted, today);

    assert.match(text, /^# Findings that are let pass for a time: /);
    assert.deepEqual(v.parse(Baseline, parse(text)), [
      { rule: "no-gate", resource: urnOf("back"), property: "gate", since: "2026-11-01" },
      { rule: "no-window", resource: urnOf("back"), property: "window", since: today },
      { rule: "no-window", resource: urnOf("front"), property: "window", since: today },
    ]);
  });
});
