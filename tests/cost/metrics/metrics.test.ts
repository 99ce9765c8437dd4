import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readUsage } from "../../../kit/cost/estimate/declared.ts";
import { evaluateResources } from "../../../kit/cost/evaluate.ts";
import { meters } from "../../../kit/cost/meters/index.ts";
import { metricFormats, readMetrics } from "../../../kit/cost/metrics/read.ts";
import { measuredUsage } from "../../../kit/cost/metrics/usage.ts";
import { usageFileOf } from "../../../kit/cost/report/usage-file.ts";
import type { CostedResource } from "../../../kit/cost/resources/resource.ts";
import { refuses } from "../../support/refuses.ts";
import { resourceOf, urnOf } from "../support/program.ts";
import {
  aws,
  awsResources,
  azure,
  azureResources,
  cloudflare,
  cloudflareResources,
  gcp,
  gcpResources,
} from "./exports.ts";

describe("what clouds have measured", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "fourfold-metrics-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  const file = (content: unknown, name = "metrics.json") => {
    writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
    return join(folder, name);
  };
  const measured = (content: unknown, resources: readonly CostedResource[]) => {
    const { usage, unmatched } = measuredUsage([readMetrics(file(content))], resources);
    return { usage, unmatched: unmatched.map(({ metric, of, why }) => `${metric} of ${of} ${why}`) };
  };

  // A month has 730 hours, of which 240 have been measured.
  const month = (amount: number) => Number(((amount * 730) / 240).toPrecision(6));

  it("is usage of a month on AWS, by the names of CloudWatch's dimensions; what is of no use, or of nothing, is told", () => {
    const { usage, unmatched } = measured(aws, awsResources);

    assert.deepEqual(usage, {
      [urnOf("api")]: { requests: month(3_000), duration: 80 },
      [urnOf("http")]: { requests: month(480) },
      [urnOf("rest")]: { requests: month(960) },
      [urnOf("jobs")]: { messages: month(240), messageSize: 2 },
      [urnOf("news")]: { messages: month(12) },
      [urnOf("items")]: { itemSize: 1, deletes: 0, reads: month(24), writes: month(48) },
    });
    assert.deepEqual(unmatched, [
      "AWS/Lambda Errors of api-1a2b3c4 is of no use for an estimate",
      "AWS/Lambda Invocations of gone-1a2b3c4 is of nothing that the program has by that name",
    ]);
  });

  it("is the same on Google Cloud, of all revisions together; a distribution has a number and a size", () => {
    const { usage, unmatched } = measured(gcp, gcpResources);

    assert.deepEqual(usage, {
      [urnOf("fn")]: { requests: month(3_000), duration: 80.5 },
      [urnOf("topic")]: { messages: month(240), messageSize: 0.5 },
      [urnOf("db")]: { deletes: month(72) },
    });
    assert.deepEqual(unmatched, []);
  });

  it("is the same on Azure, by ids in any case, and of what is in a namespace", () => {
    const { usage, unmatched } = measured(azure, azureResources);

    assert.deepEqual(usage, {
      [urnOf("app")]: { requests: month(3_000) },
      [urnOf("queue")]: { messages: month(120) },
    });
    assert.deepEqual(unmatched, [
      "Microsoft.ServiceBus/namespaces IncomingMessages of /subscriptions/0/resourceGroups/shop/providers/Microsoft.ServiceBus/namespaces/shop/*/other " +
        "is of nothing that the program has by that name",
    ]);
  });

  it("is the same on Cloudflare, from its first to its last day", () => {
    assert.deepEqual(measured(cloudflare, cloudflareResources), {
      usage: {
        [urnOf("worker")]: { requests: month(240), cpuTime: 2.5 },
        [urnOf("db")]: { deletes: 0, reads: month(480), writes: month(24) },
      },
      unmatched: [],
    });
  });

  it("is of nothing where several resources have the name, or where nothing says of how many", () => {
    const twins = ["one", "two"].map((name) =>
      resourceOf("aws:lambda/function:Function", name, {}, { ids: ["api-1a2b3c4"] }),
    );
    const duration = { ...aws, MetricDataResults: aws.MetricDataResults.slice(1, 2) };

    assert.ok(
      measured(aws, twins).unmatched.includes("AWS/Lambda Invocations of api-1a2b3c4 may be of any of one, two"),
    );
    assert.deepEqual(measured(duration, awsResources).unmatched, [
      "AWS/Lambda Duration of api-1a2b3c4 needs AWS/Lambda Invocations, of which there is nothing",
    ]);
  });

  it("comes from several files, and not twice from two", () => {
    const [one, other] = [readMetrics(file(aws, "a.json")), readMetrics(file(gcp, "b.json"))];

    assert.equal(Object.keys(measuredUsage([one, other], [...awsResources, ...gcpResources]).usage).length, 9);
    const again = readMetrics(file(aws, "c.json"));
    refuses(
      "ERR_USAGE",
      /c\.json: it has AWS\/Lambda Invocations of api-1a2b3c4, as .*a\.json has\. Leave one of them out\./,
      () => measuredUsage([one, again], awsResources),
    );
  });

  it("stands in a file of usage, which declares it, beside what is to be filled in", () => {
    const resources = [
      resourceOf("shop:index:Service", "service"),
      ...awsResources.map(
        (one): CostedResource => ({ ...one, parent: urnOf("service"), provider: { region: "us-east-1" } }),
      ),
      resourceOf(
        "aws:lambda/function:Function",
        "alone",
        {},
        { ids: ["gone-1a2b3c4"], provider: { region: "us-east-1" } },
      ),
    ];
    const { usage } = measuredUsage([readMetrics(file(aws))], resources);
    const { costs } = evaluateResources(resources, { usage });

    const text = usageFileOf(costs, resources, { usage, from: ["It has been measured."] });

    assert.ok(
      text.includes(
        "as its number says.\n## It has been measured.\n\napi:\n  requests: 9125 # requests and runs, a month\n",
      ),
      text,
    );
    assert.match(
      text,
      /^## alone, aws:lambda\/function:Function\nalone:\n {2}requests: \S+ # .*\n# {3}duration: 100 # /m,
    );
    const service = text.split("\n\n").find((section) => section.includes("# service:"));
    assert.match(service ?? "", /^# {3}storage: 1 # data kept, GB$/m);
    assert.doesNotMatch(service ?? "", /reads:/);
    const declared = readUsage(file(text, "usage.yaml"));
    assert.deepEqual(declared.api, { requests: month(3_000), duration: 80 });
    assert.deepEqual(Object.keys(declared).toSorted(), ["alone", "api", "http", "items", "jobs", "news", "rest"]);
  });

  it("stands there by its URN where others have its name", () => {
    const twin = resourceOf("aws:iam/role:Role", "api", {}, { ids: [] });
    const resources = [...awsResources, { ...twin, urn: "urn:pulumi:dev::shop::role::api" }];
    const { usage } = measuredUsage([readMetrics(file(aws))], resources);
    const { costs } = evaluateResources(resources, { usage });

    assert.ok(usageFileOf(costs, resources, { usage }).includes(`\n${urnOf("api")}:\n  requests: 9125 `));
  });

  for (const [title, content, message] of [
    ["no JSON", "api:", /metrics\.json: it is not valid JSON: /],
    [
      "something else",
      { version: 3 },
      /: it has none of what is expected: `MetricDataResults` of `aws cloudwatch get-metric-data`, `timeSeries` of /,
    ],
    ["nothing", { MetricDataResults: [] }, /: it has no values: ask for a time in which something was used\./],
    ["a part", { ...aws, NextToken: "x" }, /: NextToken: there is more: leave out --no-paginate\./],
    [
      "a label of AWS's own",
      { MetricDataResults: [{ ...aws.MetricDataResults[0], Label: "Invocations" }] },
      /: MetricDataResults\.0\.Label: a label like `AWS\/Lambda Invocations Sum 86400 orders` is expected/,
    ],
    [
      "averages",
      { MetricDataResults: [{ ...aws.MetricDataResults[0], Label: "AWS/Lambda Invocations Average 60 api" }] },
      /MetricDataResults\.0\.Label: the statistic Sum is expected\./,
    ],
    [
      "a negative value",
      { MetricDataResults: [{ ...aws.MetricDataResults[0], Values: [-1, 2] }] },
      /MetricDataResults\.0\.Values\.0: a number from 0 on is expected\. Write it as docs\/cost\.md#measured-usage says\. \[ERR_USAGE\]/,
    ],
    ["a first page", { ...gcp, nextPageToken: "x" }, /: nextPageToken: there is more: /],
    [
      "a gauge",
      { timeSeries: [{ ...gcp.timeSeries[0], metricKind: "GAUGE" }] },
      /timeSeries\.0\.metricKind: DELTA is expected: ask for perSeriesAligner=ALIGN_DELTA\./,
    ],
    [
      "a time that is none",
      { ...azure, timespan: "soon" },
      /: timespan: a time span like 2026-11-01T00:00:00Z\/2026-12-01/,
    ],
    [
      "an error of Cloudflare's",
      { data: null, errors: [{ message: "not authorized for that account" }] },
      /: Cloudflare has refused the query: not authorized for that account\./,
    ],
    [
      "groups without days",
      { data: { viewer: { accounts: [{ workersInvocationsAdaptive: [{ sum: {}, dimensions: {} }] }] } } },
      /dimensions\.date: dimensions are expected: ask for dimensions \{ scriptName date \}\./,
    ],
  ] as const) {
    it(`is refused as ${title}, with what is expected`, () => {
      refuses("ERR_USAGE", message, () => readMetrics(file(content)));
    });
  }

  it("is refused where it cannot be read", () => {
    refuses("ERR_USAGE", /none\.json: it cannot be read\./, () => readMetrics(join(folder, "none.json")));
  });
});

describe("the tables of metrics", () => {
  for (const { cloud, rows } of metricFormats) {
    it(`of ${cloud} name types that have a price, metrics that there are, and the vendor's pages`, () => {
      const names = new Set(rows.map(({ metric }) => metric));
      for (const { metric, types, per, source } of rows) {
        assert.deepEqual(
          types.filter((type) => !meters.has(type)),
          [],
          metric,
        );
        // What is counted beside a size may be a row of its own, or a part of a distribution.
        assert.ok(per === undefined || names.has(per) || per.endsWith(" count"), metric);
        assert.match(
          source,
          /^https:\/\/(?:docs\.aws\.amazon|cloud\.google|learn\.microsoft|developers\.cloudflare)\.com\//,
        );
      }
    });
  }
});
