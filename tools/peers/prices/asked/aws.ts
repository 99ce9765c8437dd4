import { type AskedFile, million, month, price } from "./contract.ts";

const us = "us-east-1";

export const aws: readonly AskedFile[] = [
  {
    ...{ file: "aws/lambda_function_test", region: us },
    prices: [
      price("aws.lambda.requests", "Requests", "1M requests", million),
      price("aws.lambda.duration.x86", "Duration (first 6B)", "GB-seconds"),
      price("aws.lambda.duration.x86", "Duration (next 9B)", "GB-seconds", 1, { from: 6_000_000_000 }),
      price("aws.lambda.duration.x86", "Duration (over 15B)", "GB-seconds", 1, { from: 15_000_000_000 }),
      price("aws.lambda.duration.arm64", "Duration (first 7.5B)", "GB-seconds"),
      price("aws.lambda.duration.arm64", "Duration (next 11.25B)", "GB-seconds", 1, { from: 7_500_000_000 }),
      price("aws.lambda.duration.arm64", "Duration (over 18.75B)", "GB-seconds", 1, { from: 18_750_000_000 }),
      price("aws.lambda.storage", "Ephemeral storage", "GB-seconds"),
    ],
  },
  {
    ...{ file: "aws/lambda_provisioned_concurrency_config_test", region: us },
    prices: [
      price("aws.lambda.provisioned.arm64", "Provisioned Concurrency", "GB-seconds"),
      price("aws.lambda.provisioned.duration.arm64", "Duration", "GB-seconds"),
    ],
  },
  {
    ...{ file: "aws/dynamodb_table_test", region: us },
    prices: [
      price("aws.dynamodb.reads", "Read request unit (RRU)", "RRUs"),
      price("aws.dynamodb.writes", "Write request unit (WRU)", "WRUs"),
      price("aws.dynamodb.storage", "Data storage", "GB"),
      price("aws.dynamodb.pitr", "Point-In-Time Recovery (PITR) backup storage", "GB"),
      price("aws.dynamodb.backup", "On-demand backup storage", "GB"),
      price("aws.dynamodb.streams", "Streams read request unit (sRRU)", "sRRUs"),
      price("aws.dynamodb.provisioned.reads", "Read capacity unit (RCU)", "RCU", month),
      price("aws.dynamodb.provisioned.writes", "Write capacity unit (WCU)", "WCU", month),
    ],
  },
  {
    ...{ file: "aws/sqs_queue_test", region: us },
    prices: [
      price("aws.sqs.standard", "Requests", "1M requests", million, { of: "standard_sqs" }),
      price("aws.sqs.fifo", "Requests", "1M requests", million, { of: "fifo_sqs" }),
    ],
  },
  {
    ...{ file: "aws/sns_topic_test", region: us },
    prices: [
      price("aws.sns.publishes", "API requests (over 1M)", "1M requests", million),
      price("aws.sns.email", "Email/Email-JSON notifications (over 1k)", "100k notifications", 100_000),
    ],
  },
  {
    ...{ file: "aws/sns_topic_subscription_test", region: us },
    prices: [price("aws.sns.http", "HTTP notifications", "1M notifications", million)],
  },
  {
    ...{ file: "aws/cloudwatch_log_group_test", region: us },
    prices: [
      price("aws.logs.ingestion", "Data ingested", "GB"),
      price("aws.logs.storage", "Archival Storage", "GB"),
      price("aws.logs.insights", "Insights queries data scanned", "GB"),
    ],
  },
  {
    ...{ file: "aws/cloudwatch_metric_alarm_test", region: us },
    prices: [price("aws.cloudwatch.alarms", "Standard resolution", "alarm metrics")],
  },
  {
    ...{ file: "aws/cloudwatch_event_bus_test", region: us },
    prices: [price("aws.eventbridge.events", "Custom events published", "1M events", million)],
  },
  {
    ...{ file: "aws/s3_bucket_test", region: us },
    prices: [
      price("aws.s3.storage", "Storage", "GB", 1, { of: "bucket1 Standard" }),
      price("aws.s3.writes", "PUT, COPY, POST, LIST requests", "1k requests", 1000, { of: "bucket1 Standard" }),
      price("aws.s3.reads", "GET, SELECT, and all other requests", "1k requests", 1000, { of: "bucket1 Standard" }),
    ],
  },
  {
    ...{ file: "aws/api_gateway_rest_api_test", region: us },
    prices: [
      price("aws.apigateway.rest", "Requests (first 333M)", "1M requests", million),
      price("aws.apigateway.rest", "Requests (next 667M)", "1M requests", million, { from: 333 * million }),
      price("aws.apigateway.rest", "Requests (next 19B)", "1M requests", million, { from: 1000 * million }),
      price("aws.apigateway.rest", "Requests (over 20B)", "1M requests", million, { from: 20_000 * million }),
    ],
  },
  {
    ...{ file: "aws/apigatewayv2_api_test", region: us },
    prices: [
      price("aws.apigateway.http", "Requests (first 300M)", "1M requests", million),
      price("aws.apigateway.http", "Requests (over 300M)", "1M requests", million, { from: 300 * million }),
      price("aws.apigateway.websocket.messages", "Messages (first 1B)", "1M messages", million),
      price("aws.apigateway.websocket.messages", "Messages (over 1B)", "1M messages", million, {
        from: 1000 * million,
      }),
      price("aws.apigateway.websocket.minutes", "Connection duration", "1M minutes", million),
    ],
  },
  {
    ...{ file: "aws/secretsmanager_secret_test", region: us },
    prices: [
      price("aws.secretsmanager.secrets", "Secret", "months"),
      price("aws.secretsmanager.requests", "API requests", "10k requests", 10_000),
    ],
  },
  {
    ...{ file: "aws/kms_key_test", region: us },
    prices: [
      price("aws.kms.keys", "Customer master key", "months"),
      price("aws.kms.requests", "Requests", "10k requests", 10_000),
    ],
  },
  {
    ...{ file: "aws/nat_gateway_test", region: us },
    prices: [
      price("aws.natgateway.hours", "NAT gateway", "hours"),
      price("aws.natgateway.data", "Data processed", "GB"),
    ],
  },
  {
    ...{ file: "aws/lb_test", region: us },
    prices: [
      price("aws.loadbalancer.hours", "Application load balancer", "hours"),
      price("aws.loadbalancer.units", "Load balancer capacity units", "LCU", month, { of: "alb1" }),
    ],
  },
  {
    ...{ file: "aws/route53_zone_test", region: us },
    prices: [price("aws.route53.zones", "Hosted zone", "months")],
  },
  {
    ...{ file: "aws/route53_record_test", region: us },
    prices: [
      price("aws.route53.queries", "Standard queries (first 1B)", "1M queries", million),
      price("aws.route53.queries", "Standard queries (over 1B)", "1M queries", million, { from: 1000 * million }),
    ],
  },
  {
    ...{ file: "aws/wafv2_web_acl_test", region: us },
    prices: [
      price("aws.wafv2.acls", "Web ACL usage", "months"),
      price("aws.wafv2.rules", "Rules", "rules"),
      price("aws.wafv2.requests", "Requests", "1M requests", million),
    ],
  },
  {
    ...{ file: "aws/sfn_state_machine_test", region: us },
    prices: [
      price("aws.stepfunctions.transitions", "Transitions", "1K transitions", 1000),
      price("aws.stepfunctions.express.requests", "Requests", "1M requests", million),
      price("aws.stepfunctions.express.duration", "Duration (first 1K)", "GB-hours"),
      price("aws.stepfunctions.express.duration", "Duration (next 4K)", "GB-hours", 1, { from: 1000 }),
      price("aws.stepfunctions.express.duration", "Duration (over 5K)", "GB-hours", 1, { from: 5000 }),
    ],
  },
  { ...{ file: "aws/ecr_repository_test", region: us }, prices: [price("aws.ecr.storage", "Storage", "GB")] },
  {
    ...{ file: "aws/eip_test", region: us },
    prices: [price("aws.ipv4.addresses", "IP address (if unused)", "hours")],
  },
  {
    ...{ file: "aws/cloudfront_distribution_test", region: us },
    prices: [
      ...Object.entries({ "first 10TB": 0, "next 40TB": 10_240, "next 100TB": 51_200, "next 350TB": 153_600 }),
      ...Object.entries({ "next 524TB": 512_000, "next 4PB": 1_048_576, "over 5PB": 5_242_880 }),
    ].map(([tier, from]) => {
      const line = `Data transfer out to internet (${tier})`;
      return price("aws.cloudfront.egress", line, "GB", 1, { from, of: "with_usage US, Mexico, Canada" });
    }),
  },
  {
    ...{ file: "aws/data_transfer_test", region: us },
    prices: Object.entries({ "first 10TB": 0, "next 40TB": 10_240, "next 100TB": 51_200 }).map(([tier, from]) =>
      price("aws.egress", `Outbound data transfer to Internet (${tier})`, "GB", 1, { from, of: us }),
    ),
  },
];
