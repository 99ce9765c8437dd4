import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { estimate } from "../../../kit/cost/estimate/estimate.ts";
import { free } from "../../../kit/cost/meters/free.ts";
import { meters } from "../../../kit/cost/meters/index.ts";
import type { UsageName } from "../../../kit/cost/meters/usage-keys.ts";
import { openBook } from "../../../kit/cost/prices/book.ts";
import { Inputs } from "../../../kit/cost/resources/inputs.ts";
import { type CostedResource, type Fields, unknown } from "../../../kit/cost/resources/resource.ts";
import { resourceOf, urnOf } from "../support/program.ts";

type Usage = Readonly<Partial<Record<UsageName, number>>>;

const book = openBook(["aws"]);

/** A resource of a type of AWS, whose last part is its name: `sqs/queue` is `aws:sqs/queue:Queue`. */
function typeOf(token: string): string {
  const [, name = ""] = token.split("/");
  return `aws:${token}:${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

const one = (token: string, inputs: Fields = {}): CostedResource =>
  resourceOf(typeOf(token), "one", { region: "us-east-1", ...inputs });

/** Another resource with a property that has its value from the first. */
const user = (token: string, property: string, inputs: Fields = {}): CostedResource =>
  resourceOf(typeOf(token), "user", { region: "us-east-1", ...inputs }, { sources: { [property]: [urnOf("one")] } });

const estimateOf = (resources: readonly CostedResource[], usage: Usage) =>
  estimate(resources, { book, meters, free, usage: { "*": usage } });

/** How much of what is paid for the first of some resources takes, by the ids of prices. */
function quantitiesOf(resources: readonly CostedResource[], usage: Usage): Readonly<Record<string, number>> {
  const { lines, unpriced } = estimateOf(resources, usage);
  assert.deepEqual(unpriced, []);
  const own = lines.filter(({ resource }) => resource === resources[0]);
  return Object.fromEntries(own.map(({ price, quantity }) => [price.id.replace(/^aws\./, ""), quantity]));
}

const million = 1_000_000;
const gigabyte = 1_024 ** 2;
/** The hours of a month. */
const month = 730;

type Case = readonly [
  title: string,
  resources: readonly CostedResource[],
  usage: Usage,
  Readonly<Record<string, number>>,
];

const provisioned = (count: number) =>
  user("lambda/provisionedConcurrencyConfig", "functionName", { provisionedConcurrentExecutions: count });
const fn = (inputs: Fields = {}) => one("lambda/function", { memorySize: 1_024, ...inputs });
const second = { requests: million, duration: 1_000 };
const message = { messages: million, attempts: 1 };
const rows = { reads: 100, writes: 100, deletes: 10, storage: 8, itemSize: 1 };
const objects = { storage: 1, reads: 2, writes: 3, egress: 4 };

const cases: readonly Case[] = [
  // Functions
  [
    "a function's time, rounded up to 1 ms",
    [fn()],
    { requests: 1_000, duration: 1.2 },
    { "lambda.requests": 1_000, "lambda.duration.x86": 2 },
  ],
  [
    "128 MB where nothing is said",
    [one("lambda/function")],
    second,
    { "lambda.requests": million, "lambda.duration.x86": 125_000 },
  ],
  [
    "a function's architecture",
    [fn({ architectures: ["arm64"] })],
    second,
    { "lambda.requests": million, "lambda.duration.arm64": million },
  ],
  [
    "no more than what provisioned instances do",
    [fn(), provisioned(1)],
    { requests: 3_000_000, duration: 1_000 },
    { "lambda.requests": 3_000_000, "lambda.duration.x86": 372_000, "lambda.provisioned.duration.x86": 2_628_000 },
  ],
  [
    "traces, of which one of twenty is sampled beyond one a second",
    [fn({ tracingConfig: { mode: "Active" } })],
    { requests: 2_628_020, duration: 1 },
    { "lambda.requests": 2_628_020, "lambda.duration.x86": 2_628.02, "xray.traces": 2_628_001 },
  ],
  [
    "no charge of its own for SnapStart with Java",
    [fn({ snapStart: { applyOn: "PublishedVersions" }, runtime: "java21" })],
    second,
    { "lambda.requests": million, "lambda.duration.x86": million },
  ],
  [
    "only the transfer of an address that does not stream",
    [one("lambda/functionUrl")],
    { requests: 1_024, responseSize: 10_240 },
    { egress: 10 },
  ],
  [
    "no transfer behind a CDN",
    [one("lambda/functionUrl"), user("cloudfront/distribution", "origins")],
    { requests: 1, responseSize: 1, requestSize: 1 },
    {},
  ],
  ["what fetches messages", [one("lambda/eventSourceMapping")], {}, {}],
  // Gateways and workflows
  [
    "requests to an HTTP API by 512 KB",
    [one("apigatewayv2/api", { protocolType: "HTTP" })],
    { requests: 10, requestSize: 513, responseSize: 0 },
    { "apigateway.http": 20 },
  ],
  [
    "an HTTP API's transfer",
    [one("apigatewayv2/api", { protocolType: "HTTP" })],
    { requests: gigabyte, responseSize: 2 },
    { "apigateway.http": gigabyte, egress: 2 },
  ],
  [
    "messages of a WebSocket API by 32 KB, and its connections' minutes",
    [one("apigatewayv2/api", { protocolType: "WEBSOCKET" })],
    { messages: gigabyte, messageSize: 33, connections: 2 },
    { "apigateway.websocket.messages": 2 * gigabyte, "apigateway.websocket.minutes": 2 * month * 60, egress: 33 },
  ],
  [
    "no transfer of a private REST API",
    [one("apigateway/restApi", { endpointConfiguration: { types: "PRIVATE" } })],
    { requests: 10 },
    { "apigateway.rest": 10 },
  ],
  [
    "the traces of a stage",
    [one("apigateway/stage", { xrayTracingEnabled: true })],
    { requests: 10 },
    { "xray.traces": 10 },
  ],
  ["nothing for a stage without traces", [one("apigateway/stage")], {}, {}],
  [
    "runs of an Express workflow, by 100 ms and 64 MB",
    [one("sfn/stateMachine", { type: "EXPRESS" })],
    { requests: 36_000, duration: 1_601 },
    { "stepfunctions.express.requests": 36_000, "stepfunctions.express.duration": 17 / 16 },
  ],
  [
    "a workflow's traces",
    [one("sfn/stateMachine", { tracingConfiguration: { enabled: true } })],
    { requests: 10, steps: 1 },
    { "stepfunctions.transitions": 20, "xray.traces": 10 },
  ],
  // Messages
  [
    "messages by 64 KB: sent, received and deleted",
    [one("sqs/queue")],
    { ...message, messageSize: 65 },
    { "sqs.standard": 5 * million },
  ],
  [
    "each attempt as one more request",
    [one("sqs/queue")],
    { ...message, attempts: 2 },
    { "sqs.standard": 4 * million },
  ],
  ["a FIFO queue", [one("sqs/queue", { fifoQueue: true })], message, { "sqs.fifo": 3 * million }],
  [
    "what Lambda asks while nothing comes",
    [one("sqs/queue"), user("lambda/eventSourceMapping", "eventSourceArn")],
    { messages: 0 },
    { "sqs.standard": 657_000 },
  ],
  [
    "nothing while Lambda does not ask",
    [one("sqs/queue"), user("lambda/eventSourceMapping", "eventSourceArn", { enabled: false })],
    { messages: 0 },
    {},
  ],
  ...(
    [
      ["sqs/queue", "redrivePolicy"],
      ["sns/topicSubscription", "redrivePolicy"],
      ["lambda/function", "deadLetterConfig"],
      ["lambda/functionEventInvokeConfig", "destinationConfig"],
    ] as const
  ).map(
    ([token, property]): Case => [
      `no more than failures in the dead letters of ${token}`,
      [one("sqs/queue"), user(token, property, { protocol: "sqs" })],
      { ...message, attempts: 1.5 },
      { "sqs.standard": 1.75 * million },
    ],
  ),
  [
    "messages of a topic by 64 KB",
    [one("sns/topic")],
    { ...message, messageSize: 65 },
    { "sns.publishes": 2 * million },
  ],
  ["deliveries to queues", [one("sns/topicSubscription", { protocol: "sqs" })], message, {}],
  ["deliveries to functions", [one("sns/topicSubscription", { protocol: "lambda" })], message, {}],
  [
    "deliveries by HTTP, and their transfer",
    [one("sns/topicSubscription", { protocol: "https" })],
    { messages: gigabyte, messageSize: 2 },
    { "sns.http": gigabyte, egress: 2 },
  ],
  [
    "deliveries by email",
    [one("sns/topicSubscription", { protocol: "email-json" })],
    message,
    { "sns.email": million },
  ],
  [
    "events of a bus by 64 KB",
    [one("cloudwatch/eventBus")],
    { ...message, messageSize: 129 },
    { "eventbridge.events": 3 * million },
  ],
  ...(
    [
      ["rate(5 minutes)", 8_760],
      ["rate(1 hour)", 730],
      ["rate(2 days)", 365 / 24],
      ["cron(30 2 ? * MON-FRI *)", 365 / 12],
      ["cron(0/15 8-17 * * ? *)", 40 * (365 / 12)],
      ["cron(0,30 * * * ? *)", 2 * month],
      ["at(2026-12-01T00:00:00)", 1],
    ] as const
  ).map(
    ([scheduleExpression, runs]): Case => [
      `the runs of ${scheduleExpression}`,
      [one("scheduler/schedule", { scheduleExpression })],
      { attempts: 1 },
      { "scheduler.invocations": runs },
    ],
  ),
  [
    "a schedule's attempts",
    [one("scheduler/schedule", { scheduleExpression: "rate(1 hour)" })],
    { attempts: 2 },
    { "scheduler.invocations": 2 * month },
  ],
  [
    "nothing for a schedule that is off",
    [one("scheduler/schedule", { scheduleExpression: "rate(1 hour)", state: "DISABLED" })],
    {},
    {},
  ],
  // Data
  [
    "a table on demand: writes and deletes by 1 KB, reads by 4 KB",
    [one("dynamodb/table", { billingMode: "PAY_PER_REQUEST" })],
    { ...rows, itemSize: 5 },
    { "dynamodb.writes": 550, "dynamodb.reads": 200, "dynamodb.storage": 8 },
  ],
  [
    "indexes as further copies",
    [
      one("dynamodb/table", {
        billingMode: "PAY_PER_REQUEST",
        globalSecondaryIndexes: [{}],
        localSecondaryIndexes: [{}],
      }),
    ],
    rows,
    { "dynamodb.writes": 330, "dynamodb.reads": 100, "dynamodb.storage": 24 },
  ],
  [
    "provisioned capacity where nothing is said, with that of indexes",
    [
      one("dynamodb/table", {
        readCapacity: 2,
        writeCapacity: 1,
        globalSecondaryIndexes: [{ readCapacity: 3, writeCapacity: 4 }],
      }),
    ],
    rows,
    { "dynamodb.provisioned.writes": 5 * month, "dynamodb.provisioned.reads": 5 * month, "dynamodb.storage": 16 },
  ],
  [
    "recovery of a table, and of its local indexes",
    [one("dynamodb/table", { pointInTimeRecovery: { enabled: true }, localSecondaryIndexes: [{}] })],
    rows,
    { "dynamodb.storage": 16, "dynamodb.pitr": 16 },
  ],
  ["a bucket", [one("s3/bucket")], objects, { "s3.storage": 1, "s3.reads": 2, "s3.writes": 3, egress: 4 }],
  [
    "a bucket behind a CDN",
    [one("s3/bucket"), user("cloudfront/distribution", "origins")],
    objects,
    { "s3.storage": 1, "s3.reads": 2, "s3.writes": 3 },
  ],
  [
    "rules that only delete",
    [one("s3/bucketLifecycleConfiguration", { rules: [{ expiration: { days: 1 } }] })],
    {},
    {},
  ],
  ["images", [one("ecr/repository")], { storage: 3 }, { "ecr.storage": 3 }],
  [
    "a cluster's nodes",
    [one("elasticache/cluster", { nodeType: "cache.t4g.micro", engine: "redis", numCacheNodes: 2 })],
    {},
    { "elasticache.t4g-micro.redis": 2 * month },
  ],
  [
    "a group's nodes",
    [one("elasticache/replicationGroup", { nodeType: "cache.t4g.micro", engine: "valkey", numCacheClusters: 3 })],
    {},
    { "elasticache.t4g-micro.valkey": 3 * month },
  ],
  [
    "a group's shards with their replicas",
    [one("elasticache/replicationGroup", { nodeType: "cache.t4g.micro", numNodeGroups: 2, replicasPerNodeGroup: 1 })],
    {},
    { "elasticache.t4g-micro.redis": 4 * month },
  ],
  // Network
  [
    "a distribution, with the functions of its dearest path",
    [
      one("cloudfront/distribution", {
        defaultCacheBehavior: { functionAssociations: [{}] },
        orderedCacheBehaviors: [{ functionAssociations: [{}, {}] }],
      }),
    ],
    { requests: gigabyte, responseSize: 3, requestSize: 2 },
    {
      "cloudfront.https.eu": gigabyte,
      "cloudfront.egress": 3,
      "cloudfront.origin": 2,
      "cloudfront.functions": 2 * gigabyte,
    },
  ],
  ["no queries of a private zone", [one("route53/zone", { vpcs: [{ vpcId: "vpc-1" }] })], {}, { "route53.zones": 1 }],
  [
    "what passes a NAT gateway",
    [one("ec2/natGateway")],
    { egress: 7 },
    { "natgateway.hours": month, "natgateway.data": 7, egress: 7 },
  ],
  [
    "a private NAT gateway",
    [one("ec2/natGateway", { connectivityType: "private" })],
    { egress: 7 },
    { "natgateway.hours": month, "natgateway.data": 7 },
  ],
  ["addresses of one's own", [one("ec2/eip", { publicIpv4Pool: "ipv4pool-ec2-1" })], {}, {}],
  [
    "a load balancer by its data",
    [one("lb/loadBalancer", { internal: true })],
    { requests: gigabyte, requestSize: 1, responseSize: 19 },
    { "loadbalancer.hours": month, "loadbalancer.units": 20 },
  ],
  [
    "a load balancer by its connections",
    [one("alb/loadBalancer", { internal: true })],
    { requests: 180_000, requestSize: 0, responseSize: 0 },
    { "loadbalancer.hours": month, "loadbalancer.units": 2 },
  ],
  [
    "a public load balancer's addresses and transfer",
    [one("lb/loadBalancer", { subnets: ["a", "b", "c"] })],
    { requests: gigabyte, requestSize: 0, responseSize: 20 },
    { "loadbalancer.hours": month, "loadbalancer.units": 20, "ipv4.addresses": 3 * month, egress: 20 },
  ],
  [
    "no addresses with IPv6 only",
    [one("lb/loadBalancer", { ipAddressType: "dualstack-without-public-ipv4" })],
    { requests: gigabyte, requestSize: 0, responseSize: 20 },
    { "loadbalancer.hours": month, "loadbalancer.units": 20, egress: 20 },
  ],
  // Operations
  [
    "logs by how long they are kept",
    [one("cloudwatch/logGroup", { retentionInDays: 60 })],
    { requests: gigabyte, logSize: 2 },
    { "logs.ingestion": 2, "logs.storage": 0.6 },
  ],
  [
    "logs that are kept for ever, by what is kept",
    [one("cloudwatch/logGroup")],
    { requests: gigabyte, logSize: 2, storage: 9 },
    { "logs.ingestion": 2, "logs.storage": 9 },
  ],
  ["an alarm", [one("cloudwatch/metricAlarm", { period: 60 })], {}, { "cloudwatch.alarms": 1 }],
  [
    "an alarm's metrics",
    [one("cloudwatch/metricAlarm", { metricQueries: [{ expression: "a/b" }, { metric: {} }, { metric: {} }] })],
    {},
    { "cloudwatch.alarms": 2 },
  ],
  [
    "an alarm's band",
    [one("cloudwatch/metricAlarm", { thresholdMetricId: "band", metricQueries: [{ metric: {} }] })],
    {},
    { "cloudwatch.alarms": 3 },
  ],
  [
    "a metric of logs",
    [one("cloudwatch/logMetricFilter", { metricTransformation: { name: "errors" } })],
    {},
    { "cloudwatch.metrics": 1 },
  ],
  [
    "a secret's replicas and requests",
    [one("secretsmanager/secret", { replicas: [{ region: "eu-west-1" }] })],
    { accesses: 5 },
    { "secretsmanager.secrets": 2, "secretsmanager.requests": 5 },
  ],
  ["a key in another region", [one("kms/replicaKey")], { accesses: 5 }, { "kms.keys": 1, "kms.requests": 5 }],
  [
    "a web ACL's rules",
    [
      one("wafv2/webAcl", {
        rules: [
          { statement: { managedRuleGroupStatement: { vendorName: "AWS", name: "AWSManagedRulesCommonRuleSet" } } },
          {},
        ],
      }),
    ],
    { requests: 5 },
    { "wafv2.acls": 1, "wafv2.rules": 2, "wafv2.requests": 5 },
  ],
];

describe("what resources of AWS take", () => {
  for (const [title, resources, usage, expected] of cases) {
    it(`is ${title}`, () => assert.deepEqual(quantitiesOf(resources, usage), expected));
  }

  it("is that of provisioned concurrency by the memory of its function", () => {
    const capacity = resourceOf(
      typeOf("lambda/provisionedConcurrencyConfig"),
      "capacity",
      { provisionedConcurrentExecutions: 2, region: "us-east-1" },
      { sources: { functionName: [urnOf("one")] } },
    );

    assert.deepEqual(quantitiesOf([capacity, fn({ memorySize: 512, architectures: ["arm64"] })], {}), {
      "lambda.provisioned.arm64": month * 3_600,
    });
  });
});

type Refused = readonly [token: string, inputs: Fields, property: string];

const refused: readonly Refused[] = [
  ["lambda/function", { capacityProviderConfig: {} }, "capacityProviderConfig"],
  ["lambda/function", { durableConfig: {} }, "durableConfig"],
  ["lambda/function", { tenancyConfig: {} }, "tenancyConfig"],
  ["lambda/function", { snapStart: { applyOn: "PublishedVersions" }, runtime: "python3.13" }, "snapStart"],
  ["lambda/eventSourceMapping", { provisionedPollerConfig: {} }, "provisionedPollerConfig"],
  ["lambda/provisionedConcurrencyConfig", { provisionedConcurrentExecutions: 1 }, "functionName"],
  ["apigateway/stage", { cacheClusterEnabled: true }, "cacheClusterEnabled"],
  ["sns/topic", { fifoTopic: true }, "fifoTopic"],
  ["sns/topic", { archivePolicy: "{}" }, "archivePolicy"],
  ["sns/topicSubscription", { protocol: "sms" }, "protocol"],
  ["sns/topicSubscription", { protocol: "sqs", filterPolicyScope: "MessageBody" }, "filterPolicyScope"],
  ["scheduler/schedule", { scheduleExpression: "hourly" }, "scheduleExpression"],
  ["scheduler/schedule", { scheduleExpression: unknown }, "scheduleExpression"],
  ["dynamodb/table", { replicas: [{ regionName: "eu-west-1" }] }, "replicas"],
  ["dynamodb/table", { warmThroughput: {} }, "warmThroughput"],
  ["dynamodb/table", { tableClass: "STANDARD_INFREQUENT_ACCESS" }, "tableClass"],
  ["s3/bucket", { lifecycleRules: [{ transitions: [{ days: 30 }] }] }, "lifecycleRules"],
  ["s3/bucket", { replicationConfiguration: {} }, "replicationConfiguration"],
  ["s3/bucket", { accelerationStatus: "Enabled" }, "accelerationStatus"],
  ["s3/bucketLifecycleConfiguration", { rules: [{ noncurrentVersionTransitions: [{}] }] }, "rules"],
  ["elasticache/cluster", { nodeType: "cache.t4g.micro", snapshotRetentionLimit: 2 }, "snapshotRetentionLimit"],
  ["elasticache/cluster", { nodeType: "cache.r7g.large", engine: "valkey" }, "aws.elasticache.r7g-large.valkey"],
  ["cloudfront/distribution", { anycastIpListId: "list" }, "anycastIpListId"],
  ["cloudfront/distribution", { origins: [{ originShield: { enabled: true } }] }, "origins"],
  [
    "cloudfront/distribution",
    { orderedCacheBehaviors: [{ lambdaFunctionAssociations: [{}] }] },
    "lambdaFunctionAssociations",
  ],
  [
    "cloudfront/distribution",
    { defaultCacheBehavior: { lambdaFunctionAssociations: [{}] } },
    "lambdaFunctionAssociations",
  ],
  ["cloudfront/distribution", { defaultCacheBehavior: { realtimeLogConfigArn: "arn" } }, "realtimeLogConfigArn"],
  ["cloudfront/distribution", { orderedCacheBehaviors: [{ realtimeLogConfigArn: "arn" }] }, "realtimeLogConfigArn"],
  ["ec2/natGateway", { availabilityMode: "regional" }, "availabilityMode"],
  ["lb/loadBalancer", { loadBalancerType: "network" }, "loadBalancerType"],
  ["lb/loadBalancer", { minimumLoadBalancerCapacity: {} }, "minimumLoadBalancerCapacity"],
  ["cloudwatch/logGroup", { logGroupClass: "INFREQUENT_ACCESS" }, "logGroupClass"],
  ["cloudwatch/logGroup", { logGroupClass: unknown }, "logGroupClass"],
  ["cloudwatch/metricAlarm", { period: 10 }, "period"],
  ["cloudwatch/metricAlarm", { metricQueries: [{ metric: { period: 30 } }] }, "period"],
  ["cloudwatch/metricAlarm", { metricQueries: [{ expression: "SELECT AVG(x) FROM y" }] }, "metricQueries"],
  ["cloudwatch/logMetricFilter", { metricTransformation: { dimensions: {} } }, "metricTransformation"],
  ["kms/key", { customerMasterKeySpec: "RSA_4096" }, "customerMasterKeySpec"],
  ["wafv2/webAcl", { ruleJson: "[]" }, "ruleJson"],
  ["wafv2/webAcl", { rules: [{ action: { captcha: {} } }] }, "rules"],
  ["wafv2/webAcl", { rules: [{ action: { challenge: {} } }] }, "rules"],
  ["wafv2/webAcl", { rules: [{ statement: { managedRuleGroupStatement: { vendorName: "F5" } } }] }, "rules"],
  [
    "wafv2/webAcl",
    { rules: [{ statement: { managedRuleGroupStatement: { name: "AWSManagedRulesBotControlRuleSet" } } }] },
    "rules",
  ],
];

describe("a resource of AWS whose price nobody can read", () => {
  for (const [token, inputs, property] of refused) {
    it(`is said to be one by ${property} of ${token}, and is not priced as another: ${JSON.stringify(inputs)}`, () => {
      const { lines, unpriced } = estimateOf([one(token, inputs)], {});

      assert.deepEqual(lines, []);
      assert.deepEqual(
        unpriced.map(({ what }) => what),
        [property],
      );
    });
  }

  it("is a function at the edge", () => {
    for (const property of ["defaultCacheBehavior", "orderedCacheBehaviors"]) {
      const { lines } = estimateOf([fn(), user("cloudfront/distribution", property)], {});

      assert.deepEqual(
        lines.filter(({ resource }) => resource.name === "one"),
        [],
      );
    }
  });
});

describe("what bounds a function of AWS", () => {
  const capOf = (inputs: Fields) => {
    const use = () => assert.fail();
    const reading = { inputs: new Inputs(inputs), use, from: () => undefined, users: () => [] };
    return meters.get(typeOf("lambda/function"))?.cap?.(reading);
  };

  it("is the account's limit, which it shares, or what it reserves, even if that is nothing", () => {
    assert.deepEqual(capOf({}), { concurrency: 1_000, pool: "aws.lambda.account" });
    assert.deepEqual(capOf({ reservedConcurrentExecutions: 5 }), { concurrency: 5 });
    assert.deepEqual(capOf({ reservedConcurrentExecutions: 0 }), { concurrency: 0 });
  });
});

describe("the types of AWS that components create", () => {
  it("are all metered or free, and none is both", () => {
    const folder = new URL("../../components/snapshots/", import.meta.url);
    const snapshots = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), "utf8"));
    const types = new Set(snapshots.flatMap((text) => text.match(/(?<=type: )aws:\S+/g) ?? []));

    assert.ok(types.size >= 20);
    assert.deepEqual(
      [...types].filter((type) => meters.has(type) === free.has(type)),
      [],
    );
  });
});
