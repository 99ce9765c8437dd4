import assert from "node:assert/strict";
import { formatComment } from "../../../kit/cli/cost/report/markdown.ts";
import { differenceOf } from "../../../kit/cost/compare/difference.ts";
import { costsOf } from "../../../kit/cost/costs.ts";
import { openBook } from "../../../kit/cost/prices/book.ts";
import { documentOf } from "../../../kit/cost/report/document.ts";
import type { CostedResource } from "../../../kit/cost/resources/resource.ts";
import { resourceOf } from "../../cost/support/program.ts";

const functionOf = (name: string, memorySize = 1_024) =>
  resourceOf("aws:lambda/function:Function", name, { memorySize, region: "us-east-1" });

const usage = { "*": { requests: 1_000_000, duration: 1_000 } };
const evaluated = (resources: readonly CostedResource[]) => {
  const options = { book: openBook(["aws"]), usage };
  return { resources, options, costs: costsOf(resources, options) };
};

function commentOn(was: readonly CostedResource[], is: readonly CostedResource[]): readonly string[] {
  const [then, after] = [evaluated(was), evaluated(is)];
  const before = documentOf(then.costs, then.options, "component");
  const difference = differenceOf(before, after, "component");
  return formatComment({ label: "main (1a2b3c4)", by: "component", before, after, difference }).split("\n");
}

describe("a comment on a pull request", () => {
  // $0.20 a million requests, and $0.0000166667 a GB-second: https://aws.amazon.com/lambda/pricing/
  it("says what the change costs, what is new, gone and changed, and by what", () => {
    const comment = commentOn(
      [functionOf("api"), functionOf("old"), functionOf("same", 128)],
      [functionOf("api", 2_048), functionOf("mail"), functionOf("same", 128)],
    );

    assert.deepEqual(comment.slice(0, 17), [
      ...["<!-- fourfold cost -->", "", "### This change costs $16.67 a month more", ""],
      "|  | before | after | difference |",
      "| --- | ---: | ---: | ---: |",
      "| expected, a month | $36.02 | $52.68 | **+$16.67** |",
      "| at least, a month | $36.02 | $52.68 | +$16.67 |",
      "| at the caps, an hour | $43.22 | $63.22 | +$20.00 |",
      ...["", "By code +$16.67, by usage $0.00, by prices $0.00. Compared with main (1a2b3c4).", ""],
      "| component |  | before | after | difference |",
      "| --- | --- | ---: | ---: | ---: |",
      "| `mail` | new |  | $16.87 | +$16.87 |",
      "| `old` | gone | $16.87 |  | -$16.87 |",
      "| `api` |  | $16.87 | $33.53 | +$16.67 |",
    ]);
    assert.ok(comment.includes("1 component costs the same."));
    assert.ok(comment.includes("100 % of 3 resources have a price or cost nothing."));
  });

  it("says what has no price before anything that can be folded away", () => {
    const comment = commentOn([], [functionOf("api"), resourceOf("aws:new/thing:Thing", "thing")]);

    const at = comment.indexOf("50 % of 2 resources have a price or cost nothing. Not in the total:");
    assert.match(comment[at + 2] ?? "", /^- aws:new\/thing:Thing, 1 resource: /);
    assert.ok(at > 0 && at < comment.indexOf("<details><summary>Caps, assumptions and prices</summary>"));
  });

  it("says of less that it is less, and of nothing that it is nothing", () => {
    const [less, same] = [commentOn([functionOf("api")], []), commentOn([functionOf("api")], [functionOf("api")])];

    assert.ok(less.includes("### This change costs $16.87 a month less"));
    assert.ok(same.includes("### This change costs as much as before"));
    assert.ok(!same.some((line) => line.startsWith("| component")));
  });

  it("leaves names that have a meaning in Markdown as they are", () => {
    assert.ok(commentOn([], [functionOf("a|b`c")]).some((line) => line.startsWith("| `a\\|b'c` | new |")));
  });

  it("shows the 30 parts with the largest changes, and the others as one", () => {
    const comment = commentOn(
      [],
      Array.from({ length: 40 }, (_, index) => functionOf(`f${index}`)),
    );

    assert.equal(comment.filter((line) => line.startsWith("| `f")).length, 30);
    assert.ok(comment.includes("| 10 others |  |  |  | +$168.67 |"));
  });
});
