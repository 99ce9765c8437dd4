import * as v from "valibot";
import { Amount } from "../../estimate/declared.ts";
import { addedUp, BadMetrics, type MetricFormat, type MetricRow, parsed, type Series, Time } from "../contract.ts";

const run = {
  types: ["gcp:cloudrunv2/service:Service", "gcp:cloudfunctionsv2/function:Function"],
  source: "https://cloud.google.com/monitoring/api/metrics_gcp_p_z#gcp-run",
};
const topic = {
  types: ["gcp:pubsub/topic:Topic"],
  source: "https://cloud.google.com/monitoring/api/metrics_gcp_p_z#gcp-pubsub",
};
const database = {
  types: ["gcp:firestore/database:Database"],
  source: "https://cloud.google.com/monitoring/api/metrics_gcp_d_h#gcp-firestore",
};
const workflow = {
  types: ["gcp:workflows/workflow:Workflow"],
  source: "https://cloud.google.com/monitoring/api/metrics_gcp_p_z#gcp-workflows",
};

const latencies = "run.googleapis.com/request_latencies";
const sizes = "pubsub.googleapis.com/topic/message_sizes";
const documents = "firestore.googleapis.com/document";

/** A distribution is two: how many values there are, and what they add up to. */
const rows: readonly MetricRow[] = [
  { metric: "run.googleapis.com/request_count", key: "requests", ...run },
  { metric: `${latencies} sum`, key: "duration", per: `${latencies} count`, ...run },
  { metric: `${sizes} count`, key: "messages", ...topic },
  { metric: `${sizes} sum`, key: "messageSize", per: `${sizes} count`, factor: 1 / 1_024, ...topic },
  { metric: `${documents}/read_ops_count`, key: "reads", ...database },
  { metric: `${documents}/write_ops_count`, key: "writes", ...database },
  { metric: `${documents}/delete_ops_count`, key: "deletes", ...database },
  { metric: "workflows.googleapis.com/finished_execution_count", key: "requests", ...workflow },
];

/** The label that says what a resource is called: https://cloud.google.com/monitoring/api/resources */
const labels: Readonly<Record<string, string>> = {
  cloud_run_revision: "service_name",
  pubsub_topic: "topic_id",
  "firestore.googleapis.com/Database": "database_id",
  "workflows.googleapis.com/Workflow": "workflow_id",
};

const Text = v.string("a text is expected");
const Labels = v.optional(v.record(Text, Text), {});
/** 64 bits are a text: https://protobuf.dev/programming-guides/json/ */
const Integer = v.pipe(v.union([v.string(), v.number()], "a number is expected"), v.transform(Number), Amount);

/** https://cloud.google.com/monitoring/api/ref_v3/rest/v3/projects.timeSeries/list */
const Output = v.object({
  timeSeries: v.array(
    v.object({
      metric: v.object({ type: Text }, "a metric is expected"),
      resource: v.object({ type: Text, labels: Labels }, "a resource is expected"),
      metricKind: v.literal("DELTA", "DELTA is expected: ask for perSeriesAligner=ALIGN_DELTA"),
      points: v.array(
        v.object({
          interval: v.object({ startTime: Time, endTime: Time }),
          value: v.object({
            int64Value: v.optional(Integer),
            doubleValue: v.optional(Amount),
            distributionValue: v.optional(v.object({ count: v.optional(Integer, 0), mean: v.optional(Amount, 0) })),
          }),
        }),
        "a list of points is expected",
      ),
    }),
    "a list of time series is expected",
  ),
  nextPageToken: v.optional(v.string(), ""),
});

type TimeSeries = v.InferOutput<typeof Output>["timeSeries"][number];

function seriesOf({ metric: { type: metric }, resource, points }: TimeSeries): readonly Series[] {
  const of = resource.labels[labels[resource.type] ?? ""] ?? resource.type;
  return points.flatMap(({ value: { int64Value, doubleValue = 0, distributionValue } }): readonly Series[] => {
    if (distributionValue === undefined) return [{ metric, of, sum: int64Value ?? doubleValue }];
    const { count, mean } = distributionValue;
    return [
      { metric: `${metric} count`, of, sum: count },
      { metric: `${metric} sum`, of, sum: count * mean },
    ];
  });
}

export const gcp: MetricFormat = {
  cloud: "gcp",
  title: "`projects.timeSeries.list` of Cloud Monitoring",
  mark: "timeSeries",
  read(content) {
    const { timeSeries, nextPageToken } = parsed(Output, content);
    if (nextPageToken !== "") throw new BadMetrics("nextPageToken: there is more: ask for longer alignment periods");
    const intervals = timeSeries.flatMap(({ points }) => points.map(({ interval }) => interval));
    return {
      series: addedUp(timeSeries.flatMap(seriesOf)),
      from: Math.min(...intervals.map(({ startTime }) => startTime)),
      to: Math.max(...intervals.map(({ endTime }) => endTime)),
    };
  },
  rows,
};
