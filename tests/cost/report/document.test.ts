import assert from "node:assert/strict";
import { costsOf } from "../../../kit/cost/costs.ts";
import { openBook } from "../../../kit/cost/prices/book.ts";
import { documentOf, readDocument } from "../../../kit/cost/report/document.ts";
import { resourceOf } from "../support/program.ts";

const queue = resourceOf("aws:sqs/queue:Queue", "jobs", { region: "us-east-1" });
const usage = { jobs: { messages: 1_000 } };
const document = documentOf(costsOf([queue], { book: openBook(["aws"]), usage }), { usage }, "component");
const written = (change: object = {}): string => JSON.stringify({ ...document, ...change });

describe("a saved estimate", () => {
  it("is read as it was written, with what was declared and assumed", () => {
    const { lines, usage: used } = readDocument(written(), "before.json");

    assert.deepEqual(lines[0]?.expected, document.lines[0]?.expected);
    assert.deepEqual(used.declared, usage);
    assert.equal(used.assumed.attempts, 1.02);
  });

  const [line] = document.lines;
  for (const [title, text, message] of [
    ["something else", "{}", /before\.json: version: it is missing\./],
    ["another version", written({ version: 2 }), /version: the version 1 is expected: another version of Fourfold has/],
    ["not JSON", "cost: 1", /before\.json: it is not valid JSON/],
    ["a negative amount", written({ lines: [{ ...line, expected: -1 }] }), /lines\.0\.expected: a number from 0 on/],
    ["no number", written({ lines: [{ ...line, quantity: null }] }), /lines\.0\.quantity: a number is expected/],
    ["usage that is none", written({ usage: { declared: { jobs: { mesages: 1 } }, assumed: {} } }), /usage\.declared/],
  ] as const) {
    it(`is refused with ${title}, with the place and what to do`, () => {
      assert.throws(
        () => readDocument(text, "before.json"),
        (error) => {
          assert.ok(error instanceof Error);
          assert.match(error.message, message);
          assert.match(error.message, /Write it with `fourfold cost --json`.*\[ERR_USAGE\]/);
          return true;
        },
      );
    });
  }
});
