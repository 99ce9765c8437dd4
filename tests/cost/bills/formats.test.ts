import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { type Bill, readBill } from "../../../kit/cost/bills/bill.ts";
import { cur, curColumns, curLine, useBills } from "./bills.ts";

const write = useBills();

const sums = (of: Bill["priced"]) => Object.fromEntries([...of].map(([name, { usd }]) => [name, usd]));

describe("a bill of AWS, as the CUR 2.0 has it", () => {
  it("is added up by price, whatever the region, with what the book has no price for by its names", async () => {
    const bill = await readBill(
      write(
        cur(
          ...[
            curLine("AWSLambda", "EUW1-Request", 2_000_000, 0.4),
            curLine("AWSLambda", "Request-ARM", 1_000_000, 0.2),
          ],
          ...[
            curLine("AWSLambda", "EUW1-Lambda-GB-Second-ARM", 10, 0.01),
            curLine("AWSLambda", "Lambda-Edge-Request", 1, 5),
          ],
          ...[
            curLine("AmazonS3", "EUC1-Requests-Tier1", 9, 0.5),
            curLine("AWSQueueService", "USE2-Requests-Tier1", 9, 0.25),
          ],
          ...[curLine("awskms", "eu-west-1-KMS-Requests", 9, 0.03), curLine("awskms", "us-east-1-KMS-Keys", 1, 1)],
          ...[
            curLine("AmazonEC2", "EU-DataTransfer-Out-Bytes", 3, 0.27),
            curLine("AmazonS3", "DataTransfer-Out-Bytes", 1, 0.09),
          ],
          curLine("AmazonEC2", "EU-BoxUsage:t4g.micro", 730, 6.5, "2026-11-06"),
        ),
      ),
    );

    assert.deepEqual([bill.format.title, bill.month, bill.days], ["AWS CUR 2.0", "2026-11", 2]);
    assert.deepEqual(sums(bill.priced), {
      ...{ "aws.lambda.requests": 0.4 + 0.2, "aws.lambda.duration.arm64": 0.01, "aws.s3.writes": 0.5 },
      ...{ "aws.sqs.standard": 0.25, "aws.kms.requests": 0.03, "aws.kms.keys": 1, "aws.egress": 0.27 + 0.09 },
    });
    assert.deepEqual(bill.priced.get("aws.lambda.requests")?.quantities, { Requests: 3_000_000 });
    assert.deepEqual(sums(bill.others), {
      "AWSLambda / Lambda-Edge-Request": 5,
      "AmazonEC2 / EU-BoxUsage:t4g.micro": 6.5,
    });
  });

  it("has what is not usage apart, by its kind", async () => {
    const [usage = "", credit = ""] = [curLine("AWSLambda", "Request", 1, 3), curLine("AWSLambda", "Request", 0, -3)];

    const bill = await readBill(
      write(cur(usage, credit.replace(",Usage,", ",Credit,"), usage.replace(",Usage,", ",Tax,"))),
    );

    assert.deepEqual(sums(bill.priced), { "aws.lambda.requests": 3 });
    assert.deepEqual(
      [...bill.extra],
      [
        ["Credit", -3],
        ["Tax", 3],
      ],
    );
  });

  it("may be compressed, as AWS exports it", async () => {
    const bill = await readBill(write(gzipSync(cur(curLine("AWSLambda", "Request", 1, 3))), "bill.csv.gz"));

    assert.deepEqual(sums(bill.priced), { "aws.lambda.requests": 3 });
  });

  it("is of one month, which has to be chosen where there are several", async () => {
    const file = write(cur(curLine("AWSLambda", "Request", 1, 3), curLine("AWSLambda", "Request", 1, 5, "2026-10-31")));

    assert.deepEqual(sums((await readBill(file, "2026-10")).priced), { "aws.lambda.requests": 5 });
    await assert.rejects(
      readBill(file),
      /bill\.csv: it is of 2 months\. Choose one with --month: 2026-10, 2026-11\. \[ERR_USAGE\]/,
    );
    await assert.rejects(readBill(file, "2026-09"), /it has nothing of 2026-09\. Choose one of 2026-10, 2026-11\./);
  });
});

// https://cloud.google.com/billing/docs/how-to/export-data-bigquery-tables/standard-usage
describe("a bill of Google Cloud, as BigQuery exports it", () => {
  const line = (service: string, sku: string, cost: number, more: object = {}) => ({
    ...{ billing_account_id: "0", service: { id: "1", description: service }, sku: { id: "2", description: sku } },
    ...{ usage_start_time: "2026-11-05 00:00:00 UTC", project: { id: "shop" }, labels: [{ key: "a", value: "b" }] },
    ...{ cost, currency: "USD", currency_conversion_rate: 1, usage: { amount: 7, unit: "requests" } },
    ...{ credits: [{ name: "free", amount: -1 }], invoice: { month: "202611" }, cost_type: "regular", ...more },
  });
  const json = (...lines: readonly object[]): string => lines.map((each) => `${JSON.stringify(each)}\n`).join("");

  it("is added up by SKU in newline-delimited JSON, in US dollars whatever the currency", async () => {
    const bill = await readBill(
      write(
        json(
          line("Cloud Run Functions", "Cloud Run functions CPU (Request-based billing) in us-central1", 2),
          line("Cloud Run", "Services CPU Tier 2  (Request-based billing)", 3),
          line("Cloud Run", "Services Min Instance CPU (Request-based billing)", 4),
          line("Cloud Run", "Services CPU (Instance-based billing) in europe-west1", 5),
          line("App Engine", "Cloud Firestore Read Ops", 9, { currency: "EUR", currency_conversion_rate: 0.9 }),
          line("Cloud Pub/Sub", "Message Delivery Basic", 1),
          line("Invoice", "Tax", 6, { cost_type: "tax" }),
          line("BigQuery", "Analysis", 8),
        ),
        "bill.json",
      ),
    );

    assert.deepEqual([bill.format.cloud, bill.month], ["gcp", "2026-11"]);
    assert.deepEqual(sums(bill.priced), {
      ...{ "gcp.run.cpu": 5, "gcp.run.idle.cpu": 4, "gcp.run.instance.cpu": 5 },
      ...{ "gcp.firestore.reads": 10, "gcp.pubsub.throughput": 1 },
    });
    assert.deepEqual([sums(bill.others), [...bill.extra]], [{ "BigQuery / Analysis": 8 }, [["tax", 6]]]);
  });

  it("is the same as a table of a query, whose columns have no points", async () => {
    const table =
      "service_description,sku_description,usage_start_time,cost\nCloud Run,Requests,2026-11-05 00:00:00 UTC,2\n";

    assert.deepEqual(sums((await readBill(write(table))).priced), { "gcp.run.requests": 2 });
  });
});

// https://learn.microsoft.com/azure/cost-management-billing/dataset-schema/cost-usage-details-ea and …-mca
describe("a bill of Azure, as Cost Management exports it", () => {
  const columns =
    "MeterCategory,MeterSubCategory,MeterName,Date,Quantity,UnitOfMeasure,ChargeType,CostInBillingCurrency";
  const ea = (...lines: readonly string[]) => [`${columns},BillingCurrency`, ...lines, ""].join("\r\n");

  it("is added up by meter and what it belongs to", async () => {
    const bill = await readBill(
      write(
        `\uFEFF${ea(
          "Functions,Flex Consumption,On Demand Execution Time,11/05/2026,5,1 GB Second,Usage,1.5,USD",
          "Functions,Functions,Standard Execution Time,11/05/2026,5,1 GB Second,Usage,2,USD",
          "Storage,General Block Blob v2,Hot LRS Data Stored,11/06/2026,5,1 GB/Month,Usage,3,USD",
          "Storage,Queues v2,LRS Data Stored,11/06/2026,5,1 GB/Month,Usage,4,USD",
          "Azure Cosmos DB,Azure Cosmos DB serverless,1M RUs,11/06/2026,5,1M,Usage,6,USD",
          "Virtual Machines,Bs Series,B2s,11/06/2026,5,1 Hour,Usage,7,USD",
          ",,,11/06/2026,1,,Refund,-8,USD",
        )}`,
      ),
    );

    assert.deepEqual([bill.format.cloud, bill.month, bill.days], ["azure", "2026-11", 2]);
    assert.deepEqual(sums(bill.priced), {
      ...{ "azure.functions.flex.duration": 1.5, "azure.functions.consumption.duration": 2 },
      ...{ "azure.blob.hot.storage": 3, "azure.queue.storage": 4, "azure.cosmosdb.serverless": 6 },
    });
    assert.deepEqual(sums(bill.others), { "Virtual Machines / Bs Series / B2s": 7 });
    assert.deepEqual([...bill.extra], [["Refund", -8]]);
  });

  it("is in US dollars where an account has them beside its currency, and refused in another currency", async () => {
    const line = "Key Vault,Key Vault,Operations,2026-11-05,1,10K,Usage,9,EUR";
    const mca = `${columns},BillingCurrency,CostInUsd\n${line},10\n`;

    assert.deepEqual(sums((await readBill(write(mca))).priced), { "azure.keyvault.operations": 10 });
    await assert.rejects(
      readBill(write(ea(line))),
      /bill\.csv:2: billingCurrency is "EUR", which estimates are not in\./,
    );
  });
});

describe("a file that is no bill", () => {
  for (const [title, content, message] of [
    [
      "a table of something else",
      "a,b\n1,2\n",
      /bill\.csv: it does not have the columns of a bill: AWS CUR 2\.0 has line_item_product_code/,
    ],
    ["a heading alone", `${curColumns}\n`, /bill\.csv: it has no lines\. Export a month that is over\./],
    ["nothing", "", /bill\.csv: it has no lines\./],
    ["a list of JSON", "[{}]", /bill\.csv: it is one JSON list, and one object on each line is expected\./],
    ["no JSON", '{"a":\n', /bill\.csv: it is not valid JSON: /],
    ["quotes that do not end", cur(curLine("AWSLambda", "Request", 1, 1), '"'), /bill\.csv: it is not valid CSV: /],
    ["what is not compressed after all", Buffer.from([0x1f, 0x8b, 1, 2, 3]), /bill\.csv: it is not valid gzip: /],
    [
      "no number",
      cur(curLine("AWSLambda", "Request", 1, Number.NaN)),
      /bill\.csv:2: line_item_unblended_cost is "NaN", which is not a number\./,
    ],
    [
      "no day",
      cur(curLine("AWSLambda", "Request", 1, 1).replace("2026-11-05T", "soonT")),
      /bill\.csv:2: line_item_usage_start_date is "soonT.*", which is not a day\./,
    ],
  ] as const) {
    it(`is refused, as ${title}, with its place and what is expected`, () =>
      assert.rejects(readBill(write(content)), (error) => {
        assert.ok(error instanceof Error);
        assert.match(error.message, message);
        assert.match(error.message, /\[ERR_USAGE\]/);
        return true;
      }));
  }

  it("is refused where it does not exist", () =>
    assert.rejects(readBill("/none.csv"), /\/none\.csv: it cannot be read\./));
});
