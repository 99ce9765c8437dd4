import { type BillFormat, dayIn, numberIn, requireUsd } from "../contract.ts";

/** Types of usage by the ids of prices and the code of the product, as AWS's price lists have them: https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-the-aws-price-list-bulk-api.html */
const usageTypes: Readonly<Record<string, readonly [product: string, ...types: string[]]>> = {
  "aws.lambda.requests": ["AWSLambda", "Request", "Request-ARM"],
  "aws.lambda.duration.x86": ["AWSLambda", "Lambda-GB-Second"],
  "aws.lambda.duration.arm64": ["AWSLambda", "Lambda-GB-Second-ARM"],
  "aws.lambda.provisioned.x86": ["AWSLambda", "Lambda-Provisioned-Concurrency"],
  "aws.lambda.provisioned.arm64": ["AWSLambda", "Lambda-Provisioned-Concurrency-ARM"],
  "aws.lambda.provisioned.duration.x86": ["AWSLambda", "Lambda-Provisioned-GB-Second"],
  "aws.lambda.provisioned.duration.arm64": ["AWSLambda", "Lambda-Provisioned-GB-Second-ARM"],
  "aws.apigateway.http": ["AmazonApiGateway", "ApiGatewayHttpRequest"],
  "aws.apigateway.rest": ["AmazonApiGateway", "ApiGatewayRequest"],
  "aws.apigateway.websocket.messages": ["AmazonApiGateway", "ApiGatewayMessage"],
  "aws.apigateway.websocket.minutes": ["AmazonApiGateway", "ApiGatewayMinute"],
  "aws.stepfunctions.transitions": ["AmazonStates", "StateTransition"],
  "aws.stepfunctions.express.requests": ["AmazonStates", "StepFunctions-Request"],
  "aws.stepfunctions.express.duration": ["AmazonStates", "StepFunctions-GB-Second"],
  "aws.sqs.standard": ["AWSQueueService", "Requests-Tier1", "Requests-RBP"],
  "aws.sqs.fifo": ["AWSQueueService", "Requests-FIFO-Tier1", "Requests-FIFO-RBP"],
  "aws.sns.publishes": ["AmazonSNS", "Requests-Tier1"],
  "aws.sns.http": ["AmazonSNS", "DeliveryAttempts-HTTP"],
  "aws.sns.email": ["AmazonSNS", "DeliveryAttempts-SMTP"],
  "aws.eventbridge.events": ["AWSEvents", "Event-64K-Chunks"],
  "aws.dynamodb.writes": ["AmazonDynamoDB", "WriteRequestUnits"],
  "aws.dynamodb.reads": ["AmazonDynamoDB", "ReadRequestUnits"],
  "aws.dynamodb.provisioned.writes": ["AmazonDynamoDB", "WriteCapacityUnit-Hrs"],
  "aws.dynamodb.provisioned.reads": ["AmazonDynamoDB", "ReadCapacityUnit-Hrs"],
  "aws.dynamodb.storage": ["AmazonDynamoDB", "TimedStorage-ByteHrs"],
  "aws.dynamodb.pitr": ["AmazonDynamoDB", "TimedPITRStorage-ByteHrs"],
  "aws.s3.storage": ["AmazonS3", "TimedStorage-ByteHrs"],
  "aws.s3.writes": ["AmazonS3", "Requests-Tier1"],
  "aws.s3.reads": ["AmazonS3", "Requests-Tier2"],
  "aws.ecr.storage": ["AmazonECR", "TimedStorage-ByteHrs"],
  "aws.natgateway.hours": ["AmazonEC2", "NatGateway-Hours"],
  "aws.natgateway.data": ["AmazonEC2", "NatGateway-Bytes"],
  "aws.ipv4.addresses": ["AmazonVPC", "PublicIPv4:InUseAddress", "PublicIPv4:IdleAddress"],
  "aws.loadbalancer.hours": ["AWSELB", "LoadBalancerUsage"],
  "aws.loadbalancer.units": ["AWSELB", "LCUUsage"],
  "aws.route53.zones": ["AmazonRoute53", "HostedZone"],
  "aws.route53.queries": ["AmazonRoute53", "DNS-Queries"],
  "aws.logs.ingestion": ["AmazonCloudWatch", "DataProcessing-Bytes"],
  "aws.logs.storage": ["AmazonCloudWatch", "TimedStorage-ByteHrs"],
  "aws.cloudwatch.alarms": ["AmazonCloudWatch", "CW:AlarmMonitorUsage"],
  "aws.cloudwatch.metrics": ["AmazonCloudWatch", "CW:MetricMonitorUsage"],
  "aws.secretsmanager.secrets": ["AWSSecretsManager", "AWSSecretsManager-Secrets"],
  "aws.secretsmanager.requests": ["AWSSecretsManager", "AWSSecretsManagerAPIRequest"],
  "aws.kms.keys": ["awskms", "KMS-Keys"],
  "aws.kms.requests": ["awskms", "KMS-Requests"],
  "aws.wafv2.acls": ["awswaf", "WebACLV2"],
  "aws.wafv2.rules": ["awswaf", "RuleV2"],
  "aws.wafv2.requests": ["awswaf", "RequestV2-Tier1"],
};

const prices: ReadonlyMap<string, string> = new Map(
  Object.entries(usageTypes).flatMap(([id, [product, ...types]]) => types.map((type) => [`${product} ${type}`, id])),
);

/** Types begin with their region, unless that is us-east-1: `EUW1-`, `EU-`, `us-east-2-`. */
const region = /^(?:[A-Z]{2,4}\d{0,2}|[a-z]{2}(?:-[a-z]+)+-\d)-/;

/** Whatever sends it is paid for by what it has sent to the internet: https://docs.aws.amazon.com/cur/latest/userguide/cur-data-transfers-charges.html */
const egress = "DataTransfer-Out-Bytes";

/** Line items that are usage: https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-cur2-line-item.html */
const usage: ReadonlySet<string> = new Set(["Usage", "DiscountedUsage", "SavingsPlanCoveredUsage"]);

export const aws: BillFormat = {
  cloud: "aws",
  title: "AWS CUR 2.0",
  source: "https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-cur2-line-item.html",
  columns: [
    ...["line_item_product_code", "line_item_usage_type", "line_item_usage_amount", "line_item_unblended_cost"],
    ...["line_item_line_item_type", "line_item_currency_code", "line_item_usage_start_date"],
    ...["bill_billing_period_start_date"],
  ],
  optional: ["pricing_unit"],
  read(read) {
    requireUsd(read, "line_item_currency_code");
    const type = read("line_item_line_item_type");
    const isUsage = usage.has(type);
    return {
      names: [read("line_item_product_code"), read("line_item_usage_type")],
      month: dayIn(read, "bill_billing_period_start_date").slice(0, 7),
      day: isUsage ? dayIn(read, "line_item_usage_start_date") : "",
      quantity: numberIn(read, "line_item_usage_amount"),
      unit: read("pricing_unit"),
      usd: numberIn(read, "line_item_unblended_cost"),
      other: isUsage ? "" : type,
    };
  },
  prices: Object.keys(usageTypes),
  priceOf([product = "", type = ""]) {
    const plain = type.replace(region, "");
    if (plain === egress && product !== "AmazonCloudFront") return "aws.egress";
    return prices.get(`${product} ${type}`) ?? prices.get(`${product} ${plain}`);
  },
};
