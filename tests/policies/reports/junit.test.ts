import assert from "node:assert/strict";
import { formatJUnit } from "../../../policies/reports/junit.ts";
import { assessed, budgeted, catalogue, noCosts, ratcheted } from "./assessed.ts";

describe("a report in JUnit's format", () => {
  const lines = formatJUnit(assessed(), noCosts, ratcheted, catalogue).split("\n");
  const testcase = (name: string, classname: string): string =>
    lines.find((line) => line.includes(`name="${name}" classname="${classname}"`)) ?? assert.fail(`no ${name}`);

  it("counts what fails, and what is passed over", () => {
    assert.equal(lines[0], '<?xml version="1.0" encoding="UTF-8"?>');
    assert.match(lines[1] ?? "", /^<testsuites name="fourfold check" tests="9" failures="3" skipped="6">$/);
    assert.deepEqual(lines.slice(-3), ["  </testsuite>", "</testsuites>", ""]);
  });

  it("has each finding with its message, file and line", () => {
    assert.equal(
      testcase("front door", "aws.no-door"),
      '    <testcase name="front door" classname="aws.no-door" file="src/my house.ts" line="12" time="0">' +
        '<failure message="door: it is open for 3. Anyone comes in. Set `door` to `false`."/></testcase>',
    );
  });

  it("names files from the folder of the repository on, and no file where none is known", () => {
    const report = formatJUnit(assessed(), noCosts, ratcheted, catalogue, "services/shop/");

    assert.ok(
      report.includes('name="front door" classname="aws.no-door" file="services/shop/src/my house.ts" line="12"'),
    );
    assert.doesNotMatch(report, /file="services\/shop\/"/);
    assert.match(report, /name="side door" classname="aws.no-door" time=/);
  });

  it("passes over what somebody answers for, what there is time to mend, and what is not known yet", () => {
    assert.match(
      testcase("side door", "aws.no-door"),
      /<skipped message="ann answers for it until 2026-12-31: a &lt;park&gt;"\/>/,
    );
    assert.match(
      testcase("back gate", "aws.no-gate"),
      /<skipped message="It was known before, and is to be mended by 2027-01-30\."\/>/,
    );
    assert.match(testcase("side label", "aws.no-hatch"), /<skipped message="It is not known before deployment/);
  });

  it("passes with what counts, fails with the budget, and shows the rules that have found nothing", () => {
    const report = formatJUnit(assessed(budgeted), noCosts, budgeted, catalogue);

    assert.match(
      report,
      /<testcase name="back window" classname="aws.no-window" time="0"><system-out>window: it is open for 3\. .*<\/system-out>/,
    );
    assert.match(
      report,
      /<testcase name="high findings: 2 of 0" classname="budget" time="0"><failure message="high findings: 2 of 0"\/>/,
    );
    assert.match(
      formatJUnit({ ...assessed(budgeted), judged: [] }, noCosts, budgeted, catalogue),
      /<testcase name="Things are closed" classname="aws.no-hatch" time="0"\/>/,
    );
  });

  it("has nothing in it that XML does not allow", () => {
    const [first] = assessed().judged;
    const odd = first && { ...first, finding: { ...first.finding, what: 'a\u0000b "c" & <d>\ne' } };

    const report = formatJUnit(
      { ...assessed(), judged: odd === undefined ? [] : [odd] },
      noCosts,
      ratcheted,
      catalogue,
    );

    assert.match(report, /message="door: a\uFFFDb &quot;c&quot; &amp; &lt;d&gt;&#10;e\./);
  });
});
