import * as v from "valibot";
import { Amount } from "../../estimate/declared.ts";
import type { UsageName } from "../../meters/usage-keys.ts";
import { addedUp, BadMetrics, type MetricFormat, type MetricRow, parsed, Time } from "../contract.ts";

/** A metric of CloudWatch, with the query that asks for it of everything: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html */
export interface AwsRow extends MetricRow {
  readonly query: { readonly Id: string; readonly Expression: string; readonly Label: string };
}

type Described = Pick<MetricRow, "per" | "factor" | "and">;

/** What says of a result what it is: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/graph-dynamic-labels.html */
const labelOf = (dimension: string): string =>
  ["Namespace", "MetricName", "Stat", "Period", `Dim.${dimension}`].map((name) => `\${PROP('${name}')}`).join(" ");

/** The metrics of a namespace that are of one type of thing. The first of the dimensions says what they are of. */
const metrics =
  (namespace: string, dimensions: string, type: string, source: string) =>
  (name: string, key: UsageName, more: Described = {}): AwsRow => {
    const [dimension = ""] = dimensions.split(",");
    const query = {
      Id: `${key}${dimension}`,
      Expression: `SEARCH('{${namespace},${dimensions}} MetricName="${name}"', 'Sum', 86400)`,
      Label: labelOf(dimension),
    };
    return { metric: `${namespace} ${name}`, types: [type], key, source, query, ...more };
  };

const lambda = metrics(
  "AWS/Lambda",
  "FunctionName",
  "aws:lambda/function:Function",
  "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html",
);
const httpApi = metrics(
  "AWS/ApiGateway",
  "ApiId",
  "aws:apigatewayv2/api:Api",
  "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html",
);
const restApi = metrics(
  "AWS/ApiGateway",
  "ApiName",
  "aws:apigateway/restApi:RestApi",
  "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html",
);
const queue = metrics(
  "AWS/SQS",
  "QueueName",
  "aws:sqs/queue:Queue",
  "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html",
);
const topic = metrics(
  "AWS/SNS",
  "TopicName",
  "aws:sns/topic:Topic",
  "https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html",
);
const table = metrics(
  "AWS/DynamoDB",
  "TableName",
  "aws:dynamodb/table:Table",
  "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html",
);
const machine = metrics(
  "AWS/States",
  "StateMachineArn",
  "aws:sfn/stateMachine:StateMachine",
  "https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html",
);
const distribution = metrics(
  "AWS/CloudFront",
  "DistributionId,Region",
  "aws:cloudfront/distribution:Distribution",
  "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html",
);

/** From bytes to KB. */
const bytes = { factor: 1 / 1_024 };

export const rows: readonly AwsRow[] = [
  lambda("Invocations", "requests"),
  lambda("Duration", "duration", { per: "AWS/Lambda Invocations" }),
  httpApi("Count", "requests"),
  restApi("Count", "requests"),
  queue("NumberOfMessagesSent", "messages"),
  queue("SentMessageSize", "messageSize", { per: "AWS/SQS NumberOfMessagesSent", ...bytes }),
  topic("NumberOfMessagesPublished", "messages"),
  topic("PublishSize", "messageSize", { per: "AWS/SNS NumberOfMessagesPublished", ...bytes }),
  // Units are what is paid for: as many as items of 1 KB, and deletions are among them.
  table("ConsumedReadCapacityUnits", "reads", { and: { itemSize: 1 } }),
  table("ConsumedWriteCapacityUnits", "writes", { and: { itemSize: 1, deletes: 0 } }),
  machine("ExecutionsStarted", "requests"),
  distribution("Requests", "requests"),
  distribution("BytesDownloaded", "responseSize", { per: "AWS/CloudFront Requests", ...bytes }),
];

const expectedLabel =
  "a label like `AWS/Lambda Invocations Sum 86400 orders` is expected, as docs/cost.md#measured-usage asks for it";

/** What the queries of the documents have as labels: the namespace, the metric, the statistic, the seconds of a period, and what it is of. */
const Label = v.pipe(
  v.string(expectedLabel),
  v.regex(/^\S+ \S+ \S+ \d+ \S/, expectedLabel),
  v.regex(/^\S+ \S+ Sum /, "the statistic Sum is expected"),
  v.transform((label) => {
    const [namespace = "", name = "", , period = "", ...of] = label.split(" ");
    return { metric: `${namespace} ${name}`, period: Number(period) * 1_000, of: of.join(" ") };
  }),
);

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html#API_GetMetricData_ResponseElements */
const Output = v.object({
  MetricDataResults: v.array(
    v.object({
      Label,
      Timestamps: v.array(Time, "a list of times is expected"),
      Values: v.array(Amount, "a list of numbers is expected"),
    }),
    "a list of results is expected",
  ),
  NextToken: v.optional(v.string()),
});

export const aws: MetricFormat = {
  cloud: "aws",
  title: "`aws cloudwatch get-metric-data`",
  mark: "MetricDataResults",
  read(content) {
    const { MetricDataResults: results, NextToken } = parsed(Output, content);
    if (NextToken !== undefined) throw new BadMetrics("NextToken: there is more: leave out --no-paginate");
    const times = results.flatMap(({ Timestamps, Label: { period } }) => Timestamps.map((time) => ({ time, period })));
    return {
      series: addedUp(
        results.map(({ Label: { metric, of }, Values }) => ({ metric, of, sum: Values.reduce((a, b) => a + b, 0) })),
      ),
      // A period with no usage has no value: the time is that of all metrics.
      from: Math.min(...times.map(({ time }) => time)),
      to: Math.max(...times.map(({ time, period }) => time + period)),
    };
  },
  rows,
};
