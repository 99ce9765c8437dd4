import assert from "node:assert/strict";
import { describeAssessment } from "../../../policies/reports/json.ts";
import { formatJUnit } from "../../../policies/reports/junit.ts";
import { formatAssessment } from "../../../policies/reports/people.ts";
import { describeSarif } from "../../../policies/reports/sarif.ts";
import { assess, component, secret, urnOf } from "../costs/program.ts";
import { assessed, catalogue, ratcheted } from "./assessed.ts";

const costs = assess([component("shop"), secret("a", { in: "shop" }), secret("b")], {
  ...{ stack: { monthly: 1, exposure: 5 }, components: { shop: { monthly: 0.3 }, none: { monthly: 1 } } },
});
const none = { ...assessed(), judged: [], isRefused: false };
const text = "shop costs $0.40 a month as expected, $0.10 over its budget of $0.30. Most of it: a $0.40.";

describe("what is refused for its costs", () => {
  it("is told to people, beside what is spent of each budget", () => {
    const said = formatAssessment(none, costs, ratcheted, 3);

    assert.ok(said.startsWith(`Refused for its costs:\n  ${text}\n    Make these cheaper, `), said);
    assert.match(
      said,
      /^Cost budget:\n {2}the stack: \$0\.80 of \$1\.00 a month, < \$0\.01 of \$5\.00 at its caps\n {2}shop: \$0\.40 of \$0\.30 a month, < \$0\.01 at its caps$/m,
    );
    assert.match(
      said,
      /`components` of `costs` names none, which nothing in the program has\.\nRefused: 1 finding about costs\.$/,
    );
  });

  it("is in the document for programs, which is refused as a whole", () => {
    const document = JSON.parse(JSON.stringify(describeAssessment(none, costs, ratcheted)));

    assert.deepEqual([document.isRefused, document.costs.isRefused], [true, true]);
    assert.deepEqual(document.costs.budgets[0], {
      ...{ name: "the stack", where: "costs.stack", isUnbounded: false },
      // A month has 730 hours, and somebody stops it after 8 of them.
      ...{ monthly: { spent: 0.8, cap: 1 }, exposure: { spent: (0.8 / 730) * 8, cap: 5 } },
    });
    assert.equal(document.costs.findings[0].urn, urnOf("shop"));
  });

  it("fails as a test, beside budgets that hold", () => {
    const report = formatJUnit(none, costs, ratcheted, []);

    assert.match(report, /tests="2" failures="1"/);
    assert.match(
      report,
      /<testcase name="shop monthly" classname="cost-budget" time="0"><failure message="shop costs \$0\.40 a month/,
    );
    assert.match(report, /<testcase name="the stack" classname="cost-budget" time="0"\/>/);
  });

  it("is at no line for code scanning, which takes none without a file", () => {
    const { runs } = JSON.parse(JSON.stringify(describeSarif(none, costs, catalogue)));
    const [{ tool, results }] = runs;

    assert.equal(results.length, 1);
    assert.equal(tool.driver.rules[results[0].ruleIndex].id, "stack/cost-budget");
    assert.ok(results[0].message.text.startsWith(text));
    assert.deepEqual(results[0].locations[0].physicalLocation.artifactLocation.uri, "Pulumi.yaml");
    assert.equal(results[0].locations[0].logicalLocations[0].fullyQualifiedName, urnOf("shop"));
  });
});
