/** What vendors' tools write, as their pages show it, and the resources that it is of. Each is of ten days: 240 hours. */
import type { CostedResource } from "../../../kit/cost/resources/resource.ts";
import { resourceOf } from "../support/program.ts";

const first = "2026-11-01T00:00:00Z";
const last = "2026-11-10T00:00:00Z";
const end = "2026-11-11T00:00:00Z";

type Known = Pick<CostedResource, "ids">;
const known = (...ids: readonly string[]): Known => ({ ids });

const result = (label: string, ...values: readonly number[]) => ({
  ...{ Id: "q", Label: label, StatusCode: "Complete", Values: values },
  Timestamps: values.map((_, at) => (at === 0 ? last : first)),
});

/** https://docs.aws.amazon.com/cli/latest/reference/cloudwatch/get-metric-data.html#examples */
export const aws = {
  MetricDataResults: [
    result("AWS/Lambda Invocations Sum 86400 api-1a2b3c4", 1_000, 2_000),
    result("AWS/Lambda Duration Sum 86400 api-1a2b3c4", 100_000, 140_000),
    result("AWS/Lambda Errors Sum 86400 api-1a2b3c4", 3),
    result("AWS/Lambda Invocations Sum 86400 gone-1a2b3c4", 4),
    result("AWS/ApiGateway Count Sum 86400 a1b2c3", 480),
    result("AWS/ApiGateway Count Sum 86400 orders api", 960),
    result("AWS/SQS NumberOfMessagesSent Sum 86400 jobs-1a2b3c4", 240),
    result("AWS/SQS SentMessageSize Sum 86400 jobs-1a2b3c4", 240 * 2_048),
    result("AWS/SNS NumberOfMessagesPublished Sum 86400 news-1a2b3c4", 12),
    result("AWS/DynamoDB ConsumedReadCapacityUnits Sum 86400 items-1a2b3c4", 24),
    result("AWS/DynamoDB ConsumedWriteCapacityUnits Sum 86400 items-1a2b3c4", 48),
  ],
  Messages: [],
};

export const awsResources = [
  resourceOf("aws:lambda/function:Function", "api", {}, known("api-1a2b3c4")),
  resourceOf("aws:iam/role:Role", "role", {}, known("api-1a2b3c4")),
  resourceOf("aws:apigatewayv2/api:Api", "http", {}, known("a1b2c3")),
  resourceOf("aws:apigateway/restApi:RestApi", "rest", { name: "orders api" }, known("z9y8x7")),
  resourceOf("aws:sqs/queue:Queue", "jobs", {}, known("https://sqs.eu-west-1.amazonaws.com/1/jobs-1a2b3c4")),
  resourceOf("aws:sns/topic:Topic", "news", {}, known("arn:aws:sns:eu-west-1:1:news-1a2b3c4")),
  resourceOf(
    "aws:dynamodb/table:Table",
    "items",
    {},
    known("items-1a2b3c4", "arn:aws:dynamodb:eu-west-1:1:table/items-1a2b3c4"),
  ),
];

const points = (value: object) => [{ interval: { startTime: first, endTime: end }, value }];
const cloudRun = (service: string, revision: string) => ({
  ...{ type: "cloud_run_revision" },
  labels: { project_id: "acme", service_name: service, revision_name: revision, location: "europe-west1" },
});

/** https://cloud.google.com/monitoring/custom-metrics/reading-metrics */
export const gcp = {
  timeSeries: [
    ...["api-00001", "api-00002"].map((revision) => ({
      ...{ metric: { type: "run.googleapis.com/request_count", labels: { response_code: "200" } } },
      ...{ resource: cloudRun("api", revision), metricKind: "DELTA", valueType: "INT64" },
      points: points({ int64Value: "1500" }),
    })),
    {
      ...{ metric: { type: "run.googleapis.com/request_latencies" }, resource: cloudRun("api", "api-00001") },
      ...{ metricKind: "DELTA", valueType: "DISTRIBUTION" },
      points: points({ distributionValue: { count: "3000", mean: 80.5, bucketOptions: {} } }),
    },
    {
      ...{ metric: { type: "pubsub.googleapis.com/topic/message_sizes" }, metricKind: "DELTA" },
      resource: { type: "pubsub_topic", labels: { topic_id: "placed" } },
      points: points({ distributionValue: { count: "240", mean: 512 } }),
    },
    {
      ...{ metric: { type: "firestore.googleapis.com/document/delete_ops_count" }, metricKind: "DELTA" },
      resource: { type: "firestore.googleapis.com/Database", labels: { database_id: "(default)" } },
      points: points({ int64Value: "72" }),
    },
  ],
  unit: "1",
};

export const gcpResources = [
  resourceOf(
    "gcp:cloudfunctionsv2/function:Function",
    "fn",
    {},
    known("projects/acme/locations/europe-west1/functions/api"),
  ),
  resourceOf("gcp:pubsub/topic:Topic", "topic", {}, known("projects/acme/topics/placed")),
  resourceOf("gcp:firestore/database:Database", "db", {}, known("projects/acme/databases/(default)")),
];

const group = "/subscriptions/0/resourceGroups/shop/providers";
const azureMetric = (resource: string, name: string, ...series: readonly object[]) => ({
  id: `${group}/${resource}/providers/Microsoft.Insights/metrics/${name}`,
  ...{
    name: { value: name, localizedValue: name },
    type: "Microsoft.Insights/metrics",
    unit: "Count",
    timeseries: series,
  },
});
const totals = (...values: readonly (number | null)[]) =>
  values.map((total) => ({ timeStamp: first, total, average: null }));

/** https://learn.microsoft.com/cli/azure/monitor/metrics#az-monitor-metrics-list */
export const azure = {
  ...{ cost: 100, interval: "P1D", namespace: "Microsoft.Web/sites", timespan: `${first}/${end}` },
  value: [
    azureMetric("Microsoft.Web/sites/shop-api", "OnDemandFunctionExecutionCount", {
      ...{ data: totals(1_000, null, 1_400), metadatavalues: [] },
    }),
    azureMetric("Microsoft.Web/sites/shop-api", "AlwaysReadyFunctionExecutionCount", { data: totals(0, 600) }),
    azureMetric(
      "Microsoft.ServiceBus/namespaces/shop",
      "IncomingMessages",
      ...["placed", "other"].map((value) => ({
        metadatavalues: [{ name: { value: "entityname", localizedValue: "EntityName" }, value }],
        data: totals(120),
      })),
    ),
  ],
};

export const azureResources = [
  resourceOf("azure-native:web:WebApp", "app", {}, known(`${group.toUpperCase()}/Microsoft.Web/sites/shop-api`)),
  resourceOf(
    "azure-native:servicebus:Queue",
    "queue",
    {},
    known(`${group}/Microsoft.ServiceBus/namespaces/shop/queues/placed`),
  ),
];

const invocations = (date: string, requests: number) => ({
  ...{ dimensions: { scriptName: "api", date }, sum: { requests, cpuTimeUs: requests * 2_500 } },
});

/** https://developers.cloudflare.com/analytics/graphql-api/tutorials/querying-workers-metrics/ */
export const cloudflare = {
  data: {
    viewer: {
      accounts: [
        {
          workersInvocationsAdaptive: [invocations("2026-11-01", 100), invocations("2026-11-10", 140)],
          d1AnalyticsAdaptiveGroups: [
            { dimensions: { databaseId: "d-1", date: "2026-11-02" }, sum: { rowsRead: 480, rowsWritten: 24 } },
          ],
        },
      ],
    },
  },
  errors: null,
};

export const cloudflareResources = [
  resourceOf("cloudflare:index/workersScript:WorkersScript", "worker", {}, known("api")),
  resourceOf("cloudflare:index/d1Database:D1Database", "db", {}, known("d-1")),
];
