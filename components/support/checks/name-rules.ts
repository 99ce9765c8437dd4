import type { PerCloud } from "fourfold";
import { awsBudget, azureBudget, resourceGroup } from "./foundation-names.ts";
import type { ResourceName } from "./resource-name.ts";

/** A child that the provider names, by its logical name and a random suffix. */
export interface NamedChild {
  /** Its name in transforms, if it can be transformed. */
  readonly child?: string;
  /** What its logical name has after the component's; `{target}` is the name of each function behind a gateway. */
  readonly suffix: string;
  /** Whether the provider adds no suffix: azure-native adds none to a resource inside another one. @default false */
  readonly isCopied?: true;
  /** In which kind of component it exists: a gateway that streams or does not, a foundation with a budget. @default in every one */
  readonly only?: "streaming" | "buffered" | "budget";
  /** The input that names it, which a transform may set. */
  readonly property: string;
  readonly name: ResourceName;
}

/** Characters that providers add: a hyphen and 7 digits, or 8 digits. https://www.pulumi.com/docs/iac/concepts/resources/names/#autonaming */
export const randomSuffixes: PerCloud<string> = {
  aws: "-0a1b2c3",
  gcp: "-0a1b2c3",
  // https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/provider/autonaming_test.go
  azure: "0a1b2c3d",
  cloudflare: "",
};

const azureNames = "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules";
const alphanumeric = { pattern: /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i, form: "letters, digits and -" };

const lambda: ResourceName = {
  of: "a Lambda function",
  max: 64,
  pattern: /^[\w-]+$/,
  form: "letters, digits, _ and -",
  source: "https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html",
};
const role: ResourceName = {
  of: "an IAM role",
  max: 64,
  pattern: /^[\w+=,.@-]+$/,
  form: "letters, digits and _ + = , . @ -",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
};
const rolePolicy: ResourceName = { ...role, of: "a policy of a role", max: 128 };
const logGroup: ResourceName = {
  of: "a log group",
  max: 512,
  pattern: /^(?!aws\/)[\w./#-]+$/,
  form: "letters, digits and _ . / # -",
  source: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html",
};
const httpApi: ResourceName = {
  of: "an HTTP API",
  max: 128,
  pattern: /./,
  form: "anything",
  source: "https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html",
};
const statement: ResourceName = {
  of: "a statement in a function's policy",
  max: 100,
  pattern: /^[\w-]+$/,
  form: "letters, digits, _ and -",
  source: "https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html",
};
const schedule: ResourceName = {
  of: "a schedule",
  max: 64,
  pattern: /^[\w.-]+$/,
  form: "letters, digits and _ . -",
  source: "https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html",
};
const queue: ResourceName = {
  of: "a queue",
  max: 80,
  pattern: /^[\w-]+$/,
  form: "letters, digits, _ and -",
  source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html",
};
const snsTopic: ResourceName = {
  of: "a topic",
  max: 256,
  pattern: /^[\w-]+$/,
  form: "letters, digits, _ and -",
  source: "https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html",
};
const dynamoTable: ResourceName = {
  of: "a table",
  max: 255,
  pattern: /^[\w.-]+$/,
  form: "letters, digits and _ . -",
  source: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html",
};
const secret: ResourceName = {
  of: "a secret",
  max: 512,
  pattern: /^[\w/+=.@-]+$/,
  form: "letters, digits and / _ + = . @ -",
  source: "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html",
};
const pubSub: ResourceName = {
  of: "a topic or subscription",
  max: 255,
  pattern: /^(?!goog)[a-z][\w.~+%-]+$/i,
  form: "letters, digits and _ . ~ + % -, a letter first, and not goog first",
  source: "https://cloud.google.com/pubsub/docs/pubsub-basics#resource_names",
};
const job: ResourceName = {
  of: "a job",
  max: 500,
  pattern: /^[\w-]+$/,
  form: "letters, digits, _ and -",
  source: "https://cloud.google.com/scheduler/docs/reference/rest/v1/projects.locations.jobs",
};
const cloudFunction: ResourceName = {
  of: "a function",
  max: 63,
  pattern: /^[a-z](?:[a-z0-9-]*[a-z0-9])?$/,
  form: "lower-case letters, digits and -, a letter first",
  source: "https://cloud.google.com/functions/docs/reference/rest/v2/projects.locations.functions/create",
};
const bucket: ResourceName = {
  of: "a bucket",
  max: 63,
  // A name with dots is that of a domain, which must be verified.
  pattern: /^(?!goog)(?!.*(?:google|g00gle))[a-z0-9][a-z0-9_-]*$/,
  form: "lower-case letters, digits, _ and -, a letter or digit first, and neither goog first nor google anywhere",
  source: "https://cloud.google.com/storage/docs/buckets#naming",
};
const app: ResourceName = { of: "a function app", max: 60, ...alphanumeric, source: `${azureNames}#microsoftweb` };
const plan: ResourceName = { ...app, of: "a plan", pattern: /^[\p{L}\p{N}-]+$/u };
const identity: ResourceName = {
  of: "an identity",
  max: 128,
  pattern: /^[a-z0-9][a-z0-9_-]*$/i,
  form: "letters, digits, _ and -, a letter or digit first",
  source: `${azureNames}#microsoftmanagedidentity`,
};
const container: ResourceName = {
  of: "a blob container",
  max: 63,
  pattern: /^[a-z0-9](?:-?[a-z0-9])*$/,
  form: "lower-case letters, digits and -, a letter or digit first, and no two - in a row",
  source: `${azureNames}#microsoftstorage`,
};
const workspace: ResourceName = {
  of: "a workspace",
  max: 63,
  ...alphanumeric,
  source: `${azureNames}#microsoftoperationalinsights`,
};
const insights: ResourceName = {
  of: "an Application Insights component",
  max: 260,
  pattern: /^[^%&\\?/]+$/,
  form: "no % & \\ ? or /",
  source: `${azureNames}#microsoftinsights`,
};

/** Of a component whose children are named otherwise. */
const none: PerCloud<readonly NamedChild[]> = { aws: [], gcp: [], azure: [], cloudflare: [] };

const foundations: PerCloud<readonly NamedChild[]> = {
  ...none,
  aws: [{ child: "budget", suffix: "-budget", only: "budget", property: "name", name: awsBudget }],
  gcp: [{ child: "sources", suffix: "-sources", property: "name", name: bucket }],
  azure: [
    { child: "budget", suffix: "-budget", only: "budget", property: "budgetName", name: azureBudget },
    { child: "workspace", suffix: "-logs", property: "workspaceName", name: workspace },
    { child: "group", suffix: "-group", property: "resourceGroupName", name: resourceGroup },
    { child: "container", suffix: "-container", property: "containerName", isCopied: true, name: container },
    { child: "insights", suffix: "-insights", property: "resourceName", name: insights },
  ],
};

const functions: PerCloud<readonly NamedChild[]> = {
  aws: [
    { child: "function", suffix: "-function", property: "name", name: lambda },
    { child: "role", suffix: "-role", property: "name", name: role },
    { child: "policy", suffix: "-policy", property: "name", name: rolePolicy },
    { child: "logs", suffix: "-logs", property: "name", name: logGroup },
  ],
  gcp: [{ child: "function", suffix: "-function", property: "name", name: cloudFunction }],
  azure: [
    { child: "plan", suffix: "-plan", property: "name", name: plan },
    { child: "app", suffix: "-app", property: "name", name: app },
    { child: "deployments", suffix: "-deployments", property: "containerName", isCopied: true, name: container },
    { child: "identity", suffix: "-identity", property: "resourceName", name: identity },
  ],
  cloudflare: [],
};

const gateways: PerCloud<readonly NamedChild[]> = {
  ...none,
  aws: [
    { suffix: "-{target}-access", only: "buffered", property: "statementId", name: statement },
    { suffix: "-invoke-access", only: "streaming", property: "statementId", name: statement },
    { child: "api", suffix: "-api", only: "buffered", property: "name", name: httpApi },
    { child: "accessLogs", suffix: "-access-logs", only: "buffered", property: "name", name: logGroup },
  ],
};

const schedules: PerCloud<readonly NamedChild[]> = {
  ...none,
  aws: [
    { child: "timer", suffix: "-timer", property: "name", name: schedule },
    { child: "role", suffix: "-role", property: "name", name: role },
    { child: "deadLetters", suffix: "-dead-letters", property: "name", name: queue },
    { child: "policy", suffix: "-policy", property: "name", name: rolePolicy },
    { child: "failureAccess", suffix: "-failure-access", property: "name", name: rolePolicy },
  ],
  gcp: [{ child: "timer", suffix: "-timer", property: "name", name: job }],
};

const queues: PerCloud<readonly NamedChild[]> = {
  ...none,
  aws: [
    { child: "deadLetters", suffix: "-dead-letters", property: "name", name: queue },
    { child: "queue", suffix: "-queue", property: "name", name: queue },
  ],
  gcp: [
    { child: "deadLetters", suffix: "-dead-letters", property: "name", name: pubSub },
    { child: "deadLettersKept", suffix: "-dead-letters", property: "name", name: pubSub },
    { child: "topic", suffix: "-topic", property: "name", name: pubSub },
  ],
};

const topics: PerCloud<readonly NamedChild[]> = {
  ...none,
  aws: [{ child: "topic", suffix: "-topic", property: "name", name: snsTopic }],
  gcp: [{ child: "topic", suffix: "-topic", property: "name", name: pubSub }],
};

const deliveries: PerCloud<readonly NamedChild[]> = {
  ...none,
  gcp: [
    { child: "subscription", suffix: "-subscription", property: "name", name: pubSub },
    { child: "fed", suffix: "-fed", property: "name", name: pubSub },
  ],
};

const secrets: PerCloud<readonly NamedChild[]> = {
  ...none,
  aws: [{ child: "secret", suffix: "-secret", property: "name", name: secret }],
};

const tables: PerCloud<readonly NamedChild[]> = {
  ...none,
  aws: [{ child: "table", suffix: "-table", property: "name", name: dynamoTable }],
};

/**
 * The children of each component whose physical names the provider makes from the component's name, which it neither shortens nor
 * changes: first the one that allows the shortest. The documented table is generated from it. The names of other children are
 * shortened as needed: `physicalName`.
 */
export const namedChildren = {
  Foundation: foundations,
  Function: functions,
  Gateway: gateways,
  Schedule: schedules,
  Queue: queues,
  Topic: topics,
  Delivery: deliveries,
  Secret: secrets,
  Table: tables,
  Database: none,
} as const;
