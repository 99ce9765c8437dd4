import assert from "node:assert/strict";
import { clouds, type TableLimit, tableCloudLimits, tableRefusals } from "fourfold";
import { tableLimitTable, tableRefusalTable } from "../../../tools/tables/table-limits.ts";

describe("the limits of tables", () => {
  for (const [title, limit] of Object.entries<TableLimit>(tableCloudLimits)) {
    it(`are on no cloud above its own: ${title}`, () => {
      for (const cloud of clouds) {
        const { most, source } = limit.clouds[cloud];

        assert.ok(most === false || limit.most <= most, `${cloud} takes ${most}`);
        assert.match(source, /^https:/);
      }
    });
  }

  it("are written into the documents with what each cloud takes, and what no item has with the reason", () => {
    const limits = tableLimitTable();
    assert.match(limits, /\| Bytes of an item \| \*\*350,000\*\* \| \[400 KB\]\(https:.*\) \| \[1,048,576\]\(/);
    assert.equal(limits.split("\n").length, 2 + Object.keys(tableCloudLimits).length);
    assert.match(tableRefusalTable(), /\| a list directly in a list \| \[Firestore has none\]\(https:/);
    assert.equal(tableRefusalTable().split("\n").length, 2 + Object.keys(tableRefusals).length);
  });
});
