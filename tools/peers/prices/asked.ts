/** A price of ours, and the row of an estimate that has the same. */
export interface AskedPrice {
  readonly id: string;
  /** What the row says is paid for, and counted. */
  readonly line: string;
  readonly unit: string;
  /** How many of our units are one of the row's. */
  readonly counts: number;
  /** Where the tier begins. @default 0 */
  readonly from?: number;
  /** A part of what stands above the row, where others are alike. */
  readonly of?: string;
}

/** The estimates that Infracost's tests expect, in a region, and what of them our book has. */
export interface AskedFile {
  readonly file: string;
  readonly region: string;
  readonly prices: readonly AskedPrice[];
}

const price = (id: string, line: string, unit: string, counts = 1, more: Partial<AskedPrice> = {}): AskedPrice => ({
  ...{ id, line, unit, counts },
  ...more,
});

/** The hours of a month, by which both count. */
const month = 730;

const us = "us-east-1";
const million = 1_000_000;

const aws: readonly AskedFile[] = [
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

const google: readonly AskedFile[] = [
  {
    ...{ file: "google/cloud_run_v2_service_test", region: "europe-west3" },
    prices: [
      price("gcp.run.cpu", "CPU allocation time (tier 2)", "vCPU-seconds", 1, { of: "throttling_enabled" }),
      price("gcp.run.memory", "Memory allocation time (tier 2)", "GiB-seconds", 1, { of: "throttling_enabled" }),
      price("gcp.run.instance.cpu", "CPU allocation time (tier 2)", "vCPU-seconds", 1, { of: "throttling_disabled" }),
      price("gcp.run.instance.memory", "Memory allocation time (tier 2)", "GiB-seconds", 1, {
        of: "throttling_disabled",
      }),
      price("gcp.run.requests", "Number of requests", "requests"),
    ],
  },
  {
    ...{ file: "google/compute_router_nat_test", region: "us-central1" },
    prices: [
      price("gcp.nat.instances", "Assigned VMs (first 32)", "VM-hours"),
      price("gcp.nat.data", "Data processed", "GB"),
    ],
  },
  {
    ...{ file: "google/logging_project_bucket_config_test", region: "us-central1" },
    prices: [price("gcp.logging.ingestion", "Logging data", "GB")],
  },
  {
    ...{ file: "google/pubsub_topic_test", region: "us-central1" },
    prices: [price("gcp.pubsub.throughput", "Message ingestion data", "TiB")],
  },
  {
    ...{ file: "google/pubsub_subscription_test", region: "us-central1" },
    prices: [
      price("gcp.pubsub.throughput", "Message delivery data", "TiB"),
      price("gcp.pubsub.backlog", "Retained acknowledged message storage", "GiB"),
    ],
  },
  {
    ...{ file: "google/redis_instance_test", region: "us-central1" },
    prices: ["basic", "standard"].flatMap((tier) =>
      ["M1", "M2", "M3", "M4", "M5"].map((size) =>
        price(`gcp.memorystore.${tier}.${size.toLowerCase()}`, `Redis instance (${tier}, ${size})`, "GB", month),
      ),
    ),
  },
  {
    ...{ file: "google/secret_manager_secret_test", region: "us-central1" },
    prices: [
      price("gcp.secretmanager.versions", "Active secret versions", "versions"),
      price("gcp.secretmanager.accesses", "Access operations", "10K requests", 10_000),
      price("gcp.secretmanager.rotations", "Rotation notifications", "rotations"),
    ],
  },
  {
    ...{ file: "google/kms_crypto_key_test", region: "us-central1" },
    prices: [price("gcp.kms.versions", "Key versions", "months")],
  },
  {
    ...{ file: "google/storage_bucket_test", region: "us-central1" },
    prices: [
      price("gcp.storage.class-a", "Object adds, bucket/object list (class A)", "10k operations", 10_000, {
        of: "EuMulti",
      }),
      price("gcp.storage.class-b", "Object gets, retrieve bucket/object metadata (class B)", "10k operations", 10_000, {
        of: "EuMulti",
      }),
      ...Object.entries({ "first 1TB": 0, "next 9TB": 1024, "over 10TB": 10_240 }).map(([tier, from]) => {
        const line = `Data transfer to worldwide excluding Asia, Australia (${tier})`;
        return price("gcp.egress.storage", line, "GB", 1, { from });
      }),
    ],
  },
  {
    ...{ file: "google/artifact_registry_repository_test", region: "us-central1" },
    prices: [price("gcp.artifactregistry.storage", "Storage", "GB")],
  },
  {
    ...{ file: "google/compute_forwarding_rule_test", region: "us-central1" },
    prices: [
      price("gcp.loadbalancer.rules", "Forwarding rules", "hours"),
      price("gcp.loadbalancer.data", "Ingress data", "GB"),
    ],
  },
  {
    ...{ file: "google/compute_address_test", region: "us-central1" },
    prices: [price("gcp.address.external", "IP address (standard VM)", "hours")],
  },
  {
    ...{ file: "google/monitoring_metric_descriptor_test", region: "us-central1" },
    prices: Object.entries({ "first 100K": 0, "next 150K": 100_000, "over 250K": 250_000 }).map(([tier, from]) =>
      price("gcp.monitoring.metrics", `Monitoring data (${tier})`, "MB", 1, { from }),
    ),
  },
];

const azure: readonly AskedFile[] = [
  {
    ...{ file: "azure/function_app_test", region: "eastus" },
    prices: [
      price("azure.functions.consumption.duration", "Execution time", "GB-seconds"),
      price("azure.functions.consumption.executions", "Executions", "1M requests", million),
    ],
  },
  {
    ...{ file: "azure/servicebus_namespace_test", region: "westeurope" },
    prices: [
      price("azure.servicebus.basic.operations", "Messaging operations", "1M operations", million),
      price("azure.servicebus.standard.base", "Base charge", "hours"),
      price("azure.servicebus.standard.operations", "Messaging operations (13M-100M)", "1M operations", million),
      price("azure.servicebus.standard.operations", "Messaging operations (100M-2,500M)", "1M operations", million, {
        from: 87 * million,
      }),
      price("azure.servicebus.standard.operations", "Messaging operations (over 2,500M)", "1M operations", million, {
        from: 2487 * million,
      }),
    ],
  },
  {
    ...{ file: "azure/log_analytics_workspace_test", region: "westeurope" },
    prices: [
      price("azure.loganalytics.ingestion", "Log data ingestion", "GB"),
      price("azure.loganalytics.retention", "Log data retention", "GB"),
      price("azure.loganalytics.basic.ingestion", "Basic log data ingestion", "GB"),
      price("azure.loganalytics.archive", "Archive data", "GB"),
    ],
  },
  {
    ...{ file: "azure/key_vault_key_test", region: "eastus" },
    prices: [price("azure.keyvault.operations", "Secrets operations", "10K transactions", 10_000)],
  },
  {
    ...{ file: "azure/nat_gateway_test", region: "westeurope" },
    prices: [
      price("azure.natgateway.hours", "NAT gateway", "hours"),
      price("azure.natgateway.data", "Data processed", "GB"),
      price("azure.publicip.standard", "IP address (static, regional)", "hours"),
    ],
  },
  {
    ...{ file: "azure/eventgrid_topic_test", region: "westeurope" },
    prices: [price("azure.eventgrid.operations", "Operations", "100k operations", 100_000)],
  },
  {
    ...{ file: "azure/api_management_test", region: "eastus" },
    prices: [price("azure.apimanagement.consumption.calls", "API management (consumption)", "1M calls", million)],
  },
  {
    ...{ file: "azure/container_registry_test", region: "westeurope" },
    prices: [
      price("azure.registry.basic", "Registry usage (Basic)", "days"),
      price("azure.registry.storage", "Storage (over 10GB)", "GB"),
    ],
  },
  {
    ...{ file: "azure/static_site_test", region: "centralus" },
    prices: [price("azure.staticwebapps.standard", "Static Web App (Standard)", "months")],
  },
  {
    ...{ file: "azure/logic_app_standard_test", region: "westeurope" },
    prices: [
      price("azure.logicapps.connectors", "Standard connectors", "calls"),
      price("azure.blob.hot.storage", "Capacity", "GB"),
      price("azure.blob.hot.writes", "Write operations", "10k operations", 10_000),
      price("azure.blob.hot.reads", "Read operations", "10k operations", 10_000),
      price("azure.blob.hot.lists", "List and create container operations", "10k operations", 10_000),
      price("azure.blob.hot.others", "All other operations", "10k operations", 10_000),
    ],
  },
  {
    ...{ file: "azure/monitor_scheduled_query_rules_alert_test", region: "westeurope" },
    prices: [
      price("azure.monitor.log-alerts-5m", "Log alerts monitoring (5 minute frequency)", "rule"),
      price("azure.monitor.log-alerts-15m", "Log alerts monitoring (15 minute frequency)", "rule"),
    ],
  },
];

export const askedFiles: readonly AskedFile[] = [...aws, ...google, ...azure];
