import { type Example, itCosts } from "./examples.ts";

const region = "us-east-1";

/** As AWS works them out on its pages. */
const onPages: readonly Example[] = [
  {
    // "Mobile application backend": https://aws.amazon.com/lambda/pricing/
    title: "3 million requests of 120 ms with 1,536 MB on Lambda: $2.73 after what is free",
    resources: [["aws:lambda/function:Function", "backend", { memorySize: 1_536, region }]],
    usage: { requests: 3_000_000, duration: 120 },
    allowances: 1,
    usd: 2.73,
  },
  {
    // "Enriching streaming telemetry with additional metadata": https://aws.amazon.com/lambda/pricing/
    title: "7.44 million messages of two seconds with 1 GB on Lambda: $249.49",
    resources: [["aws:lambda/function:Function", "telemetry", { memorySize: 1_024, region }]],
    usage: { requests: 7_440_000, duration: 2_000 },
    usd: 249.49,
  },
  {
    // "Performing ML on customer support tickets": https://aws.amazon.com/lambda/pricing/
    title: "6 million requests of 280 ms with 4,096 MB and 2,048 MB of temporary storage on Lambda: $106.41",
    resources: [
      ["aws:lambda/function:Function", "support", { memorySize: 4_096, ephemeralStorage: { size: 2_048 }, region }],
    ],
    usage: { requests: 6_000_000, duration: 280 },
    allowances: 1,
    usd: 106.41,
  },
  {
    // "Routing customers to the most relevant support solution": https://aws.amazon.com/lambda/pricing/
    // The page's capacity is there for a day, and ours for a month: without it, $21.78 and $0.40.
    title: "2 million requests of 280 ms with 4,096 MB of provisioned concurrency on Lambda: $22.18",
    resources: [
      ["aws:lambda/function:Function", "support", { memorySize: 4_096, region }],
      [
        "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig",
        "capacity",
        { provisionedConcurrentExecutions: 7, region },
        { functionName: "support" },
      ],
    ],
    usage: { requests: 2_000_000, duration: 280 },
    without: ["aws.lambda.provisioned.x86"],
    usd: 22.18,
  },
  {
    // "Streaming server side rendered web content": https://aws.amazon.com/lambda/pricing/
    title: "a million responses of 7 MB that Lambda streams: $7.81, without their transfer",
    resources: [["aws:lambda/functionUrl:FunctionUrl", "web", { invokeMode: "RESPONSE_STREAM", region }]],
    usage: { requests: 1_000_000, responseSize: 7 * 1_024 },
    without: ["aws.egress"],
    usd: 7.81,
  },
  {
    // "REST APIs", with 14.3 GB of data: https://aws.amazon.com/api-gateway/pricing/
    title: "5 million calls with responses of 3 KB on a REST API: $18.79",
    resources: [["aws:apigateway/restApi:RestApi", "api", { region }]],
    usage: { requests: 5_000_000, responseSize: 3 },
    usd: 18.79,
  },
  {
    // "Storage Example": https://aws.amazon.com/s3/faqs/
    title: "52,900 GB-months on S3: $1,215.00",
    resources: [["aws:s3/bucket:Bucket", "files", { region }]],
    usage: { storage: 52_900, writes: 0, reads: 0, egress: 0 },
    usd: 1_215,
  },
  {
    // "Request Example": https://aws.amazon.com/s3/faqs/
    title: "310,000 PUT, 620,000 GET and 5,000 DELETE requests on S3: $1.80",
    resources: [["aws:s3/bucketV2:BucketV2", "files", { region }]],
    usage: { storage: 0, writes: 310_000, reads: 620_000, deletes: 5_000, egress: 0 },
    usd: 1.8,
  },
  {
    // "Amazon S3": https://aws.amazon.com/kms/pricing/
    title: "a key with 2,010,000 requests: $6.97",
    resources: [["aws:kms/key:Key", "key", { region }]],
    usage: { accesses: 2_010_000 },
    allowances: 1,
    usd: 6.97,
  },
  {
    // "$0.6250 per million writes x 3.55 million writes" and "$0.125 per million reads x 3.55 million reads", added up by hand:
    // https://aws.amazon.com/dynamodb/pricing/on-demand/
    title: "3.55 million writes and reads on demand on DynamoDB: $2.66, without storage",
    resources: [["aws:dynamodb/table:Table", "table", { billingMode: "PAY_PER_REQUEST", region }]],
    usage: { writes: 3_550_000, deletes: 0, reads: 3_550_000, itemSize: 1 },
    without: ["aws.dynamodb.storage"],
    usd: 2.66,
  },
  {
    // "Web ACL charges = $5.00 * 1 = $5.00" and "Request charges = $0.60/million * 10 million = $6.00", added up by hand:
    // https://aws.amazon.com/waf/pricing/
    title: "a web ACL and 10 million requests: $11.00, without its rules",
    resources: [["aws:wafv2/webAcl:WebAcl", "acl", { region }]],
    usage: { requests: 10_000_000 },
    without: ["aws.wafv2.rules"],
    usd: 11,
  },
  {
    // https://catalog.us-east-1.prod.workshops.aws/workshops/2a22e604-2f2e-4d7b-85a8-33b38c999234/en-US/advanced/optimization/workflow-type
    title: "1,000 runs of 5 steps on Step Functions: $0.15",
    resources: [["aws:sfn/stateMachine:StateMachine", "child", { region }]],
    usage: { requests: 1_000, steps: 5 },
    usd: 0.15,
  },
];

/** As https://calculator.aws works them out, with what it shows as its calculation. */
const calculated: readonly Example[] = [
  {
    // 438000 GB-s x 0.0000166667 USD = 7.30 USD; 4,380,000 requests x 0.0000002 USD = 0.88 USD
    title: "4.38 million requests of 200 ms with 512 MB on Lambda: $8.18",
    resources: [["aws:lambda/function:Function", "worker", { memorySize: 512, region }]],
    usage: { requests: 4_380_000, duration: 200 },
    usd: 8.18,
  },
  {
    // 5 GB x 0.50 USD = 2.50 USD; 5.00 GB per month x 0.15 Storage compression factor x 1 Logs retention factor x 0.03 USD = 0.0225 USD
    title: "5 GB of logs that are kept for a month: $2.52",
    resources: [["aws:cloudwatch/logGroup:LogGroup", "logs", { retentionInDays: 30, region }]],
    usage: { requests: 5 * 1_024 * 1_024, logSize: 1 },
    usd: 2.52,
  },
  {
    // 429150 requests x 0.0000004000 USD = 0.17 USD
    title: "429,150 requests of a queue, three for each message: $0.17",
    resources: [["aws:sqs/queue:Queue", "data", { region }]],
    usage: { messages: 143_050, attempts: 1 },
    usd: 0.17,
  },
  {
    // 1.72002 requests x 0.0000005 USD x 1000000 multiplier for million = 0.86001 USD
    title: "1,720,020 messages of a topic: $0.86",
    resources: [["aws:sns/topic:Topic", "notifications", { region }]],
    usage: { messages: 1_720_020 },
    usd: 0.86,
  },
  {
    // 730 hours in a month x 0.045 USD = 32.85 USD
    title: "a NAT gateway that nothing passes: $32.85",
    resources: [["aws:ec2/natGateway:NatGateway", "nat", { region }]],
    usage: { egress: 0 },
    usd: 32.85,
  },
  {
    // 1,460.00 hours/month (EIPs are attached) x 0.005 USD = 7.30 USD
    title: "two public addresses: $7.30",
    resources: [
      ["aws:ec2/eip:Eip", "one", { region }],
      ["aws:ec2/eip:Eip", "two", { region }],
    ],
    usage: {},
    usd: 7.3,
  },
  {
    // 1 x 0.5000000000 USD = 0.50 USD; 1000000 Standard queries x 0.0000004000 USD = 0.40 USD
    title: "a zone with a million queries: $0.90",
    resources: [["aws:route53/zone:Zone", "zone", { region }]],
    usage: { requests: 1_000_000 },
    usd: 0.9,
  },
];

describe("what AWS works out", () => {
  for (const example of onPages) itCosts(example);
});

describe("what the AWS Pricing Calculator works out", () => {
  for (const example of calculated) itCosts(example);
});
