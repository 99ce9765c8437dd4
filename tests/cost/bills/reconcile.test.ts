import assert from "node:assert/strict";
import { readBill } from "../../../kit/cost/bills/bill.ts";
import { reconcile } from "../../../kit/cost/bills/reconcile.ts";
import { readRows } from "../../../kit/cost/bills/rows.ts";
import { aws } from "../../../kit/cost/bills/vendors/aws.ts";
import { azure } from "../../../kit/cost/bills/vendors/azure.ts";
import { gcp } from "../../../kit/cost/bills/vendors/gcp.ts";
import { costsOf } from "../../../kit/cost/costs.ts";
import { openBook } from "../../../kit/cost/prices/book.ts";
import { readFacts } from "../../../kit/cost/prices/facts.ts";
import { resourceOf } from "../support/program.ts";
import { cur, curLine, useBills } from "./bills.ts";

const write = useBills();

describe("an estimate beside a bill", () => {
  it("has both by price, the largest difference first, and what has no counterpart", async () => {
    const program = [
      resourceOf("aws:lambda/function:Function", "api", { region: "us-east-1", memorySize: 1_024 }),
      resourceOf("aws:kms/key:Key", "key", { region: "us-east-1" }),
      resourceOf("gcp:cloudscheduler/job:Job", "job", { region: "us-central1" }),
    ];
    const usage = { "*": { requests: 1_000_000, duration: 1_000, accesses: 0 } };
    const costs = costsOf(program, { book: openBook(["aws", "gcp"]), usage });
    const bill = await readBill(
      write(
        cur(
          ...[curLine("AWSLambda", "Request", 1_500_000, 0.3), curLine("AWSLambda", "Lambda-GB-Second", 900_000, 15)],
          ...[curLine("AmazonS3", "TimedStorage-ByteHrs", 10, 0.23), curLine("AmazonEC2", "BoxUsage", 1, 2)],
        ),
      ),
    );

    const { rows, others } = reconcile(costs, bill);

    // $0.20 a million requests, $0.0000166667 a GB-second and $1 a key: https://aws.amazon.com/lambda/pricing/ and https://aws.amazon.com/kms/pricing/
    assert.deepEqual(
      rows.map(({ price, estimated, billed }) => [price, estimated?.toFixed(2), billed]),
      [
        ["aws.lambda.duration.x86", "16.67", 15],
        ["aws.kms.keys", "1.00", undefined],
        ["aws.s3.storage", undefined, 0.23],
        ["aws.lambda.requests", "0.20", 0.3],
      ],
    );
    assert.deepEqual(others, [["AmazonEC2 / BoxUsage", { usd: 2, quantities: { Requests: 1 } }]]);
  });
});

describe("a bill of any size", () => {
  it("is read row by row: the first is there before the end has been looked at", async () => {
    const file = write(cur(...Array.from({ length: 20_000 }, () => curLine("AWSLambda", "Request", 1, 1)), '"'));

    const { value } = await readRows(file, new Set(["lineitemusagetype"])).next();

    assert.deepEqual(value, { line: 2, values: { lineitemusagetype: "Request" } });
  });
});

describe("the names of a vendor's bill", () => {
  const names = {
    aws: ["AWSLambda", "EU-Request"],
    gcp: ["Cloud Run", "Requests"],
    azure: ["Key Vault", "", "Operations"],
  };

  for (const format of [aws, gcp, azure]) {
    it(`lead to prices that the book of ${format.cloud} has`, () => {
      const known = new Set(readFacts(format.cloud).map(({ id }) => id));

      assert.deepEqual(
        format.prices.filter((id) => !known.has(id)),
        [],
      );
      assert.ok(known.has(format.priceOf(names[format.cloud]) ?? ""));
    });
  }
});
