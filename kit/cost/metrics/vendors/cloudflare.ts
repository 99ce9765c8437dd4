import * as v from "valibot";
import { Amount } from "../../estimate/declared.ts";
import { addedUp, BadMetrics, type MetricFormat, type MetricRow, parsed, type Series, Time } from "../contract.ts";

const workers = {
  types: ["cloudflare:index/workersScript:WorkersScript", "cloudflare:index/worker:Worker"],
  source: "https://developers.cloudflare.com/analytics/graphql-api/tutorials/querying-workers-metrics/",
};
const database = {
  types: ["cloudflare:index/d1Database:D1Database"],
  source: "https://developers.cloudflare.com/d1/observability/metrics-analytics/",
};

const invocations = "workersInvocationsAdaptive";
const queries = "d1AnalyticsAdaptiveGroups";

const rows: readonly MetricRow[] = [
  { metric: `${invocations} requests`, key: "requests", ...workers },
  // From microseconds to milliseconds.
  {
    ...{ metric: `${invocations} cpuTimeUs`, key: "cpuTime", per: `${invocations} requests`, factor: 1 / 1_000 },
    ...workers,
  },
  { metric: `${queries} rowsRead`, key: "reads", ...database },
  // Rows that are deleted are written, too.
  { metric: `${queries} rowsWritten`, key: "writes", and: { deletes: 0 }, ...database },
];

/** The dimension that says what each data set is of. */
const named: Readonly<Record<string, string>> = { [invocations]: "scriptName", [queries]: "databaseId" };

const Text = v.string("a text is expected");
const day = 24 * 3_600 * 1_000;

const Row = v.object({
  sum: v.record(Text, Amount, "sums are expected: ask for sum { requests cpuTimeUs }"),
  dimensions: v.objectWithRest(
    { date: Time },
    v.unknown(),
    "dimensions are expected: ask for dimensions { scriptName date }",
  ),
});

/** https://developers.cloudflare.com/analytics/graphql-api/getting-started/execute-graphql-query/ */
const Output = v.object({
  data: v.nullable(
    v.object({
      viewer: v.object({
        accounts: v.array(
          v.record(Text, v.array(Row, "a list of groups is expected")),
          "a list of accounts is expected",
        ),
      }),
    }),
  ),
  errors: v.nullish(v.array(v.object({ message: Text }))),
});

type Group = v.InferOutput<typeof Row>;

function seriesOf(dataset: string, { sum, dimensions }: Group): readonly Series[] {
  const of = dimensions[named[dataset] ?? ""];
  return Object.entries(sum).map(([name, value]) => ({
    ...{ metric: `${dataset} ${name}`, of: typeof of === "string" ? of : "nothing by name", sum: value },
  }));
}

export const cloudflare: MetricFormat = {
  cloud: "cloudflare",
  title: "Cloudflare's GraphQL Analytics API",
  mark: "data",
  read(content) {
    const { data, errors } = parsed(Output, content);
    const [error] = errors ?? [];
    if (error !== undefined) throw new BadMetrics(`Cloudflare has refused the query: ${error.message}`);
    const groups = (data?.viewer.accounts ?? []).flatMap((account) =>
      Object.entries(account).flatMap(([dataset, own]) => own.map((group) => ({ dataset, group }))),
    );
    const dates = groups.map(({ group }) => group.dimensions.date);
    return {
      series: addedUp(groups.flatMap(({ dataset, group }) => seriesOf(dataset, group))),
      from: Math.min(...dates),
      to: Math.max(...dates) + day,
    };
  },
  rows,
};
