import assert from "node:assert/strict";
import { formatNotes, notesOf } from "../../../kit/cli/cost/report/notes.ts";
import { costsOf } from "../../../kit/cost/costs.ts";
import { openBook } from "../../../kit/cost/prices/book.ts";
import { resourceOf, sourcesOf } from "../../cost/support/program.ts";

const region = "us-east-1";

describe("what a reader of an estimate is told", () => {
  it("is what the program says of its usage, and not that it was assumed", () => {
    const program = [
      resourceOf(
        "aws:lambda/function:Function",
        "audit",
        { region },
        { sources: sourcesOf({ loggingConfig: "logs" }) },
      ),
      resourceOf("aws:cloudwatch/logGroup:LogGroup", "logs", { region, retentionInDays: 30 }),
      resourceOf(
        "aws:scheduler/schedule:Schedule",
        "nightly",
        { region, scheduleExpression: "cron(30 2 * * ? *)" },
        {
          sources: sourcesOf({ target: "audit" }),
        },
      ),
    ];

    const text = formatNotes(notesOf(costsOf(program, { book: openBook(["aws"]) })));

    assert.match(
      text,
      /^Said by the program:\n {2}requests of audit: 30\.4 a month, by the times of nightly\n {2}requests of 1 resource, by what leads to them$/m,
    );
    assert.doesNotMatch(text, /^ {2}requests: /m);
  });
});
